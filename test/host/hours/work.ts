import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { random } from "../../bench/random.ts";
import { runClaude } from "../../rig/agents/claude.ts";
import { git } from "../../rig/git.ts";
import { accept, offer, select, type } from "../hands.ts";

const run = vscode.commands.executeCommand;

/** So many tabs a person leaves open. */
const tabLimit = 8;
/** One act in so many goes to a file that was not opened yet, as long as there are some. */
const newFileIn = 3;
/** So many different things are done in a file, and so many besides. */
const actKinds = 12;
const otherKinds = 5;
/** Of so many files at least something is kept, the latest ones. */
const keptFiles = 24;

/** What a person works with in one window. */
export interface Workplace {
  /** The folder that the window shows, a git repository with two branches when `branches` names them. */
  readonly folder: string;
  /** The files that are worked in, by their paths in the folder. */
  readonly files: readonly string[];
  readonly branches?: readonly [string, string];
  /** Whether the product is there; without it everything is done that needs no product. */
  readonly hasProduct: boolean;
}

/** One person and one agent at work in a window, act by act: the same acts each time, whether the product is there or not. */
export class Work {
  readonly #place: Workplace;
  readonly #next = random(7);
  readonly #opened = new Set<string>();
  readonly #recent: string[] = [];
  #unopened = 0;
  #acts = 0;
  #branch = 0;

  constructor(place: Workplace) {
    this.#place = place;
  }

  /** How many files were opened so far. */
  get opened(): number {
    return this.#opened.size;
  }

  /** Goes to a file and does one thing there; now and then something else happens meanwhile. */
  act(): Promise<void> {
    return this.#act(false);
  }

  async #act(inNewFile: boolean): Promise<void> {
    const editor = await this.#goSomewhere(inNewFile);
    const n = this.#acts++;
    await this.#inFile(editor, n);
    if (n % 10 === 9) await this.#elsewhere(n);
    if (n % 25 === 4) this.#agent(n);
    if (n % 100 === 99) await this.#git();
  }

  /**
   * Has everything done that can be done, so that all that is only loaded when it is needed is there, and in enough files that what
   * is kept of the latest is full.
   */
  async beginWithEverything(): Promise<void> {
    for (let i = 0; i < keptFiles; i++) await this.#act(true);
    for (let kind = 0; kind < otherKinds; kind++) {
      // A checklist is only asked of a hunk.
      await this.#own("next");
      await this.#elsewhere(kind * 10);
    }
    await this.goHome();
  }

  /** Closes everything that is open. */
  async goHome(): Promise<void> {
    await run("workbench.action.files.saveAll");
    await run("workbench.action.closeAllEditors");
    await run("workbench.action.closePanel");
    await run("workbench.view.explorer");
    this.#recent.length = 0;
  }

  async #goSomewhere(inNewFile: boolean): Promise<vscode.TextEditor> {
    const { files } = this.#place;
    const mayBeNew = this.#unopened < files.length && (inNewFile || this.#pick(newFileIn) === 0);
    const isNew = this.#recent.length === 0 || mayBeNew;
    const path = (isNew ? files[this.#unopened++ % files.length] : this.#recent[this.#pick(this.#recent.length)]) ?? "";
    const uri = vscode.Uri.file(join(this.#place.folder, path));
    const editor = await vscode.window.showTextDocument(uri, { preview: false });
    this.#opened.add(path);
    if (!this.#recent.includes(path)) this.#recent.push(path);
    if (this.#recent.length > tabLimit) await this.#close(this.#recent.shift() ?? "");
    return editor;
  }

  async #close(path: string): Promise<void> {
    const key = vscode.Uri.file(join(this.#place.folder, path)).toString();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(
      tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
    );
  }

  async #inFile(editor: vscode.TextEditor, n: number): Promise<void> {
    const { document } = editor;
    const line = this.#pick(document.lineCount);
    select(editor, line, document.lineAt(line).text.length);
    switch (n % actKinds) {
      case 0:
      case 5:
        await type(`\ntyped${n}();`);
        break;
      case 1:
      case 6:
        await this.#accept(editor, `\naccepted${n}(1);\naccepted${n}(2);`);
        break;
      case 2:
        await this.#own("markReviewed");
        break;
      case 3:
        await type(`\nundone${n}`);
        for (let times = 0; times < 2; times++) await run("undo");
        break;
      case 4:
        select(editor, Math.max(0, line - 3), 0, line, 0);
        await run("editor.action.clipboardCutAction");
        select(editor, 0);
        await run("editor.action.clipboardPasteAction");
        break;
      case 7:
        await this.#own("dismiss", { reason: "generated" });
        break;
      case 8:
        await this.#own("reopen");
        break;
      case 9:
        await this.#own("markFileReviewed", document.uri);
        await this.#own("next");
        break;
      case 10:
        await run("editor.action.formatDocument");
        break;
      default:
        await run("cursorDown");
    }
    if (n % 2 === 1) await document.save();
  }

  async #accept(editor: vscode.TextEditor, text: string): Promise<void> {
    if (this.#place.hasProduct) return accept(editor, text);
    await offer(editor, text);
    await run("reviewDebtTest.clear");
    await run("editor.action.inlineSuggest.commit");
  }

  /** What a person looks at besides. */
  async #elsewhere(n: number): Promise<void> {
    switch (Math.floor(n / 10) % otherKinds) {
      case 0:
        return this.#own("showQueue");
      case 1:
        await this.#own("showWeek");
        return;
      case 2:
        return this.#ownPicker("checklist");
      case 3:
        return this.#ownPicker("explain");
      default:
        await run("workbench.view.explorer");
    }
  }

  /** An agent changes a file that is open or not, and says so in its record. */
  #agent(n: number): void {
    const { folder, files } = this.#place;
    const path = join(folder, files[(n * 31) % files.length] ?? "");
    const [oldText = ""] = readFileSync(path, "utf8").split("\n");
    runClaude(homedir(), folder, [
      { tool: "Edit", path, oldText, newText: `${oldText}\nfromAgent${n}(1);\nfromAgent${n}(2);` },
    ]);
  }

  /** Everything is committed, and the other branch is gone to. */
  async #git(): Promise<void> {
    const { folder, branches } = this.#place;
    if (branches === undefined) return;
    await run("workbench.action.files.saveAll");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Work");
    git(folder, "switch", "--quiet", branches[++this.#branch % 2] ?? "");
  }

  async #own(command: string, argument?: unknown): Promise<void> {
    if (this.#place.hasProduct) await run(`reviewDebt.${command}`, argument);
  }

  /** A picker that is looked at and left again. */
  async #ownPicker(command: string): Promise<void> {
    if (!this.#place.hasProduct) return;
    const left = run(`reviewDebt.${command}`);
    await run("workbench.action.closeQuickOpen");
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, 500))]);
  }

  #pick(count: number): number {
    return Math.floor(this.#next() * count);
  }
}
