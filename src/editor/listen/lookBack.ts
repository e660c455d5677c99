import type { FromWorker } from "../../agents/messages.ts";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";

/** What a look-back came to. */
export interface LookBackResult {
  readonly files: number;
  readonly edits: number;
  readonly lines: number;
}

interface Running {
  /** Edits of the file that is being told. */
  edits: AiEdit[];
  readonly result: { files: number; edits: number; lines: number };
  /** What was told is claimed one after the other. */
  claimed: Promise<void>;
  readonly onProgress: (share: number) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

/** Takes what the reader finds when it looks back, one look at a time, and has it claimed file by file. */
export class LookBack {
  readonly #claim: (edits: readonly AiEdit[]) => Promise<number>;
  #running: Running | undefined;

  /** @param claim claims what edits of one file wrote and is still there; returns how many lines */
  constructor(claim: (edits: readonly AiEdit[]) => Promise<number>) {
    this.#claim = claim;
  }

  /** Whether one is under way. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Looks back; `ask` has the reader begin. Rejects when something could not be claimed. */
  async run(ask: () => void, onProgress: (share: number) => void): Promise<LookBackResult> {
    const result = { files: 0, edits: 0, lines: 0 };
    try {
      await new Promise<void>((end, fail) => {
        this.#running = { edits: [], result, claimed: Promise.resolve(), onProgress, end, fail };
        ask();
      });
      return result;
    } finally {
      this.#running = undefined;
    }
  }

  /** Claims the lines of a file whose edits are all told. More is told when that is done. */
  async take({ edits, endsFile }: Extract<FromWorker, { kind: "lookBackEdits" }>): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    running.edits.push(...edits);
    if (!endsFile) return;
    const ofFile = running.edits;
    running.edits = [];
    running.claimed = running.claimed.then(() => this.#count(ofFile, running.result));
    // Who looks back hears of a failure.
    await running.claimed.catch(() => undefined);
  }

  /** So much of all that there is was read. */
  progress(share: number): void {
    this.#running?.onProgress(share);
  }

  /** All is told. */
  end(): void {
    void this.#running?.claimed.then(this.#running.end, this.#running.fail);
  }

  /** Nothing more will be told. */
  stop(): void {
    this.#running?.end();
  }

  async #count(edits: readonly AiEdit[], result: Running["result"]): Promise<void> {
    const lines = await this.#claim(edits);
    result.edits += edits.length;
    result.lines += lines;
    if (lines > 0) result.files++;
  }
}
