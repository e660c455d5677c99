import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { GitSource } from "../../agents/git/edits.ts";
import type { Cursor, FromWorker, SourceStatus } from "../../agents/messages.ts";
import { consumed, inboxFile, inboxFolder } from "../../agents/hooks/inbox.ts";
import { hookSources } from "../../agents/hooks/record.ts";
import { Reader } from "../../agents/reader.ts";
import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Ledgers } from "../keep/ledgers.ts";
import type { Pause } from "../keep/pause.ts";
import type { Storage } from "../keep/storage.ts";
import type { Settings } from "../settings.ts";
import { Soon } from "../soon.ts";
import type { Attributions } from "./attributions.ts";
import { LeftEdits } from "./leftEdits.ts";
import { LookBack, type LookBackResult } from "./lookBack.ts";

/** Where the moments since when sources are followed are kept, for the workspace. */
const sinceKey = "agents.since";
/** The window that applies agents' edits stays the one for so long after its last. */
const leaseMs = 15_000;
/** What was read is noted this soon. */
const noteMs = 1000;
/** What agents did so lately may not have been told yet. */
const untoldMs = 5000;

/**
 * Follows what agents leave on disk about files of this window, and looks back on it when asked. The reading happens in a thread of
 * its own; here its edits are handed on, each act once, by one window for all on the same folders.
 */
export class AgentSessions implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #storage: Storage;
  readonly #ledgers: Ledgers;
  readonly #attributions: Attributions;
  readonly #settings: Settings;
  readonly #pause: Pause;
  readonly #log: vscode.LogOutputChannel;
  readonly #reader: Reader;
  readonly #holder = randomUUID();
  readonly #subscriptions: vscode.Disposable[];
  readonly #cursors = new Map<string, Cursor>();
  readonly #acts = new Set<string>();
  readonly #noted = new Soon(() => this.#note());
  readonly #lookBack = new LookBack((edits) => this.#claim(edits));
  readonly #left = new LeftEdits((edits) => {
    this.#onEdits(edits);
    this.#noted.within(noteMs);
  });
  #status: readonly SourceStatus[] = [];
  /** Since when a source is followed that was never followed in this workspace. */
  #othersSinceMs: number;
  /** What the reader was told to follow; empty while it follows nothing. */
  #following = "";
  /** The files whose marks outlived what was noted, in memory, and until when what agents did to them is in these marks. */
  #outlived: { readonly uris: ReadonlySet<string>; readonly untilMs: number } | undefined;

  /** @param sinceMs where nothing was ever followed, what agents did since then counts: when the window began, which loaded this later */
  constructor(
    context: vscode.ExtensionContext,
    storage: Storage,
    ledgers: Ledgers,
    attributions: Attributions,
    settings: Settings,
    pause: Pause,
    log: vscode.LogOutputChannel,
    sinceMs: number,
  ) {
    this.#context = context;
    this.#storage = storage;
    this.#ledgers = ledgers;
    this.#attributions = attributions;
    this.#settings = settings;
    this.#pause = pause;
    this.#log = log;
    this.#othersSinceMs = sinceMs;
    const program = vscode.Uri.joinPath(context.extensionUri, "dist", "worker.cjs").fsPath;
    this.#reader = new Reader(
      program,
      (message) => this.#onMessage(message),
      (error) => log.error("Reading agents' records failed.", error),
    );
    this.#subscriptions = [
      attributions.onDidApply((edits) => this.#onApplied(edits)),
      ledgers.onDidStartAfresh(() => this.startAfresh()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (this.#isFollowing) this.#reader.tell({ kind: "attention", isThere: focused });
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#restart()),
      settings.onDidChange(() => this.#restartIfOthers()),
      pause.onDidChange((isPaused) => (isPaused ? this.#stop() : this.startAfresh())),
    ];
    this.#restart();
  }

  /** Follows from now on, whatever happened before. */
  startAfresh(): void {
    this.#cursors.clear();
    this.#acts.clear();
    this.#othersSinceMs = Date.now();
    void this.#context.workspaceState.update(sinceKey, undefined);
    this.#restart();
  }

  /**
   * What was noted is lost: reads all again that agents left since their sources are followed, for what was stored of files
   * that are not in memory. What is in memory is better known there.
   */
  readAgain(): void {
    this.#cursors.clear();
    const uris = new Set<string>();
    for (const { uri } of this.#ledgers.all()) uris.add(uri.toString());
    this.#outlived = { uris, untilMs: Date.now() - untoldMs };
    this.#restart();
  }

  /** Every source there is, and what it gave in the last weeks; empty while nothing is followed. */
  get sources(): readonly SourceStatus[] {
    this.#note();
    const totals = this.#storage.sourceTotals();
    if (this.#status.length === 0) return [];
    const none = { sinceMs: 0, roots: [], readAtMs: undefined, edits: 0, odd: 0, skipped: 0 };
    return [...this.#status, ...this.#gitSources.map((source) => ({ ...source, ...none }))].map((status) => {
      const { acts = 0, readAtMs } = totals.get(status.source) ?? {};
      return { ...status, edits: acts, readAtMs: readAtMs ?? status.readAtMs };
    });
  }

  /**
   * Finds what agents wrote into this window's files in the last days and is still there. Nothing while paused, without
   * a folder, or while another look-back is under way.
   */
  async lookBack(
    days: number,
    onProgress: (share: number) => void,
    cancellation: vscode.CancellationToken,
  ): Promise<LookBackResult> {
    if (this.#pause.isPaused || this.#lookBack.isRunning || this.#folders().length === 0) {
      return { files: 0, edits: 0, lines: 0 };
    }
    if (!this.#isFollowing) this.#restart();
    const listener = cancellation.onCancellationRequested(() => this.#reader.tell({ kind: "cancelLookBack" }));
    const sinceMs = Date.now() - days * 86_400_000;
    try {
      return await this.#lookBack.run(() => this.#reader.tell({ kind: "lookBack", sinceMs }), onProgress);
    } finally {
      this.#noted.within(0);
      listener.dispose();
    }
  }

  dispose(): void {
    this.#note();
    // While paused nothing is written; the right ends by itself.
    if (!this.#pause.isPaused) this.#storage.releaseLease(this.#leaseName, this.#holder);
    this.#reader[Symbol.dispose]();
    this.#noted.dispose();
    this.#left[Symbol.dispose]();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #claim(edits: readonly AiEdit[]): Promise<number> {
    const path = edits[0]?.path ?? "";
    const known = this.#storage.knownActs(edits.map(({ id }) => id));
    const { lines, found } = await this.#attributions.claimOld(path, edits, (id) => !known.has(id));
    for (const { id } of found) this.#acts.add(id);
    this.#noted.within(noteMs);
    return lines;
  }

  /** What is read from repositories, when looking back only. */
  get #gitSources(): readonly { readonly source: GitSource; readonly tool: string; readonly isOn: boolean }[] {
    const { sourcesOff } = this.#settings;
    const isOn = (source: GitSource): boolean => vscode.workspace.isTrusted && !sourcesOff.includes(source);
    return [
      { source: "gitNote", tool: "Git AI", isOn: isOn("gitNote") },
      { source: "agentTrace", tool: "Agent Trace", isOn: isOn("agentTrace") },
    ];
  }

  get #isFollowing(): boolean {
    return this.#following !== "";
  }

  #folders(): string[] {
    return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === "file" ? [uri.fsPath] : []));
  }

  /** Names this window's folders in the store. */
  get #scope(): string {
    return this.#folders().toSorted().join("\n");
  }

  get #leaseName(): string {
    return `agents:${this.#scope}`;
  }

  #restartIfOthers(): void {
    if (this.#following === this.#wanted()) return;
    this.#othersSinceMs = Date.now();
    this.#restart();
  }

  #wanted(): string {
    return [this.#scope, ...this.#settings.sourcesOff].join("\n");
  }

  #stop(): void {
    this.#note();
    this.#reader.stop();
    this.#lookBack.stop();
    this.#following = "";
    this.#left.clear();
    this.#attributions.clear();
  }

  #restart(): void {
    const folders = this.#folders();
    if (this.#pause.isPaused || folders.length === 0) return this.#stop();
    this.#following = this.#wanted();
    // They are read again.
    this.#left.clear();
    const { globalStorageUri, storageUri } = this.#context;
    this.#reader.start({
      kind: "start",
      surroundings: {
        home: homedir(),
        platform: process.platform,
        env: { ...process.env },
        userFolder: dirname(dirname(globalStorageUri.fsPath)),
        workspaceStorage: storageUri && dirname(storageUri.fsPath),
        inbox: this.#inbox,
      },
      scope: { folders },
      off: this.#settings.sourcesOff,
      git: this.#gitSources.flatMap(({ source, isOn }) => (isOn ? [source] : [])),
      since: this.#since,
      othersSinceMs: this.#othersSinceMs,
      cursors: this.#storage.agentCursors(this.#scope),
    });
    if (!vscode.window.state.focused) this.#reader.tell({ kind: "attention", isThere: false });
  }

  /** Since when each source is followed here, as far as that began. */
  get #since(): Readonly<Record<string, number>> {
    return this.#context.workspaceState.get<Record<string, number>>(sinceKey) ?? {};
  }

  /** A source that is switched off is followed from its switching on. */
  #rememberSince(sources: readonly SourceStatus[]): void {
    const known = this.#since;
    const on = sources.filter(({ isOn }) => isOn);
    const isKnown = on.length === Object.keys(known).length && on.every(({ source }) => known[source] !== undefined);
    if (isKnown) return;
    const since = Object.fromEntries(on.map(({ source, sinceMs }) => [source, sinceMs]));
    void this.#context.workspaceState.update(sinceKey, since);
  }

  #onMessage(message: FromWorker): void | Promise<void> {
    switch (message.kind) {
      case "edits":
        this.#onEdits(message.edits);
        break;
      case "cursors":
        for (const cursor of message.cursors) this.#cursors.set(cursor.file, cursor);
        this.#noted.within(noteMs);
        break;
      case "status":
        this.#rememberSince(message.sources);
        this.#sayOdd(message.sources);
        this.#status = message.sources;
        break;
      case "lookBackEdits":
        return this.#lookBack.take(message);
      case "progress":
        this.#lookBack.progress(message.share);
        break;
      case "lookBackEnd":
        this.#lookBack.end();
        break;
    }
  }

  #onEdits(edits: readonly AiEdit[]): void {
    if (this.#pause.isPaused) return;
    const known = this.#storage.knownActs(edits.map(({ id }) => id));
    const untold = edits.filter(({ id }) => !known.has(id) && !this.#acts.has(id));
    if (untold.length === 0) return;
    if (!this.#isOurs()) return this.#left.leave(untold);
    const outlived = new Set(untold.filter((edit) => this.#hasOutlived(edit)));
    for (const { id } of outlived) this.#acts.add(id);
    if (outlived.size > 0) this.#noted.within(noteMs);
    this.#attributions.take(untold.filter((edit) => !outlived.has(edit)));
  }

  #hasOutlived({ path, atMs }: AiEdit): boolean {
    if (this.#outlived === undefined || atMs > this.#outlived.untilMs) return false;
    return this.#outlived.uris.has(vscode.Uri.file(path).toString());
  }

  /** Whether it is this window that applies the edits of these folders. */
  #isOurs(): boolean {
    const now = Date.now();
    return this.#storage.takeLease(this.#leaseName, this.#holder, now, now + leaseMs);
  }

  #onApplied(edits: readonly AiEdit[]): void {
    for (const { id } of edits) this.#acts.add(id);
    this.#noted.within(noteMs);
  }

  /** A format that gives edits nobody understands has changed: said once, in the log. */
  #sayOdd(sources: readonly SourceStatus[]): void {
    for (const { source, tool, odd } of sources) {
      const before = this.#status.find((status) => status.source === source)?.odd ?? 0;
      if (before === 0 && odd > 0) {
        this.#log.warn(`${tool} left records of edits that could not be understood; its format may have changed.`);
      }
    }
  }

  #note(): void {
    this.#noted.cancel();
    // How far was read is noted once nothing read is left to be told: a window that dies before is to read it again.
    const isRead = this.#left.isEmpty;
    if (this.#pause.isPaused || ((this.#cursors.size === 0 || !isRead) && this.#acts.size === 0)) return;
    const cursors = isRead ? [...this.#cursors.values()] : [];
    const acts = [...this.#acts];
    const atMs = Date.now();
    if (this.#storage.writeAgentProgress(this.#scope, { cursors, acts, atMs })) {
      if (isRead) this.#cursors.clear();
      this.#acts.clear();
      this.#emptyInbox(cursors);
    }
  }

  get #inbox(): string {
    return inboxFolder(this.#context.globalStorageUri.fsPath);
  }

  /** What hooks told of these folders stays on the disk only until it is read. */
  #emptyInbox(cursors: readonly Cursor[]): void {
    const isOurs = (path: string): boolean => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path)) !== undefined;
    for (const { source, file, identity, offset } of cursors) {
      const known = hookSources.find((name) => name === source && basename(file) === `${name}.jsonl`);
      if (known !== undefined)
        consumed(inboxFile(this.#inbox, known), { inode: Number(identity.split(":")[1]), bytes: offset }, isOurs);
    }
  }
}
