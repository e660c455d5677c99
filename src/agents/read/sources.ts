import type { Format } from "../format.ts";
import type { SourceStatus, ToWorker } from "../messages.ts";

/** A source, its formats, and what it gave since the worker started. */
export class Source {
  readonly name: string;
  readonly tool: string;
  readonly formats: readonly Format[];
  readonly isOn: boolean;
  /** Older edits are nobody's business, milliseconds since the epoch. */
  readonly sinceMs: number;
  roots: readonly string[] = [];
  readAtMs: number | undefined;
  edits = 0;
  odd = 0;
  /** What reading passed over. */
  skipped = 0;
  /** What the last walk through the folders passed over. */
  skippedOnWalk = 0;

  constructor(formats: readonly [Format, ...Format[]], isOn: boolean, sinceMs: number) {
    this.name = formats[0].source;
    this.tool = formats[0].tool;
    this.formats = formats;
    this.isOn = isOn;
    this.sinceMs = sinceMs;
  }

  get status(): SourceStatus {
    const { name: source, tool, isOn, sinceMs, roots, readAtMs, edits, odd } = this;
    return { source, tool, isOn, sinceMs, roots, readAtMs, edits, odd, skipped: this.skipped + this.skippedOnWalk };
  }
}

/** The sources of some formats, followed since when the host says. */
export function sourcesOf(
  formats: readonly Format[],
  { off, since, othersSinceMs }: Pick<Extract<ToWorker, { kind: "start" }>, "off" | "since" | "othersSinceMs">,
): readonly Source[] {
  const bySource = new Map<string, [Format, ...Format[]]>();
  for (const format of formats) {
    const own = bySource.get(format.source);
    if (own === undefined) bySource.set(format.source, [format]);
    else own.push(format);
  }
  return [...bySource].map(([name, own]) => new Source(own, !off.includes(name), since[name] ?? othersSinceMs));
}
