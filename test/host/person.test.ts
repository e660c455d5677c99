import assert from "node:assert/strict";
import * as vscode from "vscode";
import { accept, closeAll, openFile, select } from "./hands.ts";
import { eventually, ledgerOf, trackedLines } from "./tracked.ts";
import { writers } from "./writers.ts";

const run = vscode.commands.executeCommand;

/** A file of a person's with three lines of AI's in it; acts happen on line 1, "beta". */
const mine = ["alpha = one", "beta = two", "gamma = three", "", "delta = four", ""].join("\n");
const ai = ["let all = 0;", "for (const each of every)", "all.add(each);"];

describe("what a person or a program does tracks nothing:", () => {
  before(async () => {
    await vscode.extensions.getExtension("review-debt-test.rdtest")?.activate();
  });

  afterEach(closeAll);

  for (const [kind, write] of Object.entries(writers)) {
    it(kind, async () => {
      const editor = await openFile(mine);
      const { document } = editor;
      select(editor, 3);
      await accept(editor, ai.join("\n"));
      const before = await ledgerOf(document);
      assert.deepEqual(await trackedLines(document), ai);

      const versionBefore = document.version;
      await write({ editor, line: 1 });
      assert.ok(document.version > versionBefore, "the act changed something");
      const settled = await eventually(document, (ledger) => unread(ledger).join("\n") === ai.join("\n"));
      assert.deepEqual(unread(settled), ai);
      assert.deepEqual(
        settled.filter((line) => !/^[u·]/.test(line)),
        [],
      );

      const textAfter = document.getText();
      const textBefore = before.map((line) => line.slice(2)).join("\n");
      let steps = 0;
      while (normal(document) !== textBefore && steps < 50) {
        await run("undo");
        steps++;
      }
      assert.deepEqual(await ledgerOf(document), before);
      while (steps-- > 0) await run("redo");
      assert.equal(document.getText(), textAfter);
      assert.deepEqual(await ledgerOf(document), settled);
    });
  }

  it("Emmet", async () => {
    const editor = await openFile("<body>\nul>li*3", "html");
    await run("editor.emmet.action.expandAbbreviation");
    assert.match(editor.document.getText(), /<\/ul>/);
    assert.deepEqual(await trackedLines(editor.document), []);
  });
});

function unread(ledger: readonly string[]): string[] {
  return ledger.filter((line) => line.startsWith("u ")).map((line) => line.slice(2));
}

function normal(document: vscode.TextDocument): string {
  return document.getText().replaceAll("\r\n", "\n");
}
