import * as vscode from "vscode";
import type { Later } from "./later.ts";
import type { AgentSessions } from "./listen/agentSessions.ts";
import type { LookBackResult } from "./listen/lookBack.ts";

/** How far agents' own records go back: most remove them after 30 days. */
const longestDays = 30;

/** Brings in what agents wrote before Review Debt was there, with progress in the view and a way to stop. */
export class History implements vscode.Disposable {
  readonly #sessions: Later<AgentSessions>;
  #cancellation: vscode.CancellationTokenSource | undefined;

  constructor(sessions: Later<AgentSessions>) {
    this.#sessions = sessions;
  }

  /** Asks how far to look back; `undefined` when the user thinks better of it. */
  async askDays(): Promise<number | undefined> {
    const { l10n } = vscode;
    const choice = (days: number, label: string) => ({ days, label });
    const chosen = await vscode.window.showQuickPick(
      [
        choice(1, l10n.t("Since yesterday")),
        choice(7, l10n.t("The last 7 days")),
        choice(14, l10n.t("The last 14 days")),
        choice(longestDays, l10n.t("The last 30 days")),
      ],
      {
        title: l10n.t("Look back on what agents wrote"),
        placeHolder: l10n.t("Lines that are still in your files are tracked as unread"),
      },
    );
    return chosen?.days;
  }

  /** Looks back. Resolves when it is complete or was stopped. `days` outside 1 to 30 is brought into that. */
  async lookBack(days: number): Promise<LookBackResult> {
    const cancellation = new vscode.CancellationTokenSource();
    this.#cancellation?.cancel();
    this.#cancellation = cancellation;
    const within = Math.min(longestDays, Math.max(1, days));
    await setLookingBack(true);
    try {
      return await vscode.window.withProgress({ location: { viewId: "reviewDebt.queue" } }, async (progress) => {
        let shown = 0;
        const onProgress = (share: number): void => {
          progress.report({ increment: (share - shown) * 100 });
          shown = share;
        };
        return (await this.#sessions.get()).lookBack(within, onProgress, cancellation.token);
      });
    } finally {
      if (this.#cancellation === cancellation) {
        this.#cancellation = undefined;
        await setLookingBack(false);
      }
      cancellation.dispose();
    }
  }

  /** Stops a look-back that still reads; what it found until then is not kept. */
  stop(): void {
    this.#cancellation?.cancel();
  }

  dispose(): void {
    this.stop();
  }
}

function setLookingBack(value: boolean): Thenable<void> {
  return vscode.commands.executeCommand("setContext", "reviewDebt.lookingBack", value);
}
