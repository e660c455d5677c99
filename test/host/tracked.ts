import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

/** A span as `reviewDebt.exportData` writes it (docs/export.md): lines 1-based and inclusive. */
export interface ExportedSpan {
  readonly start: number;
  readonly end: number;
  readonly state: "unread" | "read" | "edited" | "marked" | "dismissed";
  readonly channel: string;
  readonly tool: string | null;
  readonly confidence: string;
}

interface Export {
  readonly files: readonly {
    readonly uri: string;
    readonly lineCount: number;
    readonly spans: readonly ExportedSpan[];
  }[];
}

/** What the product knows of a document, by its own export: the truth of all host tests. */
export async function spansOf(document: vscode.TextDocument): Promise<readonly ExportedSpan[]> {
  const folder = mkdtempSync(join(tmpdir(), "review-debt-export-"));
  try {
    const target = join(folder, "export.json");
    await vscode.commands.executeCommand("reviewDebt.exportData", vscode.Uri.file(target));
    const { files } = JSON.parse(readFileSync(target, "utf8")) as Export;
    return files.find(({ uri }) => uri === document.uri.toString())?.spans ?? [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lines of a document with the state of each: `u` unread, `e` edited, `m` marked, `d` dismissed, `r` read, `·` not tracked. */
export async function ledgerOf(document: vscode.TextDocument): Promise<string[]> {
  const spans = await spansOf(document);
  return Array.from({ length: document.lineCount }, (_, line) => {
    const span = spans.find(({ start, end }) => start <= line + 1 && line + 1 <= end);
    return `${span?.state[0] ?? "·"} ${document.lineAt(line).text}`;
  });
}

/** The texts of the lines that are tracked. */
export async function trackedLines(document: vscode.TextDocument): Promise<string[]> {
  return (await ledgerOf(document)).filter((line) => !line.startsWith("·")).map((line) => line.slice(2));
}

/** Polls until the ledger of a document is as expected; what is read from disk is known a moment later. Returns the last look. */
export async function eventually(
  document: vscode.TextDocument,
  isExpected: (ledger: readonly string[]) => boolean,
): Promise<string[]> {
  const endMs = Date.now() + 5000;
  for (;;) {
    const ledger = await ledgerOf(document);
    if (isExpected(ledger) || Date.now() > endMs) return ledger;
  }
}
