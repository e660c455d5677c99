import type { State } from "../../../src/core/ledger/mark.ts";
import type { Changer, Day } from "../../../src/core/week/facts.ts";
import { type Ending, type Happening, workspaceOf } from "./happening.ts";

/*
 * The counts of a quarter a second time, as plainly as they can be said: a file is an array of lines, each with its state
 * and the two counts that it made, when it landed and when it was settled. A count holds or does not hold. An event makes
 * other lines, makes some counts hold and some not; undo goes back to the lines and the counts before.
 */

const soonMs = 14 * 24 * 60 * 60_000;

/** Something that is counted once while it holds. */
interface Count {
  readonly key: string;
  readonly ms: number;
  holds: boolean;
}

/** A line as it is between two events. One that an event rewrites becomes another object. */
export interface Line {
  readonly text: string;
  /** `undefined` for a line of a person's, and for every blank one. */
  state: State | undefined;
  landed: Count | undefined;
  settled: Count | undefined;
  committedMs: number | undefined;
}

interface Event {
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  readonly makes: readonly Count[];
  readonly ends: readonly Count[];
  /** The lines that it made, each with the counts that it had then; what is missing of these later was taken back, and another landing was declared. */
  readonly made: readonly { readonly line: Line; readonly counts: readonly Count[] }[];
}

interface File {
  lines: readonly Line[];
  /** What a window that starts again finds. */
  stored: readonly Line[];
  done: Event[];
  isThere: boolean;
}

/** How many events are remembered for undo. */
const remembered = 6;

export class Recount {
  readonly files = new Map<string, File>();
  readonly #sums = new Map<string, number>();
  /** Since each window last stored something: the counts that turned over, and the files that changed. */
  readonly #unstored = [0, 1].map(() => ({ turned: [] as Count[], files: new Set<string>() }));
  readonly #windowOf: (file: string) => number;

  constructor(windowOf: (file: string) => number) {
    this.#windowOf = windowOf;
  }

  /** A number of one day in one workspace: lines of a kind, `attendedMs`, or an outcome named by `outcomeName`. */
  sum(workspace: string, day: Day, what: string): number {
    return this.#sums.get(`${workspace} ${day} ${what}`) ?? 0;
  }

  /** How many lines of each state are in the files of a workspace. */
  tree(workspace: string): Record<State, number> {
    const tree = { unread: 0, read: 0, edited: 0, marked: 0, dismissed: 0 };
    for (const [name, file] of this.files) {
      if (!file.isThere || workspaceOf(name) !== workspace) continue;
      for (const { state } of file.lines) if (state !== undefined) tree[state]++;
    }
    return tree;
  }

  tell(happening: Happening): void {
    const { kind, file: name, atMs } = happening;
    if (kind === "create") {
      const lines = happening.lines.map(persons);
      this.files.set(name, { lines, stored: copiesOf(lines), done: [], isThere: true });
      return;
    }
    const file = this.#touched(name);
    const { lines } = file;
    const count = (what: string, ms = 0): Count => ({
      key: `${workspaceOf(name)} ${happening.day} ${what}`,
      ms,
      holds: false,
    });
    const outcomes = (gone: readonly Line[], by: Changer): Count[] =>
      gone.flatMap(({ state, committedMs }) =>
        state === undefined || committedMs === undefined || Math.abs(atMs - committedMs) > soonMs
          ? []
          : [count(outcomeName(state, by))],
      );
    const ais = (text: string): Line => {
      if (text.trim() === "") return persons(text);
      return { ...persons(text), state: "unread", landed: count("landed") };
    };
    const replace = (at: number, gone: number, came: readonly Line[], makes: Count[], ends: Count[] = []): void =>
      this.#event(name, file, [...lines.slice(0, at), ...came, ...lines.slice(at + gone)], makes, ends);

    switch (kind) {
      case "delete":
        file.isThere = false;
        return;
      case "agent": {
        const came = happening.lines.map(ais);
        const gone = lines.slice(happening.at, happening.at + happening.count);
        return replace(happening.at, gone.length, came, [...landedOf(came), ...outcomes(gone, "agent")]);
      }
      case "agentAdds": {
        const line = lines[happening.at]!;
        const came = ais(line.text + happening.text);
        return replace(happening.at, 1, [came], [...landedOf([came]), ...outcomes([line], "agent")]);
      }
      case "write":
        return replace(happening.at, 0, happening.lines.map(persons), []);
      case "type":
      case "replace": {
        const line = lines[happening.at]!;
        const text = kind === "type" ? line.text + happening.text : happening.text;
        const makes = outcomes([line], "person");
        if (line.state === undefined || line.state === "edited") {
          return replace(happening.at, 1, [{ ...line, text, committedMs: undefined }], makes);
        }
        const settled = count("edited");
        const came: Line = { ...line, text, state: "edited", settled, committedMs: undefined };
        return replace(happening.at, 1, [came], [...makes, settled], listOf(line.settled));
      }
      case "break": {
        const line = lines[happening.at]!;
        const { landed, settled } = line;
        const second: Line = { ...line, landed: landed && { ...landed, holds: false } };
        second.settled = settled && { ...settled, holds: false };
        const [left, right] = [line.text.slice(0, happening.character), line.text.slice(happening.character)];
        const makes = countsOf(second);
        return replace(
          happening.at,
          1,
          [
            { ...line, text: left },
            { ...second, text: right },
          ],
          makes,
        );
      }
      case "join": {
        const [first, second] = lines.slice(happening.at, happening.at + 2) as [Line, Line];
        const ends = countsOf(second);
        return replace(happening.at, 2, [{ ...first, text: first.text + second.text }], [], ends);
      }
      case "remove": {
        const gone = lines.slice(happening.at, happening.at + happening.count);
        return replace(happening.at, gone.length, [], outcomes(gone, "person"));
      }
      case "move": {
        const moved = lines.slice(happening.at, happening.at + happening.count);
        const removals = outcomes(moved, "person");
        replace(happening.at, moved.length, [], removals);
        const target = this.#touched(happening.to);
        const { toAt } = happening;
        const became = [...target.lines.slice(0, toAt), ...copiesOf(moved), ...target.lines.slice(toAt)];
        // What arrives was not removed.
        this.#event(happening.to, target, became, [], removals);
        if (target !== file) for (const one of [file, target]) one.done = [];
        return;
      }
      case "format": {
        const line = lines[happening.at]!;
        return replace(happening.at, 1, [{ ...line, text: `${line.text};` }], []);
      }
      case "settle": {
        const { evidence } = happening;
        const ms = evidence.kind === "read" ? Math.round(evidence.attendedMs) : 0;
        for (const line of lines.slice(happening.at, happening.at + happening.count)) {
          if (line.state !== "unread") continue;
          line.state = evidence.kind;
          line.settled = count(evidence.kind, ms);
          this.#turn(name, line.settled);
        }
        return;
      }
      case "reopen":
        for (const line of lines.slice(happening.at, happening.at + happening.count)) {
          if (line.settled === undefined) continue;
          this.#turn(name, line.settled);
          line.state = "unread";
          line.settled = undefined;
        }
        return;
      case "declareAi":
        for (const line of lines.slice(happening.at, happening.at + happening.count)) {
          if (line.state !== undefined || line.text.trim() === "") continue;
          line.state = "unread";
          line.landed = count("landed");
          this.#turn(name, line.landed);
        }
        return;
      case "declareMine":
        for (const line of lines.slice(happening.at, happening.at + happening.count)) {
          for (const held of [line.landed, line.settled]) if (held !== undefined) this.#turn(name, held);
          line.state = line.landed = line.settled = line.committedMs = undefined;
        }
        return;
      case "commit":
        lines.forEach((line, i) => {
          if (i < happening.until && line.state !== undefined) line.committedMs ??= atMs;
        });
        return;
      case "undo": {
        const events = file.done.splice(-happening.undone);
        for (const event of events.toReversed()) this.#go(name, file, event, event.before);
        for (const event of events.slice(0, happening.redone)) {
          this.#go(name, file, event, event.after);
          file.done.push(event);
        }
      }
    }
  }

  /** A window wrote, or died: what was not stored never happened, and nothing can be undone afterwards. */
  written(window: number, ending: Ending): void {
    const unstored = this.#unstored[window]!;
    const isDeath = ending.startsWith("dies");
    if (ending === "stored" || ending === "diesAfter") {
      for (const name of unstored.files) {
        const file = this.files.get(name)!;
        file.stored = copiesOf(file.lines);
      }
    } else if (isDeath) {
      for (const count of unstored.turned) this.#turnOne(count);
      for (const name of unstored.files) {
        const file = this.files.get(name)!;
        file.lines = copiesOf(file.stored);
      }
    } else return;
    unstored.turned = [];
    unstored.files.clear();
    if (!isDeath) return;
    for (const [name, file] of this.files) if (this.#windowOf(name) === window) file.done = [];
  }

  #touched(name: string): File {
    this.#unstored[this.#windowOf(name)]!.files.add(name);
    return this.files.get(name)!;
  }

  #event(name: string, file: File, after: readonly Line[], makes: readonly Count[], ends: readonly Count[]): void {
    const made = after.filter((line) => !file.lines.includes(line)).map((line) => ({ line, counts: countsOf(line) }));
    const event = { before: file.lines, after, makes, ends, made };
    this.#go(name, file, event, after);
    file.done.push(event);
    if (file.done.length > remembered) file.done.shift();
  }

  /** An event happens, is undone or happens again; what was taken back of its lines comes and goes with them. */
  #go(name: string, file: File, { makes, ends, made }: Event, lines: readonly Line[]): void {
    file.lines = lines;
    const takenBack = made.flatMap(({ line, counts }) => {
      const gone = counts.filter((one) => !countsOf(line).includes(one));
      return line.landed === undefined || counts.includes(line.landed) ? gone : [...gone, line.landed];
    });
    for (const count of [...makes, ...ends, ...takenBack]) this.#turn(name, count);
  }

  #turn(name: string, count: Count): void {
    this.#turnOne(count);
    this.#unstored[this.#windowOf(name)]!.turned.push(count);
  }

  #turnOne(count: Count): void {
    count.holds = !count.holds;
    const sign = count.holds ? 1 : -1;
    this.#sums.set(count.key, (this.#sums.get(count.key) ?? 0) + sign);
    if (count.ms === 0) return;
    const key = count.key.replace(/read$/, "attendedMs");
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + sign * count.ms);
  }
}

/** Whether two lines, neither of them blank, make the same counts. */
export function isSameButForText(a: Line, b: Line): boolean {
  return (
    a.text !== "" &&
    b.text !== "" &&
    a.state === b.state &&
    isSameCount(a.landed, b.landed) &&
    isSameCount(a.settled, b.settled) &&
    a.committedMs === b.committedMs
  );
}

function isSameCount(a: Count | undefined, b: Count | undefined): boolean {
  return a?.key === b?.key && a?.ms === b?.ms;
}

export function outcomeName(state: State, by: Changer): string {
  return `outcome:${state}:${by}`;
}

function persons(text: string): Line {
  return { text, state: undefined, landed: undefined, settled: undefined, committedMs: undefined };
}

function copiesOf(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line }));
}

function countsOf({ landed, settled }: Line): Count[] {
  return [...listOf(landed), ...listOf(settled)];
}

function landedOf(lines: readonly Line[]): Count[] {
  return lines.flatMap(({ landed }) => listOf(landed));
}

function listOf(count: Count | undefined): Count[] {
  return count === undefined ? [] : [count];
}
