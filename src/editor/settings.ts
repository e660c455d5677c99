import * as vscode from "vscode";
import { ExclusionGlobs } from "../core/review/excluded.ts";
import type { Weekday } from "../core/week/weeks.ts";

/** The paces a person can review at, in lines an hour (DESIGN §1). */
const slowest = 100;
const fastest = 1000;
const usual = 300;
/** The days of the week as a setting names them, the first one first. */
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** The user's settings, read at the door: what is out of range is brought into it and said once in the log. */
export class Settings implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly #globs = new Map<string, ExclusionGlobs>();
  /** Globs that do not parse and of which the log says so. */
  readonly #saidBroken = new Set<string>();
  #paceLinesPerHour: number;

  /** Fires after any setting of ours changed. */
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#paceLinesPerHour = this.#readPace();
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("reviewDebt")) return;
      this.#paceLinesPerHour = this.#readPace();
      this.#globs.clear();
      this.#changed.fire();
    });
  }

  /** Review speed in lines an hour, 100 to 1000. */
  get paceLinesPerHour(): number {
    return this.#paceLinesPerHour;
  }

  /** Whether reading settles lines; otherwise only edits and marks do. */
  get countsReading(): boolean {
    return isOn("reading.counts");
  }

  /** Whether unread lines carry a mark in the gutter. */
  get showsGutterMarks(): boolean {
    return isOn("marks.gutter");
  }

  /** Whether unread lines carry a mark in the overview ruler. */
  get showsRulerMarks(): boolean {
    return isOn("marks.overviewRuler");
  }

  /** Whether files with unread lines carry a badge in the explorer. */
  get showsBadges(): boolean {
    return isOn("marks.explorer");
  }

  /** Whether unread hunks have a code lens. */
  get showsCodeLens(): boolean {
    return read("codeLens") === true;
  }

  /** Where a hover tells who wrote a line. */
  get hover(): "lineStart" | "line" | "off" {
    const value = read("hover");
    return value === "line" || value === "off" ? value : "lineStart";
  }

  /** Whether the source control view tells what the files to commit hold. */
  get glancesBeforeCommit(): boolean {
    return read("glanceBeforeCommit") === true;
  }

  /** Whether a break is suggested after an hour, or many lines, of reviewing. */
  get suggestsBreaks(): boolean {
    return isOn("suggestBreaks");
  }

  /** Suggests no break any more, in any window. */
  async stopSuggestingBreaks(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("reviewDebt");
    await settings.update("suggestBreaks", false, vscode.ConfigurationTarget.Global);
  }

  /** The day of the week on which a finished week is announced; `undefined` for never. Weeks begin on `firstWeekday`. */
  weekAnnouncedOn(firstWeekday: Weekday): Weekday | undefined {
    const value = read("week.announce");
    if (value === "never") return undefined;
    const index = typeof value === "string" ? weekdays.indexOf(value) : -1;
    return index < 0 ? firstWeekday : ((index + 1) as Weekday);
  }

  /** The person's own questions for checklists, as they are set. */
  get ownQuestions(): unknown {
    return read("checklist.questions");
  }

  /** The sources of agents' edits that are switched off. */
  get sourcesOff(): readonly string[] {
    const sources = read("sources");
    if (typeof sources !== "object" || sources === null) return [];
    return Object.entries(sources).flatMap(([source, value]) => (value === false ? [source] : []));
  }

  /** What the user leaves out of a workspace folder's files, or brings in again. */
  excludeOf(folder: vscode.Uri): ExclusionGlobs {
    const key = folder.toString();
    const known = this.#globs.get(key);
    if (known !== undefined) return known;
    const globs = new ExclusionGlobs(vscode.workspace.getConfiguration("reviewDebt", folder).get("exclude"));
    this.#globs.set(key, globs);
    for (const glob of globs.broken) {
      if (this.#saidBroken.has(glob)) continue;
      this.#saidBroken.add(glob);
      this.#log.warn(`reviewDebt.exclude has ${JSON.stringify(glob)}, which is no glob. It is left alone.`);
    }
    return globs;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #readPace(): number {
    const value = read("pace");
    const pace = typeof value === "number" && Number.isFinite(value) ? value : usual;
    const allowed = Math.min(fastest, Math.max(slowest, pace));
    if (value !== undefined && value !== allowed) {
      this.#log.warn(
        `reviewDebt.pace is ${JSON.stringify(value)}; it must be a number from ${slowest} to ${fastest}. Using ${allowed}.`,
      );
    }
    return allowed;
  }
}

function read(name: string): unknown {
  return vscode.workspace.getConfiguration("reviewDebt").get(name);
}

/** A switch that is on unless it is set off. */
function isOn(name: string): boolean {
  return read(name) !== false;
}
