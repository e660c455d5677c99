import type { FromWorker } from "../messages.ts";

/** So many messages with edits may be on their way at once. */
const onTheWayLimit = 2;

/**
 * What is told to the host. Edits wait until it has taken the ones before: a thread that found a thousand messages would
 * take them all at once, and be blocked.
 */
export class Outbox {
  readonly #send: (message: FromWorker) => void;
  #onTheWay = 0;
  #waiting: (() => void)[] = [];

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  /** Sends a message. */
  tell(message: FromWorker): void {
    if (message.kind === "edits" || message.kind === "lookBackEdits") this.#onTheWay++;
    this.#send(message);
  }

  /** The host has taken one message with edits. */
  taken(): void {
    this.#onTheWay--;
    if (this.#onTheWay >= onTheWayLimit) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  /** Resolves when more edits may be told. */
  async room(): Promise<void> {
    while (this.#onTheWay >= onTheWayLimit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
