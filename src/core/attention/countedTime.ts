/** So long after the last input the person still counts as there: the editor's own rule for attention (DESIGN §3). */
const idleMs = 60_000;

/**
 * The longest step that counts. We are called about once a second while it matters, so after a longer one the clock was
 * set, the timer was throttled or the machine slept: nobody knows what happened meanwhile, and nothing of it counts.
 */
export const longestStepMs = 2_000;

/** What moved too fast, or changed, is not read before it has stood still for this long. */
const calmMs = 1_500;

/**
 * So many lines may pass, without a rest of `calmMs` between, before it is fast. Who reads at the fastest pace allowed
 * (1000 lines an hour) needs 3.6 s for a line, so never passes even two without such a rest, but one notch of a mouse
 * wheel passes three at once. Whatever is called fast passes more than a line in 1.5 s, 2400 lines an hour. A slower
 * crawl needs no rule: no line stays nearest the caret for long enough to be paid.
 */
const calmLines = 3;

/**
 * Which of the milliseconds that pass are time in which somebody can be reading: the window is focused and active, there
 * was input in the last 60 s, the steps are as short as they should be and the screen stands still.
 */
export class CountedTime {
  #toldMs: number | undefined;
  /** Our own clock, which never goes back. */
  #nowMs = 0;
  #isHere = false;
  #inputMs = -Infinity;
  #calmFromMs = -Infinity;
  #passedLines = 0;
  #passedMs = -Infinity;

  /** Time goes on to this moment, in milliseconds of any clock. Returns how many of those since the last call count. */
  pass(toldMs: number): number {
    const wholeMs = Math.floor(toldMs);
    const stepMs = wholeMs - (this.#toldMs ?? wholeMs);
    this.#toldMs = wholeMs;
    if (stepMs <= 0) return 0;
    const fromMs = Math.max(this.#nowMs, this.#calmFromMs);
    this.#nowMs += stepMs;
    if (!this.#isHere || stepMs > longestStepMs) return 0;
    return Math.max(0, Math.min(this.#nowMs, this.#inputMs + idleMs) - fromMs);
  }

  /** Whether the window is focused and active, from now on. */
  setHere(isHere: boolean): void {
    this.#isHere = isHere;
  }

  /** There was input now. */
  input(): void {
    this.#inputMs = this.#nowMs;
  }

  /** So many lines passed by on screen now. */
  scrolled(lines: number): void {
    if (lines <= 0) return;
    if (this.#nowMs - this.#passedMs > calmMs) this.#passedLines = 0;
    this.#passedLines += lines;
    this.#passedMs = this.#nowMs;
    if (this.#passedLines > calmLines) this.disturb();
  }

  /** What is on screen is another text now. */
  disturb(): void {
    this.#calmFromMs = this.#nowMs + calmMs;
  }

  /** Whether somebody is there: time that passes may count, at once or as soon as the screen stands still. */
  get isAwake(): boolean {
    return this.#isHere && this.#nowMs < this.#inputMs + idleMs;
  }

  /** Whether time counts at this moment. */
  get isCounting(): boolean {
    return this.isAwake && this.#nowMs >= this.#calmFromMs;
  }
}
