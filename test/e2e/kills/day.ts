import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runClaude } from "../../rig/agents/claude.ts";
import type { Desk } from "../desk.ts";
import { type Counts, type Life, type Line, sumOf, textOf } from "./world.ts";

/** Files do not grow longer than this, so that all of a file is on screen. */
const longest = 18;
/** So many files are at work at once. */
const atWork = 4;
/** A key that came to nothing, since the window was busy, is pressed again after this time. */
const againMs = 4000;
/** An act that nobody sees after this time has failed. */
const patienceMs = 40_000;
const ownLines = 4;

/** What one can do on such a day. */
const kinds = ["accept", "type", "dismiss", "mark", "reopen", "undo", "save", "agentEdit", "agentWrite"] as const;
/** One of it. */
export type ActKind = (typeof kinds)[number];

/** How likely each is to be chosen, of those that make sense. */
const weights: Readonly<Record<ActKind, number>> = {
  accept: 6,
  type: 4,
  dismiss: 3,
  mark: 2,
  reopen: 3,
  undo: 3,
  save: 2,
  agentEdit: 3,
  agentWrite: 1,
};

/** An act that was chosen: how it is done, and how one sees that it was. */
interface Act {
  readonly kind: ActKind;
  /** All up to the key, or the agent's step, that does it. */
  readonly ready: () => Promise<void>;
  readonly press: () => Promise<void>;
  /** Whether pressing again does the same, and nothing more. */
  readonly mayRepeat: boolean;
  /** What its file is then; `undefined` where it stays as it is. */
  readonly becomes: { readonly path: string; readonly lines: readonly Line[] } | undefined;
  readonly counts: Counts;
  /** Whether all there is to see of it is on screen; acts in files that are not open are never seen. */
  readonly isSeen: () => Promise<boolean>;
}

/** Texts of the files of a day, by path. */
export function filesOfDay(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [nameOf(i), textOf(ownOf(i))]));
}

/** A busy day: a person and an agent at work, what they do next chosen by chance. */
export class BusyDay {
  readonly #desk: Desk;
  readonly #chance: () => number;
  /** How often each act was done. */
  readonly done = new Map<ActKind, number>();
  #life: Life;
  #nextId = 1000;
  readonly #dirty = new Set<string>();
  /** What undo would undo: the file before the last act, if that act can be undone. */
  #undoable:
    | { readonly path: string; readonly lines: readonly Line[]; readonly counts: Counts; readonly isSaved: boolean }
    | undefined;

  constructor(desk: Desk, life: Life, chance: () => number) {
    this.#desk = desk;
    this.#life = life;
    this.#chance = chance;
  }

  /** The texts of the files that are not saved. */
  get unsaved(): readonly string[] {
    return [...this.#dirty].map((path) => textOf(this.#lines(path)));
  }

  /** The extension host is another one; what was done in the last one's time cannot be undone any more. */
  goOn(life: Life): void {
    this.#life = life;
    this.#undoable = undefined;
  }

  /**
   * Does something and waits until it is seen, but not longer than `untilMs`, which is told when the decisive key was pressed.
   */
  async act(untilMs: (pressedMs: number) => number): Promise<number> {
    const act = this.#choose();
    await act.ready();
    this.#begin(act);
    await act.press();
    const pressedMs = performance.now();
    const endMs = untilMs(pressedMs);
    for (let againAtMs = pressedMs + againMs; performance.now() < endMs;) {
      if (await act.isSeen()) {
        this.#life.shown(performance.now());
        return endMs;
      }
      if (performance.now() > pressedMs + patienceMs) throw new Error(await this.#notSeen(act));
      if (act.mayRepeat && performance.now() > againAtMs) {
        againAtMs = performance.now() + againMs;
        await act.press();
      }
      await pause(20);
    }
    return endMs;
  }

  #begin({ kind, becomes, counts }: Act): void {
    this.done.set(kind, (this.done.get(kind) ?? 0) + 1);
    const { world } = this.#life;
    const undone = kind === "undo" ? this.#undoable : undefined;
    this.#undoable = undefined;
    if (becomes !== undefined) {
      const { path, lines } = becomes;
      const files = new Map(world.files).set(path, lines);
      if (kind === "accept" || kind === "type") {
        this.#undoable = { path, lines: this.#lines(path), counts: minus(counts), isSaved: !this.#dirty.has(path) };
      }
      if (kind === "accept" || kind === "type") this.#dirty.add(path);
      // The editor knows that the text is again the one that was saved.
      if (undone?.isSaved === true) this.#dirty.delete(path);
      this.#life.begin({ files, counts: sumOf(world.counts, counts) });
    }
  }

  #choose(): Act {
    const possible = kinds.flatMap((kind) => this.#actsOf(kind) ?? []);
    let left = this.#chance() * possible.reduce((sum, { kind }) => sum + weights[kind], 0);
    for (const act of possible) {
      left -= weights[act.kind];
      if (left < 0) return act;
    }
    throw new Error("there is nothing to do");
  }

  /** One act of a kind, if there is any to do. */
  #actsOf(kind: ActKind): Act | undefined {
    switch (kind) {
      case "accept":
        return this.#accept();
      case "type":
        return this.#type();
      case "dismiss":
        return this.#settle("dismiss");
      case "reopen":
        return this.#settle("reopen");
      case "mark":
        return this.#mark();
      case "undo":
        return this.#undo();
      case "save":
        return this.#save();
      case "agentEdit":
        return this.#agentEdit();
      case "agentWrite":
        return this.#agentWrite();
    }
  }

  #accept(): Act | undefined {
    const path = this.#one(this.#growing());
    if (path === undefined) return undefined;
    const lines = this.#lines(path);
    const at = 1 + Math.floor(this.#chance() * lines.length);
    const born = this.#bear(1 + Math.floor(this.#chance() * 3), false);
    const became = [...lines.slice(0, at), ...born, ...lines.slice(at)];
    return {
      ...this.#changing("accept", path, became, { landed: born.length }),
      ready: async () => {
        await this.#goTo(path, at);
        await this.#desk.offer(`\n${born.map(({ text }) => text).join("\n")}`);
      },
      press: () => this.#window.press("Tab"),
    };
  }

  #type(): Act | undefined {
    const found = this.#oneLine(({ state }) => state === "unread" || state === undefined);
    if (found === undefined) return undefined;
    const { path, at, line } = found;
    const word = `x${this.#nextId++}`;
    const isTracked = line.state !== undefined;
    const became = this.#lines(path).with(at, {
      ...line,
      text: line.text + word,
      state: isTracked ? "edited" : undefined,
    });
    return {
      ...this.#changing("type", path, became, isTracked ? { edited: 1 } : {}),
      ready: () => this.#goTo(path, at + 1),
      press: () => this.#window.editor.type(word),
    };
  }

  #settle(kind: "dismiss" | "reopen"): Act | undefined {
    const isDismissal = kind === "dismiss";
    const found = this.#oneLine(({ state }) => state !== undefined && (state === "unread") === isDismissal);
    if (found === undefined) return undefined;
    const { path, at, line } = found;
    const became = this.#lines(path).with(at, { ...line, state: isDismissal ? "dismissed" : "unread" });
    const counts: Counts = isDismissal ? { dismissed: 1 } : { [line.state ?? "unread"]: -1 };
    return {
      ...this.#changing(kind, path, became, counts),
      mayRepeat: true,
      ready: async () => {
        await this.#goTo(path, at + 1);
        await this.#window.press("Home", "Shift+End");
      },
      press: () => (isDismissal ? this.#desk.dismiss() : this.#window.press("Control+K", "b")),
    };
  }

  #mark(): Act | undefined {
    const isUnread = ({ state }: Line): boolean => state === "unread";
    const path = this.#one(this.#paths().filter((name) => this.#lines(name).some(isUnread)));
    if (path === undefined) return undefined;
    const lines = this.#lines(path);
    const became = lines.map((line): Line => (isUnread(line) ? { ...line, state: "marked" } : line));
    return {
      ...this.#changing("mark", path, became, { marked: lines.filter(isUnread).length }),
      mayRepeat: true,
      ready: () => this.#goTo(path, 1),
      press: () => this.#window.press("Control+Shift+F7"),
    };
  }

  #undo(): Act | undefined {
    if (this.#undoable === undefined) return undefined;
    const { path, lines, counts } = this.#undoable;
    return {
      ...this.#changing("undo", path, lines, counts),
      ready: async () => undefined,
      press: () => this.#window.press("Control+Z"),
    };
  }

  #save(): Act | undefined {
    const path = this.#one([...this.#dirty]);
    if (path === undefined) return undefined;
    return {
      kind: "save",
      ready: () => this.#window.openFile(path),
      press: async () => {
        await this.#window.save();
        this.#dirty.delete(path);
        const text = textOf(this.#lines(path));
        if (this.#desk.read(path) !== text)
          throw new Error(`${path} is not what was written:\n${this.#desk.read(path)}\nbut\n${text}`);
      },
      mayRepeat: false,
      becomes: undefined,
      counts: {},
      isSeen: async () => true,
    };
  }

  #agentEdit(): Act | undefined {
    const path = this.#one(this.#growing().filter((name) => !this.#dirty.has(name)));
    if (path === undefined) return undefined;
    const lines = this.#lines(path);
    const at = Math.floor(this.#chance() * lines.length);
    const born = this.#bear(1 + Math.floor(this.#chance() * 3), true);
    const oldText = `${lines[at]?.text}\n`;
    const newText = `${oldText}${born.map(({ text }) => text).join("\n")}\n`;
    return {
      ...this.#changing("agentEdit", path, [...lines.slice(0, at + 1), ...born, ...lines.slice(at + 1)], {
        landed: born.length,
      }),
      ready: () => this.#window.openFile(path),
      press: async () => this.#claude({ tool: "Edit", path: join(this.#desk.folder, path), oldText, newText }),
    };
  }

  #agentWrite(): Act {
    const lines = this.#bear(3, true);
    const path = `made-${this.#nextId++}.txt`;
    let isOpen = false;
    const act = this.#changing("agentWrite", path, lines, { landed: lines.length });
    return {
      ...act,
      ready: async () => undefined,
      press: async () => this.#claude({ tool: "Write", path: join(this.#desk.folder, path), text: textOf(lines) }),
      isSeen: async () => {
        if (!isOpen) await this.#window.openFile(path);
        isOpen = true;
        return act.isSeen();
      },
    };
  }

  #claude(step: Parameters<typeof runClaude>[2][number]): void {
    runClaude(this.#desk.editor.folders.home, this.#desk.folder, [step]);
  }

  /** An act after which a file, which is the active one, is this. */
  #changing(kind: ActKind, path: string, lines: readonly Line[], counts: Counts) {
    const unread = lines.flatMap(({ state }, i) => (state === "unread" ? [i + 1] : []));
    const text = lines.map((line) => line.text).join("\n");
    return {
      kind,
      becomes: { path, lines },
      counts,
      mayRepeat: false,
      isSeen: async () => {
        const { editor, decorations } = this.#window;
        const shown = (await editor.lines()).slice(0, lines.length).join("\n");
        return shown === text && (await decorations.gutterLines()).join() === unread.join();
      },
    };
  }

  get #window() {
    return this.#desk.workbench;
  }

  async #goTo(path: string, line: number): Promise<void> {
    await this.#window.openFile(path);
    await this.#window.editor.goTo(line);
    await this.#window.press("End");
  }

  #lines(path: string): readonly Line[] {
    return this.#life.world.files.get(path) ?? [];
  }

  /** The files that are worked on now: the first that have room, and all that are not saved. */
  #paths(): string[] {
    return [...new Set([...this.#growing(), ...this.#dirty])];
  }

  #growing(): string[] {
    const all = [...this.#life.world.files.keys()];
    return all.filter((path) => this.#lines(path).length < longest - 3).slice(0, atWork);
  }

  #bear(count: number, byAgent: boolean): Line[] {
    return Array.from({ length: count }, () => {
      const id = this.#nextId++;
      return { id, text: `step${id}();`, state: "unread", byAgent };
    });
  }

  #one<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.#chance() * all.length)];
  }

  #oneLine(
    fits: (line: Line) => boolean,
  ): { readonly path: string; readonly at: number; readonly line: Line } | undefined {
    return this.#one(
      this.#paths().flatMap((path) =>
        this.#lines(path).flatMap((line, at) => (fits(line) ? [{ path, at, line }] : [])),
      ),
    );
  }

  /** What was to be seen of an act, and what there is instead. */
  async #notSeen({ kind, becomes }: Act): Promise<string> {
    const { editor, decorations } = this.#window;
    const wanted = (becomes?.lines ?? []).map(({ text, state }) => `${state ?? "-"} ${text}`).join(" | ");
    const seen = `${(await editor.lines()).join(" | ")}, marked are ${(await decorations.gutterLines()).join()}`;
    await this.#window.screenshot("killed-not-seen");
    return `nobody sees ${kind} of ${becomes?.path}: wanted is\n${wanted}\nseen is\n${seen}`;
  }
}

/** The lines of the files of a day before anything happens. */
export function ownFiles(count: number): ReadonlyMap<string, readonly Line[]> {
  return new Map(Array.from({ length: count }, (_, i) => [nameOf(i), ownOf(i)]));
}

function nameOf(i: number): string {
  return `day-${String(i).padStart(3, "0")}.txt`;
}

function ownOf(i: number): Line[] {
  return Array.from({ length: ownLines }, (_, line) => {
    const id = -(i * ownLines + line + 1);
    return { id, text: `own${-id} of the file`, state: undefined, byAgent: false };
  });
}

function minus(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).map(([kind, lines]) => [kind, -lines]));
}
