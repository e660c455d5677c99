import type * as vscode from "vscode";

/** Something that is made when it is first asked for, once for all, and disposed of only if it was made. */
export class Later<T extends object> implements vscode.Disposable {
  readonly #make: () => Promise<T>;
  #making: Promise<T> | undefined;
  #made: T | undefined;
  #isDisposed = false;

  /** @param make usually imports the code first, which keeps it out of the start */
  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** What was made, if it was. */
  get made(): T | undefined {
    return this.#made;
  }

  /** Makes it, or gives what was made. Where making failed the next call tries again. */
  get(): Promise<T> {
    this.#making ??= this.#keep().catch((error: unknown) => {
      this.#making = undefined;
      throw error;
    });
    return this.#making;
  }

  dispose(): void {
    this.#isDisposed = true;
    if (this.#made !== undefined) disposeOf(this.#made);
  }

  async #keep(): Promise<T> {
    const made = await this.#make();
    // Nobody is left to dispose of it.
    if (this.#isDisposed) disposeOf(made);
    this.#made = made;
    return made;
  }
}

function disposeOf(made: object): void {
  if ("dispose" in made && typeof made.dispose === "function") made.dispose();
}
