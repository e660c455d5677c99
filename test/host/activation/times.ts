import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

/** What the editor measured of an extension's start, in whole milliseconds. */
export interface Times {
  /** Reading and running its code, everything that it loads at once. */
  readonly loadMs: number;
  /** Calling `activate`, until it returns. Together with the above it is what *Show Running Extensions* shows. */
  readonly activateMs: number;
  /** Until what it returned is settled. */
  readonly finishMs: number;
}

/** Called by the editor, which `test/bench/activation.bench.ts` starts: writes what it measured of the extensions, by their ids. */
export async function run(): Promise<void> {
  const ids = ["review-debt.review-debt", "vscode.git"];
  while (!ids.every((id) => vscode.extensions.getExtension(id)?.isActive)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await vscode.commands.executeCommand("perfview.show");
  const times = await measured(ids);
  writeFileSync(join(__dirname, "result.json"), JSON.stringify(times));
}

/** Reads them where *Startup Performance* shows them, as soon as it does. */
function measured(ids: readonly string[]): Promise<Readonly<Record<string, Times>>> {
  return new Promise((resolve) => {
    const look = (): void => {
      const text = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "perf")?.getText() ?? "";
      const rows = ids.map((id) => [id, rowOf(text, id)] as const);
      if (rows.some(([, row]) => row === undefined)) return;
      listeners.dispose();
      resolve(Object.fromEntries(rows) as Record<string, Times>);
    };
    const listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(look),
    );
    look();
  });
}

/** A row is `| id | eager | load | activate | finish | event | by |`. */
function rowOf(text: string, id: string): Times | undefined {
  const row = text.split("\n").find((line) => line.startsWith(`| ${id} `) && line.split("|").length > 7);
  const [, , , load, activate, finish] = row?.split("|").map((cell) => cell.trim()) ?? [];
  if (finish === undefined) return undefined;
  return { loadMs: Number(load), activateMs: Number(activate), finishMs: Number(finish) };
}
