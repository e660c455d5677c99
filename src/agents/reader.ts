import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./messages.ts";

/** A worker that died is started again so often. */
const restartLimit = 2;

/** Takes a message; the worker tells no more edits than two messages until those are taken. */
type OnMessage = (message: FromWorker) => void | Promise<void>;

/** The host's end of the worker that reads agents' records. Starts it with the first `start`. */
export class Reader implements Disposable {
  readonly #program: string;
  readonly #onMessage: OnMessage;
  readonly #onTrouble: (error: Error) => void;
  #worker: Worker | undefined;
  #start: Extract<ToWorker, { kind: "start" }> | undefined;
  #restarts = 0;

  /** @param program the absolute path of the worker's program @param onTrouble told when the worker failed */
  constructor(program: string, onMessage: OnMessage, onTrouble: (error: Error) => void) {
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

  /** Has edits taken, and lets the worker tell more. */
  async #take(worker: Worker, message: FromWorker): Promise<void> {
    try {
      await this.#onMessage(message);
    } finally {
      if (worker === this.#worker) worker.postMessage({ kind: "taken" } satisfies ToWorker);
    }
  }

  #create(): Worker {
    const worker = new Worker(this.#program, {
      name: "review-debt agents",
      // A young generation of the usual size only takes memory: lines live short.
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 3 },
    });
    worker.unref();
    worker.on("message", (message: FromWorker) => {
      if (worker !== this.#worker) return;
      if (message.kind === "edits" || message.kind === "lookBackEdits") void this.#take(worker, message);
      else void this.#onMessage(message);
    });
    worker.on("error", (error) => {
      if (worker !== this.#worker) return;
      this.#worker = undefined;
      this.#onTrouble(error instanceof Error ? error : new Error(String(error)));
      // A look-back that was under way ends here; what is to be followed goes on.
      void this.#onMessage({ kind: "lookBackEnd", isComplete: false });
      if (this.#start !== undefined && this.#restarts++ < restartLimit) this.tell(this.#start);
    });
    return worker;
  }
}
