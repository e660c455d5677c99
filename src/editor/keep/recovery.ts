import * as vscode from "vscode";
import type { Debts } from "./debts.ts";
import type { Ledgers } from "./ledgers.ts";
import type { Saver } from "./saver.ts";
import type { Storage } from "./storage.ts";

/**
 * What to do when the database is not the one this window knew: write again what is in memory and read again what agents
 * left, or forget it too.
 * @param readAgain has agents' records read again
 */
export function recoverFromLosses(
  storage: Storage,
  saver: Saver,
  ledgers: Ledgers,
  debts: Debts,
  readAgain: () => void,
): vscode.Disposable {
  return storage.onDidLose((loss) => {
    if (loss.kind === "deleted") {
      ledgers.startAfresh();
      saver.discard();
      debts.clear();
      return;
    }
    saver.saveAll();
    readAgain();
    if (loss.kind === "corrupt") {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "Review Debt's database was damaged. It was set aside as {0} and a new one was started. Open files keep their marks, and what agents left is read again.",
          loss.setAside,
        ),
      );
    }
  });
}
