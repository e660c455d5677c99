import { random } from "../../bench/random.ts";
import type { Evidence } from "../../../src/core/ledger/mark.ts";
import { Place } from "../store/place.ts";
import { type CalendarDay, daysFrom, momentOf, weeksOf } from "./calendar.ts";
import type { Deed, Ending, Happening } from "./happening.ts";
import { isSameButForText, Recount } from "./recount.ts";
import { SimulatedWindow } from "./window.ts";

export const workspaces = ["file:///shop", "file:///tool%20box", "file:///site"] as const;

/** From a Monday in winter to a Sunday in summer: on 29 March clocks in Berlin are put forward. */
const days = daysFrom(2, 2, 91);
/** On this Monday somebody puts the clock back to the Saturday before, for the middle of the day. */
const wrongDay = 42;
const filesEach = 6;
const mostLines = 90;
/** After so many things one of the windows stores what it has. */
const eventsOfBatch = 120;

/** How often what happens, in hundredths or so. */
const shares: readonly (readonly [Deed["kind"], number])[] = [
  ["agent", 26],
  ["agentAdds", 3],
  ["write", 6],
  ["type", 16],
  ["replace", 4],
  ["break", 4],
  ["join", 3],
  ["remove", 7],
  ["move", 4],
  ["format", 3],
  ["settle", 18],
  ["reopen", 3],
  ["declareAi", 2],
  ["declareMine", 1],
  ["commit", 3],
  ["undo", 5],
  ["delete", 0.05],
];
const allShares = shares.reduce((sum, [, share]) => sum + share, 0);

/** How often a window's writing ends otherwise, in thousandths. */
const endings: readonly (readonly [Ending, number])[] = [
  ["commit", 50],
  ["middle", 50],
  ["locked", 10],
  ["diesBefore", 15],
  ["diesWhile", 15],
  ["diesAfter", 15],
];

/** Thirteen weeks in two windows, with a recount of all that happens in them. */
export class Quarter {
  readonly weeks = weeksOf(days);
  readonly recount = new Recount(windowOf);
  readonly place: Place;
  readonly #windows: readonly SimulatedWindow[];
  readonly #random: () => number;
  #names = 0;
  #texts = 0;

  constructor(place: Place, seed: number) {
    this.place = place;
    this.#random = random(seed);
    this.#windows = ["one", "two"].map((name) => new SimulatedWindow(place, name));
    for (const workspace of workspaces) {
      for (let i = 0; i < filesEach; i++) this.#create(workspace, days[0]!, momentOf(days[0]!, 0));
    }
  }

  /** How many events the ledgers had. */
  get events(): number {
    return this.#windows.reduce((sum, { events }) => sum + events, 0);
  }

  /** Lets a week pass in which so many things happen. In its end everything is stored. */
  pass(week: number, count: number): void {
    const each = Math.ceil(count / 7);
    for (let day = 7 * week; day < 7 * week + 7; day++) {
      for (let i = 0; i < each; i++) {
        const part = i / Math.max(1, each - 1);
        const isWrong = day === wrongDay && part > 0.3 && part < 0.7;
        this.#something(days[isWrong ? day - 2 : day]!, part);
      }
    }
    const endMs = momentOf(days[7 * week + 6]!, 1);
    for (const window of [0, 1]) this.#write(window, "stored", endMs);
  }

  #something(day: CalendarDay, part: number): void {
    const atMs = momentOf(day, part);
    const names = [...this.recount.files].flatMap(([name, { isThere }]) => (isThere ? [name] : []));
    const file = this.#oneOf(names);
    const deed = this.#deed(file, names, atMs);
    if (deed !== undefined) {
      this.#tell({ ...deed, file, atMs, day: day.name });
      // What was taken back is often of the last event, and that event is undone.
      const undo = takesBack(deed) && this.#random() < 0.5 ? this.#undo(file) : undefined;
      if (undo !== undefined) this.#tell({ ...undo, file, atMs, day: day.name });
      if (deed.kind === "delete") this.#create(file.slice(0, file.lastIndexOf("/")), day, atMs, windowOf(file));
    }
    if (this.#random() < 1 / eventsOfBatch) this.#write(this.#below(2), this.#ending(), atMs);
  }

  #undo(file: string): Deed | undefined {
    const undone = Math.min(this.recount.files.get(file)!.done.length, 1 + this.#below(3));
    return undone === 0 ? undefined : { kind: "undo", undone, redone: this.#below(undone + 1) };
  }

  #deed(file: string, names: readonly string[], atMs: number): Deed | undefined {
    const { lines, done } = this.recount.files.get(file)!;
    const kind = this.#kind();
    // The first and the last line stay what they are.
    const at = 1 + this.#below(lines.length - 1);
    const count = Math.min(lines.length - 1 - at, 1 + this.#below(6));
    const isSolid = lines[at]!.text !== "" && at < lines.length - 1;
    switch (kind) {
      case "agent": {
        const gone = this.#random() < 0.4 || lines.length > mostLines ? count : 0;
        const came = gone > 0 && this.#random() < 0.3 ? 0 : 1 + this.#below(lines.length > mostLines ? 2 : 8);
        const seen = this.#oneOf(["atOnce", "late", "onDisk"] as const);
        return gone + came === 0
          ? undefined
          : { kind, seen, agent: this.#below(4), at, count: gone, lines: this.#lines(came, 0.12) };
      }
      case "agentAdds":
        if (lines[at]!.state === undefined) return undefined;
        return { kind, agent: this.#below(4), at, text: this.#text().slice(0, 4) };
      case "write":
        return { kind, at, lines: this.#lines(1 + this.#below(4), 0) };
      case "type":
        return isSolid ? { kind, at, text: this.#oneOf(["x", "y", "7", "zz"]) } : undefined;
      case "replace":
        return isSolid ? { kind, at, text: this.#text() } : undefined;
      case "break": {
        // Both parts are words of their own, that no other line has.
        const { length } = lines[at]!.text.replace(/;+$/, "");
        return isSolid && length > 9 ? { kind, at, character: 5 + this.#below(length - 9) } : undefined;
      }
      case "join": {
        const first = lines.findIndex(
          (line, i) => i >= at && i + 2 < lines.length && isSameButForText(line, lines[i + 1]!),
        );
        return first < 0 ? undefined : { kind, at: first };
      }
      case "format":
        return isSolid ? { kind, at } : undefined;
      case "remove":
        return count > 0 ? { kind, at, count } : undefined;
      case "move": {
        if (count === 0) return undefined;
        const sameFile = this.#random() < 0.5;
        const near = names.filter(
          (name) => name.slice(0, 12) === file.slice(0, 12) && windowOf(name) === windowOf(file),
        );
        const to = sameFile ? file : this.#oneOf(near);
        const length = this.recount.files.get(to)!.lines.length - (to === file ? count : 0);
        return { kind, at, count, to, toAt: 1 + this.#below(length - 1) };
      }
      case "settle":
        return { kind, at, count: 1 + this.#below(20), evidence: this.#evidence(atMs) };
      case "reopen":
      case "declareAi":
      case "declareMine": {
        const last = lines.indexOf(done.at(-1)?.made[0]?.line ?? lines[at]!);
        return { kind, at: last < 1 ? at : last, count: Math.min(count, 1 + this.#below(3)) };
      }
      case "commit":
        return { kind, until: this.#random() < 0.7 ? lines.length : at };
      case "undo":
        return this.#undo(file);
      case "delete":
        return { kind };
      case "create":
        return undefined;
    }
  }

  #tell(happening: Happening): void {
    const window = windowOf(happening.file);
    this.recount.tell(happening);
    this.#windows[window]!.tell(happening);
    if (happening.kind === "delete") this.recount.written(window, "stored");
  }

  #write(window: number, ending: Ending, atMs: number): void {
    this.#windows[window]!.written(ending, atMs);
    this.recount.written(window, ending);
  }

  #create(workspace: string, day: CalendarDay, atMs: number, window?: number): void {
    if (window !== undefined && this.#names % 2 !== window) this.#names++;
    const file = `${workspace}/${this.#names++}.ts`;
    this.#tell({ kind: "create", file, atMs, day: day.name, lines: ["first", "last"] });
  }

  #kind(): Deed["kind"] {
    let left = this.#random() * allShares;
    return shares.find(([, share]) => (left -= share) < 0)?.[0] ?? "agent";
  }

  #ending(): Ending {
    let left = this.#random() * 1000;
    return endings.find(([, share]) => (left -= share) < 0)?.[0] ?? "stored";
  }

  #evidence(atMs: number): Evidence {
    const kind = this.#oneOf(["read", "read", "marked", "dismissed"] as const);
    switch (kind) {
      case "read":
        return { kind, atMs, attendedMs: 200 + Math.floor(this.#random() * 80_000) / 8, engagement: "caret" };
      case "marked":
        return { kind, atMs, scope: "hunk" };
      case "dismissed":
        return { kind, atMs, reason: "generated" };
    }
  }

  /** Lines that were never there, blank ones among them as often as `blank` says. */
  #lines(count: number, blank: number): string[] {
    return Array.from({ length: count }, () => (this.#random() < blank ? "" : this.#text()));
  }

  #text(): string {
    return `${this.#random().toString(36).slice(2, 12)}${(this.#texts++).toString(36)}`;
  }

  #oneOf<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

function takesBack({ kind }: Deed): boolean {
  return kind === "reopen" || kind === "declareAi" || kind === "declareMine";
}

/** Each window has every other file. */
function windowOf(file: string): number {
  return Number(/(\d+)\.ts$/.exec(file)?.[1]) % 2;
}
