import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Export } from "../../src/store/export.ts";
import { Editor, type OpenOptions } from "../rig/editor.ts";
import { productVsix, providerVsix } from "../rig/paths.ts";
import { temporaryWorkspace } from "../rig/workspace.ts";
import { eventually } from "./pages/eventually.ts";
import { Workbench } from "./pages/workbench.ts";

/** Keys of the desk's own, as playwright spells them. */
const keys = {
  forget: "Control+Alt+Shift+D",
  export: "Control+Alt+Shift+E",
  reload: "Control+Alt+Shift+R",
  lookBack: "Control+Alt+Shift+H",
  suggest: "Control+Alt+Shift+I",
  dismiss: "Control+Alt+Shift+X",
};
/** How the editor tells a URI from other JSON (`MarshalledId.Uri`). */
const uriMark = 1;

/** What is on a desk besides an empty workspace. */
export interface DeskOptions {
  /** Files of the workspace: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More files for the `User` folder: their text. */
  readonly userFiles?: Readonly<Record<string, string>>;
  /** The display language that extensions are told. */
  readonly language?: string;
  /** A file that gets every network call of the editor's server and extension host. */
  readonly traceNetwork?: string;
  /** Whether Review Debt is installed from the start, as it is unless told. */
  readonly isInstalled?: boolean;
  /** More VSIX files. */
  readonly vsix?: readonly string[];
  /** What the window opens; the workspace's folder unless told. */
  readonly opens?: (folder: string) => OpenOptions;
  /** Called when the editor is installed and before it shows a window. */
  readonly prepare?: (desk: Desk) => void;
}

/** One person at work: an editor of their own, a workspace, a window. What the tests of one file share. */
export class Desk {
  /** The desk that was opened last. */
  static latest: Desk | undefined;
  readonly editor: Editor;
  /** The workspace's folder. */
  readonly folder: string;
  #opens: OpenOptions;
  readonly #files: Readonly<Record<string, string>>;
  #workbench: Workbench | undefined;

  private constructor(editor: Editor, folder: string, opens: OpenOptions, files: Readonly<Record<string, string>>) {
    this.editor = editor;
    this.folder = folder;
    this.#opens = opens;
    this.#files = files;
    this.#bindKeys();
  }

  /** Installs and starts the editor and opens the window. */
  static async open(name: string, options: DeskOptions = {}): Promise<Desk> {
    const { files = {} } = options;
    const folder = temporaryWorkspace(files);
    const editor = await Editor.start({
      name: `e2e-${name}`,
      vsix: [...(options.isInstalled === false ? [] : [productVsix]), providerVsix, ...(options.vsix ?? [])],
      // Carets stay among unread lines for as long as a test takes, and tests run in any week. What reading and weeks do is told in
      // their own tests.
      settings: { "reviewDebt.reading.counts": false, "reviewDebt.week.announce": "never", ...options.settings },
      userFiles: options.userFiles ?? {},
      ...(options.traceNetwork !== undefined && { traceNetwork: options.traceNetwork }),
      ...(options.language !== undefined && { language: options.language }),
    });
    const desk = new Desk(editor, folder, options.opens?.(folder) ?? { folder }, files);
    Desk.latest = desk;
    options.prepare?.(desk);
    await desk.openWindow();
    return desk;
  }

  /** The window. */
  get workbench(): Workbench {
    if (this.#workbench === undefined) throw new Error("no window is open");
    return this.#workbench;
  }

  /** The extension's own folder on the disk, which need not exist. */
  get storage(): string {
    return this.editor.productStorage;
  }

  /** The files in the extension's own folder, by name: a digest of their bytes. */
  stored(): ReadonlyMap<string, string> {
    const names = existsSync(this.storage) ? readdirSync(this.storage).toSorted() : [];
    const digest = (name: string): string =>
      createHash("sha256")
        .update(readFileSync(join(this.storage, name)))
        .digest("hex");
    return new Map(names.map((name) => [name, digest(name)]));
  }

  /** Waits until the editor has put a copy of unsaved text with these words aside, as it does every second or so. */
  async backedUp(words: string): Promise<void> {
    await this.#copies(`a copy of "${words}"`, (copies) => copies.some((text) => text.includes(words)));
  }

  /** Waits until the editor has no copy of a file put aside, since it is saved. */
  async notBackedUp(file: string): Promise<void> {
    await this.#copies(`no copy of ${file}`, (copies) => copies.every((text) => !text.includes(`/${file} `)));
  }

  /** Opens the window, with what it had before or, from now on, something else. */
  async openWindow(what: OpenOptions = this.#opens): Promise<Workbench> {
    this.#opens = what;
    await this.closeWindow();
    this.#workbench = await Workbench.open(this.editor, what);
    return this.#workbench;
  }

  /** Closes the window, if one is open. */
  async closeWindow(): Promise<void> {
    await this.#workbench?.page.close();
    this.#workbench = undefined;
  }

  /** Reloads the window with the editor's own command. */
  async reload(): Promise<void> {
    const { page } = this.workbench;
    await page.evaluate("globalThis.isOldPage = true");
    await this.workbench.press(keys.reload);
    await page.waitForFunction("globalThis.isOldPage !== true && document.readyState === 'complete'");
    await this.workbench.ready();
  }

  /** Shuts the editor, lets something happen while no window runs, and opens it again. */
  async restart(meanwhile: () => void = () => undefined): Promise<void> {
    await this.closeWindow();
    await this.editor.restart();
    meanwhile();
    await this.openWindow();
  }

  /** Ends everything and removes the folders. */
  async close(): Promise<void> {
    await this.editor.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The text of a file of the workspace on the disk. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Writes a file of the workspace, past the editor. */
  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Sets these settings, and no others, for the workspace. */
  set(settings: Readonly<Record<string, unknown>>): void {
    mkdirSync(join(this.folder, ".vscode"), { recursive: true });
    this.write(".vscode/settings.json", JSON.stringify(settings));
  }

  /** Changes user settings in the editor and leaves the others as they are. What was open is closed. */
  async setForUser(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const file = join(this.editor.folders.user, "User", "settings.json");
    const known = JSON.parse(readFileSync(file, "utf8")) as object;
    const { workbench } = this;
    await workbench.run("Preferences: Open User Settings (JSON)");
    await workbench.shows("settings.json");
    await workbench.paste(JSON.stringify({ ...known, ...settings }));
    await workbench.save();
    await workbench.closeEditors();
  }

  /** Lets the extension forget everything, for a test that starts with nothing tracked. */
  async forgetAll(): Promise<void> {
    await this.#exportBy(keys.forget, "forgotten", this.workbench);
    await this.workbench.statusIs("");
  }

  /** As at the start: no editor is open, the first files say what they said, nothing is tracked. */
  async tidy(): Promise<void> {
    await this.workbench.press("Escape", "Escape");
    await this.workbench.closeEditors();
    for (const [path, text] of Object.entries(this.#files)) this.write(path, text);
    await this.forgetAll();
  }

  /** Looks back on what agents wrote since yesterday, and waits for what is said of it. */
  async lookBack(): Promise<string> {
    const answer = /^(Found|Agents left)/;
    await this.workbench.saysNo(answer);
    await this.workbench.press(keys.lookBack);
    return this.workbench.says(answer);
  }

  /** Dismisses the selected lines, or the caret's hunk, as generated. Nobody is led on to others, as who marks is. */
  async dismiss(): Promise<void> {
    await this.workbench.press(keys.dismiss);
  }

  /** What our log says, of all windows so far. */
  log(): string {
    return globSync("logs/*/exthost*/review-debt.review-debt/*.log", { cwd: this.editor.folders.user })
      .toSorted()
      .map((file) => readFileSync(join(this.editor.folders.user, file), "utf8"))
      .join("");
  }

  /** What the extension host's own log says, of all windows so far. */
  hostLog(): string {
    return globSync("logs/*/exthost*/remoteexthost.log", { cwd: this.editor.folders.user })
      .toSorted()
      .map((file) => readFileSync(join(this.editor.folders.user, file), "utf8"))
      .join("");
  }

  /**
   * Opens a file and has the test AI write these lines into it under line `after`, which ends in a word of its own;
   * without a number, at the end of the file. They are accepted with Tab.
   */
  async letAiWrite(path: string, lines: readonly string[], after?: number, window = this.workbench): Promise<void> {
    const { editor } = window;
    await window.openFile(path);
    if (after === undefined) await window.press("Control+End");
    else {
      await editor.goTo(after);
      await window.press("End");
    }
    await this.offer(`\n${lines.join("\n")}`, window);
    await window.press("Tab");
    await editor.shows(lines.at(-1) ?? "");
  }

  /** Has the test AI offer this text at the caret and waits until it is on screen. */
  async offer(insertText: string, window = this.workbench): Promise<void> {
    this.editor.suggest([{ afterText: "", insertText }]);
    await window.editor.ghostText(insertText.trim().split("\n", 1)[0], () => window.press(keys.suggest));
    this.editor.suggest([]);
  }

  /**
   * What `reviewDebt.exportData` writes now. It is called by a key of the test's own with the file as its argument, so
   * it comes after everything that was done before, and nothing is asked. By default this desk's window is asked.
   */
  async exported(window = this.workbench): Promise<Export> {
    return JSON.parse(await this.#exportBy(keys.export, "export", window)) as Export;
  }

  /** The tracked lines of a file of the workspace in words: `["4-6 unread", "9 marked"]`. */
  async tracked(path: string, window = this.workbench): Promise<string[]> {
    const { files } = await this.exported(window);
    return (files.find((file) => file.path === path)?.spans ?? []).map(
      ({ start, end, state }) => `${start === end ? start : `${start}-${end}`} ${state}`,
    );
  }

  /** Waits until the tracked lines of a file are these, in the words of `tracked`. */
  async becomes(path: string, wanted: readonly string[], window = this.workbench): Promise<void> {
    await eventually(
      `${path} to be tracked as ${wanted.join(", ") || "nothing"}`,
      () => this.tracked(path, window),
      (found) => JSON.stringify(found) === JSON.stringify(wanted),
    );
  }

  async #copies(what: string, isRight: (copies: readonly string[]) => boolean): Promise<void> {
    const folder = join(this.editor.folders.user, "User", "Backups");
    await eventually(
      what,
      async () => globSync("*/*/*", { cwd: folder }).map((name) => textOf(join(folder, name))),
      isRight,
    );
  }

  /** Presses a key that exports to a file, and waits for its text. */
  async #exportBy(key: string, name: string, window: Workbench): Promise<string> {
    rmSync(this.#exportFile(name), { force: true });
    await window.press(key);
    return eventually(
      `the file ${name}`,
      async () => textOf(this.#exportFile(name)),
      (found) => found.endsWith("}\n"),
    );
  }

  #exportFile(name: string): string {
    return join(this.editor.folders.base, `${name}.json`);
  }

  #bindKeys(): void {
    const authority = `127.0.0.1:${this.editor.port}`;
    const exportTo = (name: string): object => ({
      command: "reviewDebt.exportData",
      args: { $mid: uriMark, scheme: "vscode-remote", authority, path: this.#exportFile(name) },
    });
    const forget = { command: "reviewDebt.deleteAllData", args: { confirmed: true } };
    const bindings = [
      { key: "ctrl+alt+shift+e", ...exportTo("export") },
      // What is exported afterwards shows that it is done.
      { key: "ctrl+alt+shift+d", command: "runCommands", args: { commands: [forget, exportTo("forgotten")] } },
      { key: "ctrl+alt+shift+h", command: "reviewDebt.importAgentHistory", args: { days: 1 } },
      { key: "ctrl+alt+shift+x", command: "reviewDebt.dismiss", args: { reason: "generated" } },
      { key: "ctrl+alt+shift+i", command: "editor.action.inlineSuggest.trigger" },
      { key: "ctrl+alt+shift+r", command: "workbench.action.reloadWindow" },
    ];
    writeFileSync(join(this.editor.folders.user, "User", "keybindings.json"), JSON.stringify(bindings));
  }
}

/** The text of a file; empty where there is none, or none any more. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
