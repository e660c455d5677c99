import type { Locator, Page } from "../../rig/playwright.ts";
import { eventually } from "./eventually.ts";

/** What extensions have drawn onto the active editor. Only the part on screen can be read. */
export class Decorations {
  readonly #editor: Locator;

  constructor(page: Page) {
    this.#editor = page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
  }

  /** The numbers of the lines on screen that carry an extension's mark left of the text, in order. */
  async gutterLines(): Promise<number[]> {
    const rows = await this.#editor.locator(".margin-view-overlays > div").evaluateAll((overlays) =>
      overlays.map((row) => ({
        top: row.style["top"] ?? "",
        line: Number(row.querySelector(".line-numbers")?.textContent ?? 0),
        marked: row.querySelector('[class*="TextEditorDecorationType"]') !== null,
      })),
    );
    const glyphTops = await this.#editor
      .locator('.glyph-margin-widgets [class*="TextEditorDecorationType"]')
      .evaluateAll((glyphs) => glyphs.map((glyph) => glyph.style["top"] ?? ""));
    return rows
      .filter(({ top, marked }) => marked || glyphTops.includes(top))
      .map(({ line }) => line)
      .toSorted((a, b) => a - b);
  }

  /** Waits until exactly these lines carry a mark. */
  async marksAre(lines: readonly number[]): Promise<void> {
    const wanted = JSON.stringify(lines);
    await eventually(
      `gutter marks on ${wanted}`,
      () => this.gutterLines(),
      (found) => JSON.stringify(found) === wanted,
    );
  }

  /** How many pieces of text or lines on screen carry an extension's decoration (background, border, underline). */
  async textMarks(): Promise<number> {
    return this.#editor
      .locator('.view-overlays [class*="TextEditorDecorationType"], .view-lines [class*="TextEditorDecorationType"]')
      .count();
  }

  /**
   * The marks in the overview ruler: for each colour (`r,g,b`), how many separate strips of it there are. The editor draws its own
   * marks there too (the caret's line, problems), so compare by colour.
   */
  async overviewStrips(): Promise<ReadonlyMap<string, number>> {
    const strips = await this.#editor
      .locator("canvas.decorationsOverviewRuler")
      .first()
      .evaluate((element) => {
        const canvas = element as unknown as {
          width: number;
          height: number;
          getContext(kind: "2d"): {
            getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
          };
        };
        const found = new Map<string, number>();
        const context = canvas.getContext("2d");
        for (let x = 0; x < canvas.width; x++) {
          const { data } = context.getImageData(x, 0, 1, canvas.height);
          const inColumn = new Map<string, number>();
          let previous = "";
          for (let y = 0; y < canvas.height; y++) {
            const color = (data[y * 4 + 3] ?? 0) < 128 ? "" : `${data[y * 4]},${data[y * 4 + 1]},${data[y * 4 + 2]}`;
            if (color !== "" && color !== previous) {
              inColumn.set(color, (inColumn.get(color) ?? 0) + 1);
            }
            previous = color;
          }
          for (const [color, count] of inColumn) {
            found.set(color, Math.max(found.get(color) ?? 0, count));
          }
        }
        return [...found];
      });
    return new Map(strips);
  }
}
