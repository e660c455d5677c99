import * as vscode from "vscode";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import { sameLines } from "../../core/text/lines.ts";
import type { DiskChange, FileLedger, Ledgers } from "../keep/ledgers.ts";
import { isOnDisk, linesOnDisk } from "../disk.ts";
import { inSlices, Soon, Timers } from "../soon.ts";
import type { Documents } from "./documents.ts";
import type { Files } from "./files.ts";
import { isGitAtWork } from "./gitAtWork.ts";

/** An agent's record may come before the text it tells of; these long after it the text is looked at again. */
const againMs = [300, 1000, 3000, 10_000];
/** A record's time may lie so long after the change it tells of was seen; a change from longer before is another one. */
const recordMs = 5000;
/** So long after a change it is known whether it came from disk. */
const unsureMs = 250;
/** While git changes the working tree nothing is told; this soon it is looked at again. */
const gitMs = 200;
/** Evidence and changes that found nothing they belong to are forgotten after this time. */
export const longestMs = 10 * 60_000;
/** So many changes of one file wait for evidence. */
const changeLimit = 16;

/** How edits are found in texts. Loaded when the first one comes. */
type Attributor = typeof import("../../core/attribution/attributor.ts");

/** A change whose author agents' records may still name. */
interface Change extends DiskChange {
  readonly atMs: number;
}

/**
 * Where agents' edits meet the texts they tell of: whichever comes first waits for the other. What the edits explain of a
 * change on disk is told again as theirs; what they put into a file before anybody looked at it is claimed. Everything
 * else stays nobody's (DESIGN §4).
 */
export class Attributions implements vscode.Disposable {
  readonly #ledgers: Ledgers;
  readonly #documents: Documents;
  readonly #files: Files;
  readonly #log: vscode.LogOutputChannel;
  readonly #waiting = new Map<string, AiEdit[]>();
  /** Since when each edit waits; what it tells of may have been long before. Milliseconds since the epoch. */
  readonly #takenAtMs = new WeakMap<AiEdit, number>();
  readonly #changes = new Map<string, Change[]>();
  readonly #applied = new vscode.EventEmitter<readonly AiEdit[]>();
  readonly #timers = new Timers();
  readonly #forgotten = new Soon(() => this.#forgetOld());
  readonly #subscriptions: vscode.Disposable[];
  #queue: Promise<void> = Promise.resolve();

  /** Fires with edits of one file whose lines became known. */
  readonly onDidApply = this.#applied.event;

  constructor(ledgers: Ledgers, documents: Documents, files: Files, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#ledgers = ledgers;
    this.#documents = documents;
    this.#files = files;
    this.#subscriptions = [
      ledgers.onDidChangeOnDisk((change) => this.#note(change)),
      ledgers.onDidStartAfresh(() => this.clear()),
    ];
  }

  /** Edits that agents just made. */
  take(edits: readonly AiEdit[]): void {
    const uris = new Set<string>();
    for (const edit of edits) {
      const { change } = edit;
      if (change.kind === "move") {
        this.#later(() => this.#move(vscode.Uri.file(change.from), vscode.Uri.file(edit.path)));
      }
      const key = vscode.Uri.file(edit.path).toString();
      uris.add(key);
      this.#takenAtMs.set(edit, Date.now());
      const waiting = this.#waiting.get(key);
      if (waiting === undefined) this.#waiting.set(key, [edit]);
      else waiting.push(edit);
    }
    for (const key of uris) {
      this.#matchSoon(key);
      for (const ms of againMs) this.#timers.after(ms, () => this.#matchSoon(key));
    }
    this.#forgotten.within(longestMs);
  }

  /**
   * Edits that agents made some time ago, of one file, all of them: claims what is left of those that `isNew` says were
   * not told before; first what agents' own records tell, then what was noted of it elsewhere. Returns how many lines
   * that are, and the edits of which anything is left.
   */
  async claimOld(
    path: string,
    edits: readonly AiEdit[],
    isNew: (id: string) => boolean,
  ): Promise<{ readonly lines: number; readonly found: readonly AiEdit[] }> {
    const file = await this.#ledgers.open(vscode.Uri.file(path));
    if (file === undefined) return { lines: 0, found: [] };
    const { claimingIn, claimsIn } = await attributor();
    const isOwn = ({ channel }: AiEdit): boolean => channel === "agentSession";
    const found: AiEdit[] = [];
    let lines = 0;
    for (const some of [edits.filter(isOwn), edits.filter((edit) => !isOwn(edit))]) {
      if (some.length === 0) continue;
      const { revision, lines: text } = file.ledger;
      let claims = await inSlices(claimingIn(text, some));
      // Somebody typed meanwhile.
      if (file.ledger.revision !== revision) claims = claimsIn(file.ledger.lines, some);
      lines += file.ledger.claim(claims.spans.filter(({ mark }) => isNew(mark.origin.id)));
      found.push(...claims.found);
    }
    if (lines > 0) this.#ledgers.touch(file);
    else this.#ledgers.release(file);
    return { lines, found };
  }

  /** Forgets all evidence. */
  clear(): void {
    this.#waiting.clear();
    this.#changes.clear();
    this.#forgotten.cancel();
  }

  dispose(): void {
    this.#timers.dispose();
    this.#forgotten.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#applied.dispose();
  }

  /** A file that an agent moved keeps what is known of it. */
  async #move(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    if (!(await isOnDisk(from)) && (await isOnDisk(to))) this.#files.renamed(from, to);
  }

  #note({ file, entry }: DiskChange): void {
    const key = file.uri.toString();
    const changes = this.#changes.get(key) ?? [];
    changes.push({ file, entry, atMs: Date.now() });
    if (changes.length > changeLimit) changes.shift();
    this.#changes.delete(key);
    this.#changes.set(key, changes);
    this.#forgetOldChanges();
    if (this.#waiting.has(key)) this.#matchSoon(key);
  }

  #matchSoon(key: string): void {
    if (this.#waiting.has(key)) this.#later(() => this.#match(vscode.Uri.parse(key)));
  }

  /** One thing after the other; a failure of one stops no other. */
  #later(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#log.error("Telling an agent's edit failed.", error instanceof Error ? error : String(error));
    });
  }

  async #match(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    if (!this.#waiting.has(key)) return;
    if (await isGitAtWork(uri)) {
      this.#timers.after(gitMs, () => this.#matchSoon(key));
      return;
    }
    const file = await this.#ledgers.open(uri);
    if (file === undefined) return;
    const how = await attributor();
    const onDisk = await linesOnDisk(uri);
    // From here on nothing may come between: a change that is claimed before it is explained would be told twice.
    const found = this.#explainChanges(file, how);
    if (!this.#isChanging(file, onDisk))
      found.push(...this.#explainParts(file, how), ...this.#claimRest(file, how, onDisk));
    if (found.length === 0) return this.#ledgers.release(file);
    this.#ledgers.touch(file);
    this.#applied.fire(found);
  }

  /** Whether a change of the file on disk is still to be seen, or to be known for one. */
  #isChanging(file: FileLedger, onDisk: readonly string[] | undefined): boolean {
    const sinceMs = Date.now() - unsureMs;
    if (this.#documents.unclaimedChanges(file).some(({ atMs }) => atMs > sinceMs)) return true;
    return !this.#documents.isDirty(file) && onDisk !== undefined && !sameLines(file.ledger.lines, onDisk);
  }

  /** Tells the latest changes of a file again, each with the edits that it holds all of. */
  #explainChanges(file: FileLedger, how: Attributor): AiEdit[] {
    const untold = this.#documents.unclaimedChanges(file);
    const times = new Map([...this.#changesOf(file), ...untold].map(({ entry, atMs }) => [entry, atMs]));
    const found: AiEdit[] = [];
    for (const [entry, atMs] of [...times].toSorted(([a], [b]) => a - b)) {
      const explained = this.#explain(file, how, { entry, atMs }, "whole");
      found.push(...explained);
      for (const change of untold) change.claimed ||= explained.length > 0 && change.entry === entry;
    }
    return found;
  }

  /** Tells changes on disk, the latest first, again with the edits that only a part is left of. */
  #explainParts(file: FileLedger, how: Attributor): AiEdit[] {
    const changes = this.#changesOf(file).toReversed();
    return changes.flatMap((change) => this.#explain(file, how, change, "found"));
  }

  #explain(
    file: FileLedger,
    { attributeText }: Attributor,
    { entry, atMs }: Pick<Change, "entry" | "atMs">,
    part: "whole" | "found",
  ): AiEdit[] {
    const waiting = this.#waitingFor(file).filter((edit) => edit.atMs <= atMs + recordMs);
    if (waiting.length === 0) return [];
    const found: AiEdit[] = [];
    file.ledger.retell(entry, (before, after) => {
      const chosen = [...(attributeText(after, waiting, before)?.[part] ?? [])];
      const attribution = chosen.length === 0 ? undefined : attributeText(after, chosen, before);
      if (attribution !== undefined) found.push(...this.#settle(file, attribution.found));
      return attribution?.telling;
    });
    return found;
  }

  /** Claims what edits put into a text before its ledger began, once the ledger's text is what is on disk. */
  #claimRest(file: FileLedger, { claimsIn }: Attributor, onDisk: readonly string[] | undefined): AiEdit[] {
    const { lines } = file.ledger;
    if (this.#waitingFor(file).length === 0) return [];
    if (onDisk === undefined || !sameLines(lines, onDisk)) return [];
    const { spans, found } = claimsIn(lines, this.#waitingFor(file));
    file.ledger.claim(spans);
    return this.#settle(file, found);
  }

  #changesOf(file: FileLedger): readonly Change[] {
    return (this.#changes.get(file.uri.toString()) ?? []).filter((change) => change.file === file);
  }

  #waitingFor({ uri }: FileLedger): readonly AiEdit[] {
    return this.#waiting.get(uri.toString()) ?? [];
  }

  /** These edits wait no longer. */
  #settle({ uri }: FileLedger, found: ReadonlySet<AiEdit>): AiEdit[] {
    const key = uri.toString();
    const rest = (this.#waiting.get(key) ?? []).filter((edit) => !found.has(edit));
    if (rest.length > 0) this.#waiting.set(key, rest);
    else this.#waiting.delete(key);
    if (this.#waiting.size === 0) this.#forgotten.cancel();
    return [...found];
  }

  /** One timer for all evidence, and none where nothing waits. */
  #forgetOld(): void {
    const nowMs = Date.now();
    let oldestMs = nowMs;
    for (const [key, edits] of this.#waiting) {
      const kept = edits.filter((edit) => this.#takenAt(edit) > nowMs - longestMs);
      if (kept.length === 0) this.#waiting.delete(key);
      else this.#waiting.set(key, kept);
      for (const edit of kept) oldestMs = Math.min(oldestMs, this.#takenAt(edit));
    }
    if (this.#waiting.size > 0) this.#forgotten.within(oldestMs + longestMs - nowMs);
  }

  #takenAt(edit: AiEdit): number {
    return this.#takenAtMs.get(edit) ?? 0;
  }

  /** The files lie in the order of their latest changes. */
  #forgetOldChanges(): void {
    const sinceMs = Date.now() - longestMs;
    for (const [key, changes] of this.#changes) {
      if ((changes.at(-1)?.atMs ?? 0) > sinceMs) return;
      this.#changes.delete(key);
    }
  }
}

function attributor(): Promise<Attributor> {
  return import("../../core/attribution/attributor.ts");
}
