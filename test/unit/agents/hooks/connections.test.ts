import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HookConnections } from "../../../../src/agents/hooks/connections.ts";
import { empty } from "../../../../src/agents/hooks/inbox.ts";
import { HooksProblem } from "../../../../src/agents/hooks/problem.ts";
import type { HookTool } from "../../../../src/agents/hooks/tools.ts";

describe("connecting tools", () => {
  let base: string;
  let storage: string;
  let connections: HookConnections;

  function made(shipped = "shipped"): HookConnections {
    writeFileSync(join(base, "hookworker.cjs"), shipped);
    const surroundings = { home: join(base, "home"), platform: "linux", env: {} };
    return new HookConnections({ surroundings, storage, execPath: "/opt/node", shipped: join(base, "hookworker.cjs") });
  }

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "review-debt-connect-"));
    storage = join(base, "storage");
    connections = made();
  });

  afterEach(() => rmSync(base, { recursive: true, force: true }));

  function tool(name: string): { tool: HookTool; file: string } {
    return connections.tools().find((found) => found.tool.name === name)!;
  }

  function connect(name: string): void {
    connections.apply(connections.propose(tool(name).tool, "connect"));
  }

  function disconnect(name: string): void {
    connections.apply(connections.propose(tool(name).tool, "disconnect"));
  }

  function refuses(name: string, kind: HooksProblem["kind"]): void {
    const isKind = (error: unknown): boolean => error instanceof HooksProblem && error.kind === kind;
    assert.throws(() => connect(name), isKind);
    assert.ok(!existsSync(join(storage, "hooks")), "nothing is left behind");
  }

  function stateOf(name: string): string | undefined {
    return connections.tools().find((found) => found.tool.name === name)?.connection;
  }

  it("makes each tool's file, and takes all away again", () => {
    const names = connections.tools().map((found) => found.tool.name);
    assert.deepEqual(names, ["Cursor", "Claude Code", "GitHub Copilot CLI", "Windsurf"]);
    for (const name of names) {
      assert.equal(stateOf(name), "off");
      connect(name);
      assert.equal(stateOf(name), "on");
      connect(name);
    }
    assert.equal(readFileSync(join(storage, "hooks", "review-debt-hook.cjs"), "utf8"), "shipped");
    assert.equal(statSync(join(storage, "hooks")).mode & 0o777, 0o700);
    for (const name of names) {
      disconnect(name);
      assert.equal(stateOf(name), "off");
      assert.ok(!existsSync(tool(name).file));
    }
    assert.deepEqual(readdirSync(storage), []);
  });

  it("gives a file back to the byte, with its mode, also when it was connected twice", () => {
    const { file } = tool("Claude Code");
    mkdirSync(dirname(file), { recursive: true });
    const text = '{ "env" : {"A":"b"},"hooks":{} }';
    writeFileSync(file, text);
    chmodSync(file, 0o640);
    connect("Claude Code");
    connect("Claude Code");
    connections = made("newer");
    connections.refresh(false);
    assert.equal(readFileSync(join(storage, "hooks", "review-debt-hook.cjs"), "utf8"), "newer");
    disconnect("Claude Code");
    assert.equal(readFileSync(file, "utf8"), text);
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(dirname(file)), ["settings.json"]);
    connections.refresh(true);
    assert.deepEqual(readdirSync(storage), []);
  });

  it("leaves a linked, locked, unreadable or commented file alone", () => {
    const { file } = tool("Cursor");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.real`, "{}");
    symlinkSync(`${file}.real`, file);
    refuses("Cursor", "symbolicLink");
    rmSync(file);
    writeFileSync(file, "{}");
    chmodSync(file, 0o444);
    refuses("Cursor", "notWritable");
    rmSync(file);
    writeFileSync(file, Buffer.from([0x7b, 0xff, 0x7d]));
    refuses("Cursor", "notReadable");
    rmSync(file);
    mkdirSync(file);
    refuses("Cursor", "notReadable");
    rmSync(file, { recursive: true });
    writeFileSync(file, "{} // mine");
    refuses("Cursor", "notPlainJson");
    assert.equal(readFileSync(file, "utf8"), "{} // mine");
    rmSync(dirname(file), { recursive: true });
    writeFileSync(dirname(file), "no folder");
    refuses("Cursor", "notReadable");
  });

  it("lets hooks keep nothing while paused", () => {
    connect("Cursor");
    mkdirSync(connections.inbox);
    const file = join(connections.inbox, "cursor.jsonl");
    writeFileSync(file, "told before");
    connections.refresh(true);
    assert.deepEqual(readdirSync(connections.inbox), ["paused"]);
    connections.refresh(false);
    assert.deepEqual(readdirSync(connections.inbox), []);
    writeFileSync(file, "told since");
    empty(connections.inbox);
    assert.deepEqual(readdirSync(connections.inbox), []);
  });

  it("leaves a file alone that changed after it was shown", () => {
    const { tool: cursor, file } = tool("Cursor");
    const proposal = connections.propose(cursor, "connect");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "{}");
    assert.throws(() => connections.apply(proposal), /changedMeanwhile/);
    assert.equal(readFileSync(file, "utf8"), "{}");
  });
});
