import { escapeHtml } from "./htmlText.ts";
import type { BarKind } from "./model.ts";

const barWidth = 12;
const gap = 4;
const height = 36;
/** Something is never drawn as nothing. */
const leastHeight = 2;

/** How bars of a kind are filled, so that nobody needs colours to tell them apart. `undefined` is plain. */
const patterns: Readonly<Record<BarKind, string | undefined>> = {
  landed: undefined,
  read: `<path class="stroke" d="M0 2H4"/>`,
  edited: `<path class="stroke" d="M0 4L4 0"/>`,
  marked: `<path class="stroke" d="M0 0L4 4M0 4L4 0"/>`,
  dismissed: `<circle class="fill" cx="2" cy="2" r="1"/>`,
};

/** A chart of one kind of lines. */
export interface Chart {
  readonly kind: BarKind;
  /** What it shows, in the user's language. */
  readonly title: string;
  /** The earliest first. Counts of 0 and less have no bar. */
  readonly bars: readonly { readonly count: number; readonly title: string }[];
}

/**
 * A chart as an inline SVG image. The highest bar fills it, since a week is compared with those beside it and with nothing
 * else. It is hidden from screen readers: the same numbers are in a table. Without scripts and styles of its own; `media/week.css`
 * has its classes.
 */
export function chartSvg({ kind, title, bars }: Chart): string {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const width = bars.length * (barWidth + gap) - gap;
  const pattern = patterns[kind];
  const id = `pattern-${kind}`;
  const defs =
    pattern === undefined
      ? ""
      : `<defs><pattern id="${id}" width="4" height="4" patternUnits="userSpaceOnUse">${pattern}</pattern></defs>`;
  const fill = pattern === undefined ? `class="bar fill"` : `class="bar stroke" fill="url(#${id})"`;
  const rects = bars.map(({ count, title: told }, i) => {
    if (count <= 0) return "";
    const high = Math.max(leastHeight, Math.round((count / most) * height));
    const place = `x="${i * (barWidth + gap)}" y="${height - high}" width="${barWidth}" height="${high}"`;
    return `<rect ${fill} ${place}><title>${escapeHtml(told)}</title></rect>`;
  });
  return [
    `<svg class="chart" aria-hidden="true" focusable="false" viewBox="-1 -1 ${width + 2} ${height + 2}" width="${width + 2}" height="${height + 2}">`,
    `<title>${escapeHtml(title)}</title>`,
    defs,
    ...rects,
    `<path class="axis stroke" d="M0 ${height}H${width}"/></svg>`,
  ].join("");
}
