import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { LineFormat } from "../format.ts";
import { type LineSpan, RecordSession } from "./calls.ts";
import { gapsOf, textOf } from "./lines.ts";
import { OpenedRecord } from "./opened.ts";
import { understood } from "./reading.ts";

/** Where an edit stands: the lines that tell it, the one that tells its success last. */
interface Spot {
  readonly id: string;
  readonly format: LineFormat;
  readonly file: string;
  readonly lines: readonly LineSpan[];
}

/**
 * Edits of many files until all are known. Of a month's edits the texts are a lot to hold, so for lines it is noted where
 * they stand, and they are read once more; others are kept as bytes.
 */
export class Findings {
  readonly #files = new Map<string, (Spot | Buffer)[]>();

  /** Notes an edit that was told by some lines of a record. */
  addSpot({ path, id }: AiEdit, format: LineFormat, file: string, lines: readonly LineSpan[]): void {
    this.#add(path, { id, format, file, lines });
  }

  /** Keeps an edit that cannot be read once more. */
  addEdit(edit: AiEdit): void {
    this.#add(edit.path, Buffer.from(JSON.stringify(edit)));
  }

  /** The edits of one file after the other, without those that are gone meanwhile. The findings are gone afterwards. */
  *files(): Generator<readonly AiEdit[]> {
    using rereader = new Rereader();
    for (const [path, found] of this.#files) {
      this.#files.delete(path);
      yield found.flatMap((one) =>
        Buffer.isBuffer(one) ? (JSON.parse(one.toString("utf8")) as AiEdit) : (rereader.edit(one) ?? []),
      );
    }
  }

  #add(path: string, one: Spot | Buffer): void {
    const found = this.#files.get(path);
    if (found === undefined) this.#files.set(path, [one]);
    else found.push(one);
  }
}

/** Reads single lines of records again. */
class Rereader implements Disposable {
  /** As large as the longest line so far, for one line after the other. */
  #block = Buffer.alloc(0);
  #file = "";
  #record: OpenedRecord | undefined;

  edit({ id, format, file, lines }: Spot): AiEdit | undefined {
    const record = this.#opened(file);
    if (record === undefined) return undefined;
    const session = new RecordSession(undefined);
    session.writtenMs = record.mtimeMs;
    const gaps = gapsOf(format);
    let edits: readonly AiEdit[] = [];
    for (const line of lines) {
      const length = line.end - line.at;
      if (length > this.#block.length) this.#block = Buffer.allocUnsafeSlow(length);
      const bytes = this.#block.subarray(0, length);
      if (record.read(bytes, line.at) !== bytes.length) return undefined;
      session.begin(line);
      ({ edits } = understood(() => format.parse(textOf(bytes, gaps), session)));
    }
    return edits.find((edit) => edit.id === id);
  }

  [Symbol.dispose](): void {
    this.#record?.[Symbol.dispose]();
  }

  /** Edits of a file often stand in one record, so the last one stays open. */
  #opened(file: string): OpenedRecord | undefined {
    if (file !== this.#file) {
      this.#record?.[Symbol.dispose]();
      this.#record = OpenedRecord.open(file);
      this.#file = file;
    }
    return this.#record;
  }
}
