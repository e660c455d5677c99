import assert from "node:assert/strict";
import { basename } from "node:path";
import * as vscode from "vscode";
import { Clock } from "./clock.ts";
import { closeAll, openFile } from "./hands.ts";
import { type Census, censusAtRest } from "./hours/census.ts";
import { Work } from "./hours/work.ts";
import { releaseWindow, setWindow } from "./product.ts";

const files = 20;
const acts = 36;

const run = vscode.commands.executeCommand;

/** The short version of `test/soak/hours.soak.ts`, which measures memory, too. */
describe("a stretch of work in one window", () => {
  let clock: Clock;
  let names: string[];
  let work: Work;
  let atFirst: Census;

  before(async function () {
    this.timeout(300_000);
    for (const id of ["review-debt.review-debt", "review-debt-test.rdtest"])
      await vscode.extensions.getExtension(id)?.activate();
    await run("reviewDebt.deleteAllData", { confirmed: true });
    names = [];
    for (let i = 0; i < files; i++) names.push(await openTracked());
    await closeAll();
    clock = Clock.hold();
    setWindow({ focused: true, active: true });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    work = new Work({ folder, files: names, hasProduct: true });
    await work.beginWithEverything();
    atFirst = await censusAtRest();
  });

  after(() => {
    releaseWindow();
    clock.release();
  });

  it("leaves no timer, object, listener, thread or handle of ours behind", async function () {
    this.timeout(300_000);
    for (let i = 0; i < acts; i++) {
      await work.act();
      clock.pass(30);
    }
    assert.ok(work.opened > files / 2, `${work.opened} files were opened`);
    setWindow({ focused: false, active: true });
    clock.pass(1);
    assert.equal(clock.pending, 0, "timers of a second while the window is not focused");
    assert.deepEqual((await censusAtRest()).timers, [], "timers while the window is not focused");
    await work.goHome();
    const atLast = await censusAtRest();
    assert.ok(atLast.ours.size > 50, `${atLast.ours.size} classes of ours were found`);
    assert.deepEqual(atLast.timers, []);
    assert.deepEqual(
      [...atLast.ours].filter(([name, count]) => count > (atFirst.ours.get(name) ?? 0)),
      [],
    );
    assert.deepEqual(atLast.handles, atFirst.handles);
    assert.equal(atLast.threads, atFirst.threads);
    assert.ok(atLast.listeners <= atFirst.listeners, `${atFirst.listeners} listeners became ${atLast.listeners}`);
  });
});

/** A file of which all lines are AI's, for the user says so. Returns its name. */
async function openTracked(): Promise<string> {
  const { document, selection } = await openFile("one(1);\ntwo(2);\nthree(3);\n\nfour(4);");
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new vscode.Selection(new vscode.Position(0, 0), selection.active);
  await run("reviewDebt.markAsAi");
  await document.save();
  return basename(document.uri.path);
}
