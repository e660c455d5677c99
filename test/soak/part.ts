/** One line of the table in `docs/reliability.md`. */
export interface SoakRow {
  /** What was done, in words for a person. */
  readonly done: string;
  /** How often, with its unit and what was measured on the way: `200 times`, `8 processes, 60 s`. */
  readonly often: string;
  /** How much was lost: facts, lines, inputs that broke something. Anything but 0 fails the run. */
  readonly lost: number;
}

/** One part of the soak: `test/soak/NAME.soak.ts` exports it as `part`. */
export interface SoakPart {
  /** Its heading in `docs/reliability.md`. */
  readonly title: string;
  /** What a reader of the table must know besides: how it was measured, on what. Nothing when the rows say it all. */
  readonly remark?: string;
  /** Does it, telling the person at the terminal how far it is. An error means that it could not be done, and fails the run. */
  run(say: (line: string) => void): Promise<readonly SoakRow[]>;
}
