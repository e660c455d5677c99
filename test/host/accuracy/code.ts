/** Makes up code, line by line; the same for the same source of numbers in [0, 1). No two lines with a word are alike. */
export class MadeUpCode {
  readonly #random: () => number;
  #count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  one<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError("nothing to choose from");
    return choice;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.below(left.length), 1)[0] as T);
  }

  name(): string {
    return `${this.one(words)}${++this.#count}`;
  }

  /** One statement without an indent. */
  line(): string {
    switch (this.below(6)) {
      case 0:
        return `const ${this.name()} = ${this.one(words)}.${this.one(words)}();`;
      case 1:
        return `${this.name()}(${this.name()}, ${this.below(100)});`;
      case 2:
        return `return ${this.name()} + ${this.one(words)};`;
      case 3:
        return `${this.name()} += "${this.one(words)} ${this.one(words)}";`;
      case 4:
        return `let ${this.name()}: ${this.one(words)}[] = [];`;
      default:
        return `throw new ${this.name()}(${this.one(words)});`;
    }
  }

  /** Two to six lines, some of them a block with braces, some with a blank line between. */
  block(): string[] {
    const body = Array.from({ length: 1 + this.below(3) }, () => this.line());
    switch (this.below(3)) {
      case 0:
        return [`if (${this.name()} > ${this.below(10)}) {`, ...body.map((line) => `  ${line}`), "}"];
      case 1:
        return [...body, "", this.line()];
      default:
        return [...body, this.line()];
    }
  }

  /** A file of a person's. */
  file(): string {
    const blocks = Array.from({ length: 3 + this.below(3) }, () => this.block().join("\n"));
    return `${blocks.join("\n\n")}\n`;
  }
}

const words = "alpha order price total user token count cache item queue sum node path state value index".split(" ");
