import assert from "node:assert/strict";
import * as vscode from "vscode";
import { accept, closeAll, offer, openFile, paste, pressAccept, select, type } from "./hands.ts";
import { ledgerOf, spansOf } from "./tracked.ts";

const run = vscode.commands.executeCommand;

describe("accepting a suggestion", () => {
  before(async () => {
    await vscode.extensions.getExtension("review-debt-test.rdtest")?.activate();
  });

  afterEach(closeAll);

  it("tracks its line, unread", async () => {
    const editor = await openFile("const a = 1;\n");
    await accept(editor, "const b = 2;");
    assert.deepEqual(await ledgerOf(editor.document), ["· const a = 1;", "u const b = 2;"]);
  });

  it("says how we know, and no tool when none is known", async () => {
    const editor = await openFile("");
    await accept(editor, "const b = 2;");
    const [{ channel, confidence, tool } = assert.fail("no span")] = await spansOf(editor.document);
    assert.deepEqual({ channel, confidence, tool }, { channel: "inlineAccept", confidence: "observed", tool: null });
  });

  it("tracks all its lines", async () => {
    const editor = await openFile("start\n\nend\n");
    select(editor, 1);
    await accept(editor, "one {\n  two\n}");
    assert.deepEqual(await ledgerOf(editor.document), ["· start", "u one {", "u   two", "u }", "· end", "· "]);
  });

  it("tracks blank lines only between its own", async () => {
    const editor = await openFile("start\n\nend\n");
    select(editor, 1);
    await accept(editor, "one\n\ntwo");
    assert.deepEqual(await ledgerOf(editor.document), ["· start", "u one", "u ", "u two", "· end", "· "]);
  });

  it("tracks a line of which it wrote most", async () => {
    const editor = await openFile("x = ");
    await accept(editor, "prices.total() + taxes;");
    assert.deepEqual(await ledgerOf(editor.document), ["u x = prices.total() + taxes;"]);
  });

  it("leaves a line alone of which it wrote little", async () => {
    const editor = await openFile("const everything = prices.total() + ");
    await accept(editor, "taxes;");
    assert.deepEqual(await ledgerOf(editor.document), ["· const everything = prices.total() + taxes;"]);
  });

  it("tracks what was taken word by word once it is most of the line", async () => {
    const editor = await openFile("let total = ");
    await offer(editor, "count + taxesOfAllCountries;");
    await pressAccept("word");
    assert.deepEqual(await ledgerOf(editor.document), ["· let total = count"]);
    while (!editor.document.getText().includes("taxes")) await pressAccept("word");
    assert.deepEqual(await ledgerOf(editor.document), ["u let total = count + taxesOfAllCountries"]);
  });

  it("tracks what was taken line by line", async () => {
    const editor = await openFile("");
    await accept(editor, "one(1);\ntwo(2);\nthree(3);", "line");
    assert.deepEqual(await ledgerOf(editor.document), ["u one(1);", "· "]);
    await accept(editor, "two(2);\nthree(3);", "line");
    assert.deepEqual(await ledgerOf(editor.document), ["u one(1);", "u two(2);", "· "]);
  });

  it("keeps parts of one suggestion together as one act", async () => {
    const editor = await openFile("");
    await offer(editor, "one(1);\ntwo(2);\nthree(3);");
    for (let i = 0; i < 3; i++) await pressAccept("line");
    const spans = await spansOf(editor.document);
    assert.deepEqual(
      spans.map(({ start, end }) => [start, end]),
      [[1, 3]],
    );
  });

  it("tracks lines that it wrote at the middle of a line", async () => {
    const editor = await openFile("call();");
    select(editor, 0, 5);
    await accept(editor, "\n  first(1),\n  second(2)\n");
    assert.deepEqual(await ledgerOf(editor.document), ["· call(", "u   first(1),", "u   second(2)", "· );"]);
  });

  it("does not count the prefix that was typed before", async () => {
    const editor = await openFile("const everything = pri");
    const typed = new vscode.Range(0, 0, 0, 22);
    await accept(editor, "const everything = prices;", "all", typed);
    assert.deepEqual(await ledgerOf(editor.document), ["· const everything = prices;"]);
  });

  it("does not count the brackets that the editor closed", async () => {
    const editor = await openFile("");
    await type("const everythingThere = call(");
    const { text } = editor.document.lineAt(0);
    assert.equal(text, "const everythingThere = call()");
    await accept(editor, "first)", "all", new vscode.Range(0, 29, 0, 30));
    assert.deepEqual(await ledgerOf(editor.document), ["· const everythingThere = call(first)"]);
  });

  it("tracks what it wrote between brackets that the editor closed", async () => {
    const editor = await openFile("");
    await type("f(");
    await accept(editor, "first, second, third)", "all", new vscode.Range(0, 2, 0, 3));
    assert.deepEqual(await ledgerOf(editor.document), ["u f(first, second, third)"]);
  });

  it("holds when the save formats the file", async () => {
    const settings = vscode.workspace.getConfiguration("editor");
    const editor = await openFile("block {\n\n}\n");
    select(editor, 1);
    await accept(editor, "one(1);   \n      two(2);");
    await settings.update("formatOnSave", true, vscode.ConfigurationTarget.Workspace);
    try {
      await editor.document.save();
    } finally {
      await settings.update("formatOnSave", undefined, vscode.ConfigurationTarget.Workspace);
    }
    assert.deepEqual(await ledgerOf(editor.document), ["· block {", "u   one(1);", "u   two(2);", "· }", "· "]);
  });

  it("works twice in a row", async () => {
    const editor = await openFile("");
    await accept(editor, "one(1);\n");
    await accept(editor, "two(2);");
    assert.deepEqual(await ledgerOf(editor.document), ["u one(1);", "u two(2);"]);
  });

  it("works when typing follows at once", async () => {
    const editor = await openFile("");
    await offer(editor, "one(1);");
    await Promise.all([
      pressAccept(),
      run("type", { text: "\n" }),
      run("type", { text: "m" }),
      run("type", { text: "y" }),
    ]);
    assert.deepEqual(await ledgerOf(editor.document), ["u one(1);", "· my"]);
  });

  it("works when typing comes right before", async () => {
    const editor = await openFile("");
    await type("my = 1\n");
    await accept(editor, "one(1);");
    assert.deepEqual(await ledgerOf(editor.document), ["· my = 1", "u one(1);"]);
  });

  it("works right after a save that failed", async () => {
    const editor = await openFile("mine\n");
    const { document } = editor;
    await type("x");
    const noticed = new Promise<void>((resolve) => {
      const watcher = vscode.workspace.createFileSystemWatcher("**/*.rdt");
      watcher.onDidChange(() => (watcher.dispose(), resolve()));
    });
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode("somebody else's\n"));
    await noticed;
    assert.equal(await document.save(), false, "the file on disk is newer, so the save fails");
    await type("\n");
    await accept(editor, "one(1);");
    assert.deepEqual(await ledgerOf(document), ["· mine", "· x", "u one(1);"]);
  });

  it("is undone and done again", async () => {
    const editor = await openFile("mine\n");
    const before = await ledgerOf(editor.document);
    await accept(editor, "one(1);\ntwo(2);");
    const after = await ledgerOf(editor.document);
    for (let round = 0; round < 3; round++) {
      await run("undo");
      assert.deepEqual(await ledgerOf(editor.document), before);
      await run("redo");
      assert.deepEqual(await ledgerOf(editor.document), after);
    }
  });

  it("tracks a file that was closed and opened again", async () => {
    const editor = await openFile("mine\n");
    await accept(editor, "one(1);");
    const { uri } = editor.document;
    await editor.document.save();
    await closeAll();
    const again = await vscode.window.showTextDocument(uri);
    assert.deepEqual(await ledgerOf(again.document), ["· mine", "u one(1);"]);
  });

  it("tracks an untitled document", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "", language: "rdtest" });
    const editor = await vscode.window.showTextDocument(document);
    await accept(editor, "one(1);");
    assert.deepEqual(await ledgerOf(document), ["u one(1);"]);
  });
});

describe("an accept key without a suggestion", () => {
  afterEach(closeAll);

  it("tracks nothing that was typed", async () => {
    const editor = await openFile("mine\n");
    await type("more");
    await pressAccept();
    assert.deepEqual(await ledgerOf(editor.document), ["· mine", "· more"]);
  });

  it("tracks nothing that was undone or done again", async () => {
    const editor = await openFile("mine\n");
    await paste("pasted(1);");
    await run("undo");
    await pressAccept();
    await run("redo");
    await pressAccept();
    assert.deepEqual(await ledgerOf(editor.document), ["· mine", "· pasted(1);"]);
  });

  it("tracks nothing that was pasted before a suggestion could be seen", async () => {
    const editor = await openFile("mine\n");
    await paste("pasted(1);\npasted(2);");
    await aPersonsPace();
    for (const part of ["all", "word", "line"] as const) await pressAccept(part);
    assert.deepEqual(await ledgerOf(editor.document), ["· mine", "· pasted(1);", "· pasted(2);"]);
  });

  it("does not take text away again from where it was accepted", async () => {
    const editor = await openFile("");
    await accept(editor, "one(1);");
    await run("editor.action.inlineSuggest.hide");
    await pressAccept();
    assert.deepEqual(await ledgerOf(editor.document), ["u one(1);"]);
  });
});

/**
 * Between a paste and the key that accepts what is offered after it a person needs more than half a second, to see it.
 * This time is part of the act; nothing is waited for.
 */
function aPersonsPace(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 600);
  });
}
