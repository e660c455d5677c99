import { hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { realPath } from "./paths.ts";

/** So much of a file's beginning, and of what stands before a place in it, tells it from another one. */
const sampleBytes = 256;

/** Never waits, as a pipe without a writer would let it, and follows no link, where the system can say so. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A record that is open for reading, never for anything else. */
export class OpenedRecord implements Disposable {
  readonly #descriptor: number;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly mtimeMs: number;
  readonly #device: string;

  private constructor(descriptor: number) {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new Error("no regular file");
    this.#descriptor = descriptor;
    this.size = stat.size;
    this.mtimeMs = stat.mtimeMs;
    this.#device = `${stat.dev}:${stat.ino}`;
  }

  /**
   * Opens a regular file by its real path; `undefined` for anything else, or what cannot be read. A link that was put
   * into the path since it was found leads nowhere.
   */
  static open(path: string): OpenedRecord | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(path, openFlags);
      // Where names are told apart by case, a difference in case alone leads nowhere bad.
      if (realPath(path)?.toLowerCase() === path.toLowerCase()) return new OpenedRecord(descriptor);
    } catch {
      // Counted by who asked.
    }
    if (descriptor !== undefined) closeSync(descriptor);
    return undefined;
  }

  /** Names the file and what stands before a place in it: the same while the file only grows behind that place. */
  mark(offset: number): string {
    const length = Math.min(sampleBytes, offset);
    const samples = Buffer.alloc(2 * length);
    this.read(samples.subarray(0, length), 0);
    this.read(samples.subarray(length), offset - length);
    return `${this.#device}:${hash("sha256", samples).slice(0, 12)}`;
  }

  /** Names the state of a file that is written anew as a whole. */
  get stamp(): string {
    return `${this.#device}:${this.size}:${this.mtimeMs}`;
  }

  /** Whether this is the file that had that mark at that place. */
  isAt(mark: string, offset: number): boolean {
    return offset <= this.size && this.mark(offset) === mark;
  }

  /** Reads bytes at an offset into a buffer. Returns how many. */
  read(into: Buffer, offset: number): number {
    return readSync(this.#descriptor, into, 0, into.length, offset);
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}
