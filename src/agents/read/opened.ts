import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** So much of a file's beginning tells it from another one in its place. */
const headBytes = 256;

/** A record that is open for reading, never for anything else. */
export class OpenedRecord implements Disposable {
  readonly #descriptor: number;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly mtimeMs: number;
  readonly #device: string;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
    const stat = fstatSync(descriptor);
    this.size = stat.size;
    this.mtimeMs = stat.mtimeMs;
    this.#device = `${stat.dev}:${stat.ino}`;
    if (!stat.isFile()) {
      closeSync(descriptor);
      throw new Error("no regular file");
    }
  }

  /** Opens a regular file; `undefined` for anything else, or what cannot be read. Never waits, as for a pipe without a writer. */
  static open(path: string): OpenedRecord | undefined {
    try {
      return new OpenedRecord(openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    } catch {
      return undefined;
    }
  }

  /**
   * Names this file as it begins: the same while it only grows. `known` is what it was named before; while the beginning
   * was short then, it must still begin so.
   */
  identity(known?: string): string {
    const length = Math.min(headBytes, Number(known?.split(":")[2] ?? this.size), this.size);
    const head = Buffer.alloc(length);
    readSync(this.#descriptor, head, 0, length, 0);
    return `${this.#device}:${length}:${createHash("sha256").update(head).digest("hex").slice(0, 16)}`;
  }

  /** Reads bytes at an offset into a buffer. Returns how many. */
  read(into: Buffer, offset: number): number {
    return readSync(this.#descriptor, into, 0, into.length, offset);
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}
