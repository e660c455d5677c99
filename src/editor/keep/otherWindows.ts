import * as vscode from "vscode";
import { DATABASE_NAME } from "../../store/folder.ts";
import { Soon } from "../soon.ts";
import type { Ledgers } from "./ledgers.ts";

/** What another window stores is looked at this soon, once for all that it stores closely after. */
const delayMs = 200;

/** Has this window learn what other windows of the same user store: files can be in several windows' folders. */
export class OtherWindows implements vscode.Disposable {
  readonly #looked: Soon;
  readonly #subscriptions: vscode.Disposable[];

  /** @param storage the folder of the database; need not exist */
  constructor(storage: vscode.Uri, ledgers: Ledgers) {
    this.#looked = new Soon(() => void ledgers.catchUp());
    this.#subscriptions = [
      this.#looked,
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#looked.within(delayMs);
      }),
    ];
    void this.#watch(storage);
  }

  /** Watches the database. The editor is not sure to notice a folder that comes later, so it is made. */
  async #watch(storage: vscode.Uri): Promise<void> {
    await vscode.workspace.fs.createDirectory(storage).then(undefined, () => undefined);
    const pattern = new vscode.RelativePattern(storage, `${DATABASE_NAME}*`);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, false, true);
    const soon = (): void => this.#looked.within(delayMs);
    this.#subscriptions.push(watcher, watcher.onDidCreate(soon), watcher.onDidChange(soon));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
