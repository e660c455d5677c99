import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LineRange } from "../../src/core/ledger/tagged-lines.ts";
import { debtOfSpans } from "../../src/core/review/debt.ts";
import { Hasher } from "../../src/core/text/hash.ts";
import { Store } from "../../src/store/store.ts";
import type { Editor } from "../rig/editor.ts";

/** A file of a workspace and the lines of it that are AI's and unread, 0-based. */
export interface FilledFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly unread: readonly LineRange[];
}

/** Puts into the store of an editor that shows no window yet what is known of the files of a folder. */
export function fillStore(editor: Editor, folder: string, files: readonly FilledFile[]): void {
  mkdirSync(editor.productStorage, { recursive: true });
  const store = new Store(editor.productStorage);
  const hasher = new Hasher(store.key());
  const origin = {
    id: "filled",
    channel: "agentSession",
    tool: "Claude Code",
    confidence: "reported",
    atMs: Date.now(),
  } as const;
  const mark = { origin, settled: undefined };
  const records = files.map(({ path, lines, unread }) => {
    const text = [...lines, ""];
    const lineHashes = hasher.lines(text);
    const spans = unread.map(({ start, end }) => ({ start, end, mark }));
    const debt = debtOfSpans(text, spans);
    return {
      uri: pathToFileURL(join(folder, path)).href,
      textHash: hasher.text(lineHashes),
      lineHashes,
      spans,
      unreadLines: debt.lines,
      unreadCostTenths: debt.costTenths,
      present: true,
      disk: undefined,
    };
  });
  store.write({ files: records, facts: [], atMs: Date.now() });
  store.close();
}
