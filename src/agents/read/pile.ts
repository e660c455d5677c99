import { deserialize, serialize } from "node:v8";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import { charactersOf } from "./batches.ts";

/** So many characters lie about before they are packed. */
const looseCharacters = 2 * 1024 * 1024;

/** Edits of many files, packed until all are known: texts of a month are a lot to hold. */
export class Pile {
  readonly #packed = new Map<string, Buffer[]>();
  #loose = new Map<string, AiEdit[]>();
  #characters = 0;

  add(edit: AiEdit): void {
    const { path } = edit;
    const loose = this.#loose.get(path);
    if (loose === undefined) this.#loose.set(path, [edit]);
    else loose.push(edit);
    this.#characters += charactersOf(edit);
    if (this.#characters > looseCharacters) this.#pack();
  }

  /** The edits of one file after the other, in the order they were made in. The pile is gone afterwards. */
  *files(): Generator<readonly AiEdit[]> {
    this.#pack();
    for (const [path, parts] of this.#packed) {
      this.#packed.delete(path);
      const edits = parts.flatMap((part) => deserialize(inflateRawSync(part)) as AiEdit[]);
      yield edits.toSorted((a, b) => a.atMs - b.atMs);
    }
  }

  #pack(): void {
    for (const [path, edits] of this.#loose) {
      const part = deflateRawSync(serialize(edits), { level: constants.Z_BEST_SPEED });
      const parts = this.#packed.get(path);
      if (parts === undefined) this.#packed.set(path, [part]);
      else parts.push(part);
    }
    this.#loose = new Map();
    this.#characters = 0;
  }
}
