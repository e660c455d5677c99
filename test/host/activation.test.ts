import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { accept, closeAll, openFile } from "./hands.ts";
import { trackedLines } from "./tracked.ts";

/** The commands of DESIGN §8, and those for what it does not name: agents, the walk, what rests. */
const commands = [
  "next",
  "previous",
  "limitWalk",
  "clearLimit",
  "markReviewed",
  "markFileReviewed",
  "reopen",
  "checklist",
  "dismiss",
  "showDismissed",
  "archive",
  "startFromHere",
  "markAsAi",
  "markAsMine",
  "explain",
  "showQueue",
  "showWeek",
  "openWeekAsText",
  "saveWeek",
  "showMenu",
  "showSources",
  "importAgentHistory",
  "stopLookingBack",
  "connectAgentHooks",
  "disconnectAgentHooks",
  "exportData",
  "showStoredData",
  "deleteAllData",
  "pause",
  "pauseUntilTomorrow",
  "resume",
].map((name) => `reviewDebt.${name}`);

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe("the extension's start", () => {
  const id = "review-debt.review-debt";
  let logs: string;
  /** The extension host's own log, whose name says where it runs. */
  let hostLog: string;

  before(async () => {
    const provider = vscode.extensions.getExtension<{ readonly logFolder: string }>("review-debt-test.rdtest");
    assert.ok(provider);
    logs = dirname((await provider.activate()).logFolder);
    hostLog = ["remoteexthost.log", "exthost.log"].find((name) => existsSync(join(logs, name))) ?? "";
  });

  it("happens by itself, after the editor has started", async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    assert.deepEqual((extension.packageJSON as Manifest).activationEvents, [
      "onStartupFinished",
      "onCommand:reviewDebt.didAccept",
    ]);
    while (!extension.isActive) await new Promise((resolve) => setImmediate(resolve));
    const log = readFileSync(join(logs, hostLog), "utf8");
    assert.match(
      log,
      /_doActivateExtension review-debt\.review-debt, startup: \w+, activationEvent: 'onStartupFinished'/,
    );
  });

  it("registers every command, and declares them all", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commands.filter((command) => !registered.has(command)),
      [],
    );
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    const { contributes } = extension.packageJSON as Manifest;
    assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), commands.toSorted());
  });

  it("asks nothing when commands are called with arguments", async () => {
    const editor = await openFile("");
    await accept(editor, "one(1);");
    await vscode.commands.executeCommand("reviewDebt.dismiss", { reason: "generated" });
    await vscode.commands.executeCommand("reviewDebt.reopen");
    await vscode.commands.executeCommand("reviewDebt.markFileReviewed", editor.document.uri);
    assert.deepEqual(await trackedLines(editor.document), ["one(1);"]);
    await vscode.commands.executeCommand("reviewDebt.deleteAllData", { confirmed: true });
    assert.deepEqual(await trackedLines(editor.document), []);
    await closeAll();
  });

  it("stops looking back when told to, and can look back again", async () => {
    const nothing = { files: 0, edits: 0, lines: 0 };
    const stopped = vscode.commands.executeCommand("reviewDebt.importAgentHistory", { days: 30 });
    await vscode.commands.executeCommand("reviewDebt.stopLookingBack");
    assert.deepEqual(await stopped, nothing);
    assert.deepEqual(await vscode.commands.executeCommand("reviewDebt.importAgentHistory", { days: 1 }), nothing);
  });

  it("leaves no error in a log", () => {
    assert.notEqual(hostLog, "");
    const errors = globSync([hostLog, `${id}/*.log`], { cwd: logs })
      .flatMap((file) => readFileSync(join(logs, file), "utf8").split("\n"))
      .filter((line) => line.includes("[error]") && /review-?debt/i.test(line) && !line.includes("host-tests"));
    assert.deepEqual(errors, []);
    const own = globSync(`${id}/*.log`, { cwd: logs }).map((file) => readFileSync(join(logs, file), "utf8"));
    assert.ok(!own.join("\n").includes("[error]"), own.join("\n"));
  });
});
