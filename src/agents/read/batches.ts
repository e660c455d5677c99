import type { AiEdit } from "../../core/attribution/aiEdit.ts";

/** Messages are cut to so many edits, and so many characters, so that the host takes each in no time. */
const batchEdits = 200;
const batchCharacters = 128 * 1024;
/** A file with more is none that lines are tracked in (DESIGN §4: 2 MB). */
const fileCharacters = 2 * 1024 * 1024;

/** Collects edits and hands them on in parts that are quick to take over. */
export class Batches {
  readonly #send: (edits: readonly AiEdit[]) => void;
  #batch: AiEdit[] = [];
  #characters = 0;

  constructor(send: (edits: readonly AiEdit[]) => void) {
    this.#send = send;
  }

  add(edit: AiEdit): void {
    const characters = charactersOf(edit);
    if (this.#characters + characters > batchCharacters) this.flush();
    this.#batch.push(edit);
    this.#characters += characters;
    if (this.#batch.length >= batchEdits) this.flush();
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.#batch.length === 0) return;
    this.#send(this.#batch);
    this.#batch = [];
    this.#characters = 0;
  }
}

/** Edits in parts that are quick to take over. */
export function inParts(edits: readonly AiEdit[]): (readonly AiEdit[])[] {
  const parts: (readonly AiEdit[])[] = [];
  const batches = new Batches((part) => parts.push(part));
  for (const edit of edits) batches.add(edit);
  batches.flush();
  return parts;
}

/** An edit as far as it is of a file whose lines are tracked: without a text from before that is too large; `undefined` if there is too much new text. */
export function withinLimits(edit: AiEdit): AiEdit | undefined {
  const { change } = edit;
  if (change.kind === "whole" && (change.before?.length ?? 0) > fileCharacters) {
    return withinLimits({ ...edit, change: { ...change, before: undefined } });
  }
  return charactersOf(edit) > 2 * fileCharacters ? undefined : edit;
}

/** How many characters of text an edit holds. */
export function charactersOf({ change }: AiEdit): number {
  switch (change.kind) {
    case "pieces":
      return change.pieces.reduce((sum, { oldText, newText }) => sum + oldText.length + newText.length, 0);
    case "whole":
      return change.text.length + (change.before?.length ?? 0);
    case "lines":
      return change.text.length;
    case "delete":
    case "move":
      return 0;
  }
}
