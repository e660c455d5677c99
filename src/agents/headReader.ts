import { Worker } from "node:worker_threads";
import type { AskedFile, HeadFile } from "./git/heads.ts";

/** What the thread that asks git is started with. */
export interface HeadQuestion {
  readonly files: readonly AskedFile[];
  /** Keys the hashes of lines: 16 bytes. */
  readonly key: Uint8Array;
  /** After this time it gives up. */
  readonly timeoutMs: number;
}

/**
 * Reads what HEAD holds of files, in a thread of its own that lives for one question: the texts, their hashing and
 * the starting of git cost the editor's own thread nothing, and in between nothing is kept.
 */
export class HeadReader implements Disposable {
  readonly #program: string;
  #worker: Worker | undefined;

  /** @param program the absolute path of the worker's program */
  constructor(program: string) {
    this.#program = program;
  }

  /** Asks one question at a time. Settles when all is told; rejects when the thread fails or gives up. */
  async read(question: HeadQuestion, onFiles: (files: readonly HeadFile[]) => void): Promise<void> {
    const worker = new Worker(this.#program, {
      name: "review-debt git",
      workerData: question,
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
    });
    this.#worker = worker;
    worker.unref();
    worker.on("message", onFiles);
    try {
      await new Promise<void>((resolve, reject) => {
        worker.once("error", reject);
        worker.once("exit", () => resolve());
      });
    } finally {
      this.#worker = undefined;
    }
  }

  [Symbol.dispose](): void {
    void this.#worker?.terminate();
  }
}
