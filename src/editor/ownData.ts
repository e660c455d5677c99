import * as vscode from "vscode";
import { debtOfSpans, minutesOf, noDebt } from "../core/review/debt.ts";
import { exportOf, type ExportedLedger } from "../store/export.ts";
import { fileOf } from "./cells.ts";
import type { Debts } from "./keep/debts.ts";
import type { Ledgers } from "./keep/ledgers.ts";
import type { Saver } from "./keep/saver.ts";
import type { Storage } from "./keep/storage.ts";
import type { Documents } from "./listen/documents.ts";
import type { Settings } from "./settings.ts";

/** What the user can do with all that is stored: take it along, or make it gone. */
export class OwnData {
  readonly #ledgers: Ledgers;
  readonly #debts: Debts;
  readonly #saver: Saver;
  readonly #storage: Storage;
  readonly #settings: Settings;
  readonly #documents: Documents;

  constructor(
    ledgers: Ledgers,
    debts: Debts,
    saver: Saver,
    storage: Storage,
    settings: Settings,
    documents: Documents,
  ) {
    this.#documents = documents;
    this.#ledgers = ledgers;
    this.#debts = debts;
    this.#saver = saver;
    this.#storage = storage;
    this.#settings = settings;
  }

  /** Writes everything known to a file (docs/export.md). Rejects when the file cannot be written. */
  async exportTo(target: vscode.Uri): Promise<void> {
    await this.#documents.sure();
    const files = await this.#files();
    const unread = files.reduce((sum, file) => sum + file.costTenths, 0);
    const exported = exportOf({
      files,
      checklists: this.#storage
        .checklists()
        .map((checklist) => ({ ...checklist, file: fileOf(vscode.Uri.parse(checklist.uri)).toString() })),
      facts: [...this.#storage.days(), ...this.#storage.outcomes(), ...this.#saver.unsavedFacts],
      weekAnswers: this.#storage.weekAnswers(),
      workspaceRoots: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()),
      minutes: minutesOf(unread, this.#settings.paceLinesPerHour),
      nowMs: Date.now(),
    });
    const text = `${JSON.stringify(exported, undefined, 2)}\n`;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  }

  /** Deletes everything stored and forgets everything in memory. Returns whether nothing is left. */
  deleteAll(): boolean {
    const deleted = this.#storage.deleteEverything();
    this.#ledgers.startAfresh();
    this.#saver.discard();
    this.#debts.clear();
    return deleted;
  }

  /** Every file with tracked lines, by its present text as far as it can be read. */
  async #files(): Promise<(ExportedLedger & { readonly costTenths: number })[]> {
    const files: (ExportedLedger & { readonly costTenths: number })[] = [];
    const uris = new Set([...this.#storage.files()].filter((file) => file.present).map(({ uri }) => uri));
    for (const file of this.#ledgers.all()) uris.add(file.uri.toString());
    for (const key of uris) {
      const uri = vscode.Uri.parse(key);
      const file = await this.#ledgers.open(uri);
      if (file !== undefined) {
        const { ledger } = file;
        const spans = ledger.spans();
        const debt = this.#debts.counts(uri) ? debtOfSpans(ledger.lines, spans) : noDebt;
        files.push({
          uri: key,
          file: fileOf(uri).toString(),
          lineCount: ledger.lines.length,
          unreadLines: debt.lines,
          costTenths: debt.costTenths,
          spans,
        });
      }
    }
    return files;
  }
}
