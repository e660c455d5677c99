import type { Arbitrary } from "fast-check";

/** A place where something from outside comes in. */
export interface Door {
  /** What comes in there, in words for the table. */
  readonly name: string;
  /** How many of the inputs it gets, compared with the others. Doors that start a program or open a file get fewer. */
  readonly share: number;
  /** Makes ready for inputs. What it made goes with `Symbol.dispose`. */
  open(samples: Samples): OpenDoor;
}

/** A door that takes inputs. */
export interface OpenDoor extends Disposable {
  /** Feeds inputs that are made by `inputs` to what is behind the door, and judges what comes of each: throws when anything is wrong. */
  readonly inputs: Arbitrary<unknown>;
  readonly take: (input: never) => void | Promise<void>;
}

/** Real records by the folder they lie in, to be mutated besides the fixtures: only where somebody has them. */
export type Samples = ReadonlyMap<string, readonly string[]>;

/** A door that needs nothing made ready. */
export function door<Input>(
  name: string,
  share: number,
  inputs: (samples: Samples) => Arbitrary<Input>,
  take: (input: Input) => void | Promise<void>,
): Door {
  return {
    name,
    share,
    open: (samples) => ({ inputs: inputs(samples), take, [Symbol.dispose]: () => undefined }),
  };
}
