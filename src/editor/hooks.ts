import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { empty, inboxFolder } from "../agents/hooks/inbox.ts";
import type { HookDialog } from "./hookDialog.ts";
import type { Pause } from "./keep/pause.ts";
import { Later } from "./later.ts";

/** Hooks in other tools' files. Nothing of theirs is loaded while none is connected and nobody asks. */
export class AgentHooks implements vscode.Disposable {
  readonly #storage: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #pause: Pause;
  readonly #dialog: Later<HookDialog>;
  readonly #subscriptions: vscode.Disposable;

  constructor(context: vscode.ExtensionContext, pause: Pause, log: vscode.LogOutputChannel) {
    this.#storage = context.globalStorageUri.fsPath;
    this.#log = log;
    this.#pause = pause;
    this.#dialog = new Later(async () => {
      const { HookDialog } = await import("./hookDialog.ts");
      return new HookDialog(this.#storage, context.asAbsolutePath("dist/hookworker.cjs"), log, () => this.#refresh());
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#dialog,
      pause.onDidChange(() => this.#refresh()),
    );
    void this.#refresh();
  }

  /** Asks for a tool and puts our hooks into its file. Returns what to say, or `undefined` when the user left. */
  async connect(): Promise<string | undefined> {
    return (await this.#dialog.get()).connect();
  }

  /** Asks for a connected tool and takes our hooks out of its file. */
  async disconnect(): Promise<string | undefined> {
    return (await this.#dialog.get()).disconnect();
  }

  /** Drops all that hooks told. */
  forget(): void {
    empty(inboxFolder(this.#storage));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Brings the hook program up to date where hooks are connected, and tells it whether to keep anything. */
  async #refresh(): Promise<void> {
    if (!existsSync(join(this.#storage, "hooks"))) return;
    try {
      (await this.#dialog.get()).refresh(this.#pause.isPaused);
    } catch (error) {
      this.#log.warn(`The hook program could not be brought up to date: ${String(error)}`);
    }
  }
}
