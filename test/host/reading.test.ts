import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Clock } from "./clock.ts";
import { accept, closeAll, openFile, select } from "./hands.ts";
import { releaseWindow, setWindow } from "./product.ts";
import { ledgerOf } from "./tracked.ts";

const run = vscode.commands.executeCommand;
const here = { focused: true, active: true };
const three = "one(1);\ntwo(2);\nthree(3);";
const nine = Array.from({ length: 9 }, (_, i) => `line(${i});`).join("\n");
const originalScheme = "reading-test-original";

/** DESIGN §3 through the real editor, by a clock that the tests hold. A line costs 12 s at the usual pace. */
describe("reading in the editor", () => {
  let clock: Clock;
  let editor: vscode.TextEditor;
  let original: vscode.Disposable;

  before(async () => {
    await vscode.extensions.getExtension("review-debt-test.rdtest")?.activate();
    original = vscode.workspace.registerTextDocumentContentProvider(originalScheme, {
      provideTextDocumentContent: () => `above\n\n${plainLines}`,
    });
  });

  after(() => original.dispose());

  beforeEach(async () => {
    clock = Clock.hold();
    // What the test before did is long ago.
    clock.pass(100);
    setWindow(here);
    await run("reviewDebt.deleteAllData", { confirmed: true });
  });

  afterEach(async () => {
    await closeAll();
    releaseWindow();
    clock.release();
  });

  /** A file with this text of AI from its second line on, and plain lines around it. */
  const open = async (text: string): Promise<void> => {
    editor = await openFile(`above\n\n${plainLines}`);
    select(editor, 1);
    await accept(editor, text);
  };
  /** The states of the lines of AI, as letters. */
  const states = async (): Promise<string> =>
    (await ledgerOf(editor.document))
      .map((line) => line[0])
      .join("")
      .replaceAll("·", "");
  const set = (name: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration("reviewDebt").update(name, value, vscode.ConfigurationTarget.Workspace);

  it("settles what is read line by line", async () => {
    await open(three);
    await press("cursorUp");
    clock.pass(11);
    assert.equal(await states(), "uuu");
    clock.pass(5);
    assert.equal(await states(), "uru", "the caret's line");
    clock.pass(12);
    assert.equal(await states(), "rru", "then the one above");
    clock.pass(12);
    assert.equal(await states(), "rrr");
  });

  it("settles nothing that is open and never touched, and none of that time counts later", async () => {
    await open(three);
    clock.pass(300);
    assert.equal(await states(), "uuu");
    await press("cursorUp");
    clock.pass(10);
    assert.equal(await states(), "uuu");
  });

  it("settles nothing under a held PageDown", async () => {
    await set("pace", 1000);
    try {
      // A bracket costs 0.36 s: less than it is on screen for.
      await open(Array.from({ length: 199 }, () => "}").join("\n"));
      await press("cursorTop");
      for (const key of ["cursorPageDown", "cursorPageUp", "cursorPageDown", "cursorPageUp"]) {
        for (let times = 0; times < 5; times++) {
          await press(key);
          clock.pass(1.2);
        }
      }
      assert.ok(!(await states()).includes("r"));
      await press("cursorDown");
      clock.pass(6);
      assert.ok((await states()).includes("r"), "but under a caret that rests");
    } finally {
      await set("pace", undefined);
    }
  });

  it("stops while the window is not focused, or nobody is there", async () => {
    for (const away of [
      { focused: false, active: true },
      { focused: true, active: false },
    ]) {
      await open(three);
      await press("cursorUp");
      clock.pass(8);
      setWindow(away);
      clock.pass(50);
      assert.equal(await states(), "uuu");
      setWindow(here);
      await press("cursorLeft");
      await lookAgain(editor);
      clock.pass(3);
      assert.equal(await states(), "uuu");
      clock.pass(7);
      assert.equal(await states(), "uru", "and goes on");
      await closeAll();
    }
  });

  it("stops 60 s after the last input", async () => {
    await open(nine);
    await press("cursorUp");
    clock.pass(600);
    assert.equal((await states()).replaceAll("u", ""), "rrrr");
  });

  it("settles nothing while an edit streams in", async () => {
    await open(three);
    await press("cursorUp");
    for (let second = 0; second < 30; second++) {
      await insert(editor, `late${second}();\n`);
      clock.pass(1);
    }
    assert.equal(await states(), "uuu");
    await press("cursorLeft");
    clock.pass(15);
    assert.equal(await states(), "uru", "but when it has ended");
  });

  it("pays once for two editors on the same lines", async () => {
    await open(`${three}\nfour(4);\nfive(5);`);
    await press("cursorUp");
    await run("workbench.action.splitEditor");
    for (const group of ["Second", "First", "Second", "First"]) {
      await run(`workbench.action.focus${group}EditorGroup`);
      assert.equal(vscode.window.activeTextEditor?.viewColumn, group === "First" ? 1 : 2);
      await press("cursorLeft");
      clock.pass(7);
    }
    assert.equal((await states()).replaceAll("u", ""), "rr", "28 s pay for two lines");
  });

  it("settles no folded lines", async () => {
    await open("head(1);\n  folded(2);\n  folded(3);\nend(4);");
    await settled(vscode.window.onDidChangeTextEditorVisibleRanges, () => run("editor.foldAll"));
    await press("cursorUp");
    assert.equal(editor.selection.active.line, 1);
    clock.pass(40);
    await press("cursorDown");
    clock.pass(40);
    assert.equal(await states(), "ruur");
    await settled(vscode.window.onDidChangeTextEditorVisibleRanges, () => run("editor.unfoldAll"));
    await press("cursorUp");
    clock.pass(40);
    assert.equal(await states(), "rrrr", "until they are unfolded");
  });

  it("counts for the file's side of a diff", async () => {
    await open(three);
    await diff(editor.document);
    await press("cursorDown");
    clock.pass(16);
    assert.equal((await states()).replaceAll("u", ""), "r");
  });

  it("counts for the file's side of a diff while the person is in the other, but not without a caret in it", async () => {
    await open(three);
    await diff(editor.document);
    await run("diffEditor.switchSide");
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, originalScheme);
    await press("cursorDown");
    clock.pass(45);
    assert.equal(await states(), "uuu");
    await run("diffEditor.switchSide");
    await intoHunk();
    clock.pass(3);
    assert.equal(await states(), "rrr");
  });

  it("counts for neither when the file is in two diffs", async () => {
    await open(three);
    await diff(editor.document);
    await diff(editor.document, vscode.ViewColumn.Beside);
    await run("diffEditor.switchSide");
    await press("cursorDown");
    clock.pass(45);
    await run("diffEditor.switchSide");
    await intoHunk();
    clock.pass(3);
    assert.equal(await states(), "uuu");
  });

  it("counts a breakpoint as a sign, but not several at once", async () => {
    await open(three);
    for (let line = 3; line < 12; line++) await press("cursorDown");
    clock.pass(50);
    assert.equal(await states(), "uuu");
    const at = (line: number): vscode.Breakpoint =>
      new vscode.SourceBreakpoint(new vscode.Location(editor.document.uri, new vscode.Position(line, 0)));
    const breakpoints = [at(1), at(2), at(3)];
    try {
      vscode.debug.addBreakpoints(breakpoints.slice(1));
      assert.equal(await states(), "uuu");
      vscode.debug.addBreakpoints(breakpoints.slice(0, 1));
      assert.equal(await states(), "rrr");
    } finally {
      vscode.debug.removeBreakpoints(breakpoints);
    }
  });

  it("settles nothing where reading does not count", async () => {
    await open(three);
    await set("reading.counts", false);
    try {
      await press("cursorUp");
      clock.pass(50);
      assert.equal(await states(), "uuu");
      assert.equal(clock.pending, 0);
    } finally {
      await set("reading.counts", undefined);
    }
    await press("cursorLeft");
    clock.pass(10);
    assert.equal(await states(), "uuu");
    clock.pass(5);
    assert.equal(await states(), "uru", "and nothing of before when it does again");
  });

  it("goes by a pace of 100 to 1000, whatever the settings say", async () => {
    for (const [pace, seconds] of [
      [0, 36],
      [-5, 36],
      [1e12, 3.6],
      ["fast", 12],
    ] as const) {
      await set("pace", pace);
      try {
        await open(three);
        await press("cursorUp");
        clock.pass(seconds);
        assert.equal(await states(), "uuu", `pace ${pace}`);
        clock.pass(4);
        assert.equal((await states())[1], "r", `pace ${pace}`);
        await closeAll();
      } finally {
        await set("pace", undefined);
      }
    }
  });

  it("begins at nothing with lines that are reopened", async () => {
    await open(three);
    await press("cursorUp");
    clock.pass(45);
    assert.equal(await states(), "rrr");
    await run("reviewDebt.reopen");
    assert.equal(await states(), "uuu");
    await press("cursorLeft");
    clock.pass(11);
    assert.equal(await states(), "uuu");
    clock.pass(5);
    assert.equal(await states(), "uru");
  });

  it("runs no timer while the window is not focused, nobody is there or nothing unread is on screen", async () => {
    await open(nine);
    await press("cursorUp");
    clock.pass(5);
    assert.equal(clock.pending, 1, "there is one to begin with");
    setWindow({ focused: false, active: true });
    clock.pass(1);
    assert.equal(clock.pending, 0, "not focused");
    setWindow(here);
    await lookAgain(editor);
    assert.equal(clock.pending, 1, "focused again");
    clock.pass(60);
    assert.equal(clock.pending, 0, "a minute after the last input");
    await press("cursorLeft");
    assert.equal(clock.pending, 1, "with input again");
    await run("reviewDebt.markFileReviewed");
    clock.pass(1);
    assert.equal(clock.pending, 0, "nothing unread");
    await run("reviewDebt.reopen");
    await press("cursorLeft");
    assert.equal(clock.pending, 1, "unread again");
    await settled(vscode.window.onDidChangeActiveTextEditor, () => openFile("nothing of AI\n"));
    assert.equal(clock.pending, 0, "another file");
  });
});

const plainLines = Array.from({ length: 60 }, (_, i) => `plain ${i}\n`).join("");

/** Does something and settles with the next event of a kind. */
async function settled<T>(event: vscode.Event<T>, act: () => Thenable<unknown>): Promise<T> {
  let listener: vscode.Disposable | undefined;
  const next = new Promise<T>((resolve) => (listener = event(resolve)));
  try {
    await act();
    return await next;
  } finally {
    listener?.dispose();
  }
}

/** Moves the caret as a key does. */
async function press(command: string): Promise<void> {
  const { kind } = await settled(vscode.window.onDidChangeTextEditorSelection, () => run(command));
  assert.equal(kind, vscode.TextEditorSelectionChangeKind.Keyboard);
}

/** Moves the caret up by keys to the last line of AI, line 3, of the editor that has the focus. */
async function intoHunk(): Promise<void> {
  while ((vscode.window.activeTextEditor?.selection.active.line ?? 0) > 3) await press("cursorUp");
  await press("cursorLeft");
}

/** Has the product look at the window again, by a caret that a program moves and puts back. */
async function lookAgain(editor: vscode.TextEditor): Promise<void> {
  const { line, character } = editor.selection.active;
  for (const to of [character === 0 ? 1 : character - 1, character]) {
    await settled(vscode.window.onDidChangeTextEditorSelection, async () => select(editor, line, to));
  }
}

/** Puts text in far below, as a program does. */
async function insert(editor: vscode.TextEditor, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(editor.document.uri, new vscode.Position(20, 0), text);
  await vscode.workspace.applyEdit(edit);
}

/** Opens a file against what it was, with the caret in the file. */
async function diff(document: vscode.TextDocument, viewColumn?: vscode.ViewColumn): Promise<void> {
  const was = document.uri.with({ scheme: originalScheme });
  await run("vscode.diff", was, document.uri, "what AI did", { viewColumn, preview: false });
  assert.equal(vscode.window.activeTextEditor?.document, document);
}
