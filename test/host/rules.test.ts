import assert from "node:assert/strict";
import * as vscode from "vscode";
import { accept, closeAll, copy, nextChange, openFile, paste, select, type } from "./hands.ts";
import { eventually, ledgerOf } from "./tracked.ts";

const run = vscode.commands.executeCommand;

/** The rules of the ledger (DESIGN §2), each with its name, through the real editor. */
describe("the rules of the ledger in the editor", () => {
  let editor: vscode.TextEditor;

  before(async () => {
    await vscode.extensions.getExtension("review-debt-test.rdtest")?.activate();
  });

  beforeEach(async () => {
    // Marking jumps on to the next file with something to read; there is to be none.
    await run("reviewDebt.deleteAllData", { confirmed: true });
    editor = await openFile("above\n\nbelow\n");
    select(editor, 1);
    await accept(editor, "one(1);\ntwo(2);\nthree(3);");
  });

  afterEach(closeAll);

  const ledger = (): Promise<string[]> => ledgerOf(editor.document);
  const at = async (line: number, command: string): Promise<void> => {
    select(editor, line);
    await run(command);
  };
  /** The user says that line 2, `two(2);`, is reviewed. */
  const markTwo = async (): Promise<void> => {
    select(editor, 2, 0, 2, 7);
    await run("reviewDebt.markReviewed");
  };
  /** Undo and redo bring back exactly what was. */
  const undoneAndRedone = async (act: () => Promise<unknown>, expected: readonly string[]): Promise<void> => {
    const before = await ledger();
    await act();
    assert.deepEqual(await ledger(), expected);
    await run("undo");
    assert.deepEqual(await ledger(), before, "after undo");
    await run("redo");
    assert.deepEqual(await ledger(), expected, "after redo");
  };

  it("2: a person changes a tracked line", () =>
    undoneAndRedone(async () => {
      select(editor, 2, 4);
      await type("9");
    }, ["· above", "u one(1);", "e two(92);", "u three(3);", "· below", "· "]));

  it("2: a change of whitespace only changes nothing", () =>
    undoneAndRedone(
      () => at(2, "editor.action.indentLines"),
      ["· above", "u one(1);", "u     two(2);", "u three(3);", "· below", "· "],
    ));

  it("2: a line comment is a change", () =>
    undoneAndRedone(
      () => at(1, "editor.action.commentLine"),
      ["· above", "e // one(1);", "u two(2);", "u three(3);", "· below", "· "],
    ));

  it("2: a rename is a change", () =>
    undoneAndRedone(async () => {
      const at = new vscode.Position(2, 1);
      const edit = await run<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        editor.document.uri,
        at,
        "zwei",
      );
      await vscode.workspace.applyEdit(edit);
    }, ["· above", "u one(1);", "e zwei(2);", "u three(3);", "· below", "· "]));

  it("2: a formatter at a save settles nothing", async () => {
    const formatter = vscode.languages.registerDocumentFormattingEditProvider("plaintext", {
      provideDocumentFormattingEdits: (document) => {
        const whole = new vscode.Range(0, 0, document.lineCount, 0);
        return [vscode.TextEdit.replace(whole, document.getText().replaceAll("'", '"').replace(/\)$/gm, ");"))];
      },
    });
    const settings = vscode.workspace.getConfiguration("editor");
    await settings.update("formatOnSave", true, vscode.ConfigurationTarget.Workspace);
    try {
      editor = await openFile("mine('a')\n", "txt");
      await accept(editor, "one('b')\ntwo('c')");
      await editor.document.save();
    } finally {
      await settings.update("formatOnSave", undefined, vscode.ConfigurationTarget.Workspace);
      formatter.dispose();
    }
    assert.deepEqual(await ledger(), ['· mine("a");', 'u one("b");', 'u two("c");']);
  });

  it("3: a person adds lines inside", () =>
    undoneAndRedone(async () => {
      select(editor, 2);
      await paste("mine(1);\nmine(2);\n");
    }, ["· above", "u one(1);", "· mine(1);", "· mine(2);", "u two(2);", "u three(3);", "· below", "· "]));

  it("3: nothing grows at its edges", () =>
    undoneAndRedone(async () => {
      select(editor, 4);
      await paste("mine(1);\n");
    }, ["· above", "u one(1);", "u two(2);", "u three(3);", "· mine(1);", "· below", "· "]));

  it("4: AI rewrites a settled line", async () => {
    await markTwo();
    await undoneAndRedone(async () => {
      select(editor, 2, 5);
      await accept(editor, "), twoAgain(2");
    }, ["· above", "u one(1);", "u two(2), twoAgain(2);", "u three(3);", "· below", "· "]);
  });

  it("4: AI writes a settled line again as it was", async () => {
    await markTwo();
    const before = await ledger();
    select(editor, 2, 0, 2, 7);
    await run("deleteRight");
    await accept(editor, "two(2);");
    await run("undo");
    await run("undo");
    assert.deepEqual(await ledger(), before);
  });

  it("5: lines that are deleted leave, and come back as they were", async () => {
    await markTwo();
    await undoneAndRedone(
      () => at(2, "editor.action.deleteLines"),
      ["· above", "u one(1);", "u three(3);", "· below", "· "],
    );
  });

  it("5: what was marked between an accept and its undo stays marked when it is done again", async () => {
    await markTwo();
    const before = await ledger();
    await run("undo");
    assert.deepEqual(await ledger(), ["· above", "· ", "· below", "· "]);
    await run("redo");
    assert.deepEqual(await ledger(), before);
  });

  it("6: a line that moves keeps its state", async () => {
    await markTwo();
    await undoneAndRedone(
      () => at(2, "editor.action.moveLinesUpAction"),
      ["· above", "m two(2);", "u one(1);", "u three(3);", "· below", "· "],
    );
    await undoneAndRedone(
      () => at(3, "editor.action.moveLinesDownAction"),
      ["· above", "m two(2);", "u one(1);", "· below", "u three(3);", "· "],
    );
  });

  it("6: a line that is duplicated is an unread copy", async () => {
    await markTwo();
    await undoneAndRedone(
      () => at(2, "editor.action.copyLinesDownAction"),
      ["· above", "u one(1);", "m two(2);", "u two(2);", "u three(3);", "· below", "· "],
    );
  });

  it("6: lines that are cut and pasted keep their state", async () => {
    await markTwo();
    select(editor, 1, 0, 3, 0);
    await copy(editor, "Cut");
    assert.deepEqual(await ledger(), ["· above", "u three(3);", "· below", "· "]);
    await undoneAndRedone(async () => {
      select(editor, 3);
      await paste();
    }, ["· above", "u three(3);", "· below", "u one(1);", "m two(2);", "· "]);
  });

  it("6: lines that are cut and pasted in another file keep their state", async () => {
    await markTwo();
    select(editor, 1, 0, 3, 0);
    await copy(editor, "Cut");
    editor = await openFile("elsewhere\n");
    await paste();
    assert.deepEqual(await ledger(), ["· elsewhere", "u one(1);", "m two(2);", "· "]);
  });

  it("6: lines that are pasted while their file is being saved keep their state", async () => {
    await markTwo();
    select(editor, 1, 0, 3, 0);
    await copy(editor, "Cut");
    editor = await openFile("elsewhere\n");
    await type("x");
    const saving = vscode.workspace.onWillSaveTextDocument((event) => event.waitUntil(paste()));
    try {
      assert.ok(await editor.document.save());
    } finally {
      saving.dispose();
    }
    const expected = ["· elsewhere", "· xone(1);", "m two(2);", "· "];
    assert.deepEqual(await eventually(editor.document, (found) => found.join() === expected.join()), expected);
  });

  it("6: lines that are copied are unread copies", async () => {
    await markTwo();
    select(editor, 1, 0, 3, 0);
    await copy(editor);
    await undoneAndRedone(async () => {
      select(editor, 5);
      await paste();
    }, ["· above", "u one(1);", "m two(2);", "u three(3);", "· below", "u one(1);", "u two(2);", "· "]);
  });

  it("6: a person's lines that are copied stay theirs", async () => {
    select(editor, 0, 0, 1, 0);
    await copy(editor);
    await undoneAndRedone(async () => {
      select(editor, 2);
      await paste();
    }, ["· above", "u one(1);", "· above", "u two(2);", "u three(3);", "· below", "· "]);
  });

  it("7: a line that changes on disk is nobody's", async () => {
    await editor.document.save();
    const text = editor.document.getText().replace("two(2);", "two(2); // and more");
    const reloaded = nextChange(editor.document);
    await vscode.workspace.fs.writeFile(editor.document.uri, new TextEncoder().encode(text));
    await reloaded;
    const expected = ["· above", "u one(1);", "· two(2); // and more", "u three(3);", "· below", "· "];
    assert.deepEqual(await eventually(editor.document, (found) => found.join() === expected.join()), expected);
  });

  it("7: a file that changes on disk keeps the lines that are equal", async () => {
    await markTwo();
    await editor.document.save();
    await editor.document.save();
    const text = "new\nabove\none(1);\ntwo(2);\nother(3);\nbelow\n";
    await vscode.workspace.fs.writeFile(editor.document.uri, new TextEncoder().encode(text));
    const expected = ["· new", "· above", "u one(1);", "m two(2);", "· other(3);", "· below", "· "];
    assert.deepEqual(await eventually(editor.document, (found) => found.join() === expected.join()), expected);
  });
});
