import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./messages.ts";

/** A worker that died is started again so often. */
const restartLimit = 2;

/** The host's end of the worker that reads agents' records. Starts it with the first `start`. */
export class Reader implements Disposable {
  readonly #program: string;
  readonly #onMessage: (message: FromWorker) => void;
  readonly #onTrouble: (error: Error) => void;
  #worker: Worker | undefined;
  #start: Extract<ToWorker, { kind: "start" }> | undefined;
  #restarts = 0;

  /** @param program the absolute path of the worker's program @param onTrouble told when the worker failed */
  constructor(program: string, onMessage: (message: FromWorker) => void, onTrouble: (error: Error) => void) {
    this.#program = program;
    this.#onMessage = onMessage;
    this.#onTrouble = onTrouble;
  }

  /** Follows from now on what the message says, and nothing else. */
  start(message: Extract<ToWorker, { kind: "start" }>): void {
    this.#start = message;
    this.tell(message);
  }

  /** Tells the worker something; starts it if need be. */
  tell(message: ToWorker): void {
    this.#worker ??= this.#create();
    this.#worker.postMessage(message);
  }

  /** Ends the worker. A later `start` begins anew. */
  stop(): void {
    this.#start = undefined;
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  #create(): Worker {
    const worker = new Worker(this.#program, {
      name: "review-debt agents",
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    worker.unref();
    worker.on("message", (message: FromWorker) => {
      if (worker !== this.#worker) return;
      try {
        this.#onMessage(message);
      } finally {
        if (message.kind === "edits" || message.kind === "lookBackEdits") worker.postMessage({ kind: "taken" });
      }
    });
    worker.on("error", (error) => {
      if (worker !== this.#worker) return;
      this.#worker = undefined;
      this.#onTrouble(error instanceof Error ? error : new Error(String(error)));
      // A look-back that was under way ends here; what is to be followed goes on.
      this.#onMessage({ kind: "lookBackEnd", isComplete: false });
      if (this.#start !== undefined && this.#restarts++ < restartLimit) this.tell(this.#start);
    });
    return worker;
  }
}
