import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hookInboxes } from "../../../../src/agents/formats/hookInbox.ts";
import type { Calls } from "../../../../src/agents/format.ts";
import { cmdCommand, posixCommand, windowsBashCommand } from "../../../../src/agents/hooks/commandLine.ts";
import type { HookSource } from "../../../../src/agents/hooks/record.ts";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import { examples } from "./payloads.ts";
import { Program, ran } from "./program.ts";

const silent = { code: 0, output: "" };
const noCalls: Calls = { set: () => undefined, take: () => undefined };

/** What the reader makes of an inbox. */
function editsIn(inbox: string): AiEdit[] {
  if (!existsSync(inbox)) return [];
  return readdirSync(inbox).flatMap((name) => {
    const format = hookInboxes.find((found) => found.isRecord(name));
    assert.ok(format !== undefined, `nobody reads ${name}`);
    const lines = readFileSync(join(inbox, name), "utf8").split("\n");
    assert.equal(lines.pop(), "", "the last line is complete");
    return lines.flatMap((line) => {
      assert.ok(format.wanted.some((bytes) => line.includes(bytes)));
      const { edits, odd } = format.parse(line, { cwd: undefined, calls: noCalls });
      assert.equal(odd, 0);
      return edits;
    });
  });
}

describe("the hook program", () => {
  const program = new Program();

  before(() => program.bundle());
  after(() => program.remove());

  for (const [index, { name, runBy, source, input, edits }] of examples.entries()) {
    it(`makes the right edits of ${name}, and keeps nothing else`, async () => {
      const inbox = join(program.folder, `example ${index}`);
      const startMs = Date.now();
      const text = typeof input === "string" ? input : JSON.stringify(input);
      assert.deepEqual(await program.run(runBy, inbox, text), silent);
      const found = editsIn(inbox);
      assert.equal(found.length, edits.length);
      for (const [at, expected] of edits.entries()) {
        const edit = found[at]!;
        assert.deepEqual({ ...edit, ...expected }, edit);
        assert.ok(edit.id.startsWith(`${source ?? runBy}:`));
        assert.equal(edit.confidence, "reported");
        assert.ok(edit.atMs >= startMs && edit.atMs <= Date.now());
      }
      if (edits.length === 0) assert.ok(!existsSync(inbox), "nothing is made for nothing");
      else {
        assert.ok(!readFileSync(join(inbox, `${source ?? runBy}.jsonl`), "utf8").includes("CANARY"));
        assert.equal(statSync(inbox).mode & 0o777, 0o700);
        assert.equal(statSync(join(inbox, `${source ?? runBy}.jsonl`)).mode & 0o777, 0o600);
      }
    });
  }

  it("says nothing and succeeds when it is called wrongly, told too much, or may not write", async () => {
    const input = JSON.stringify(examples[0]?.input);
    const inbox = join(program.folder, "unused");
    assert.deepEqual(await ran(process.execPath, [program.script], input), silent);
    assert.deepEqual(await program.run("../../escape", inbox, input), silent);
    assert.deepEqual(await program.run("cursor", inbox, input.padEnd(8 * 1024 * 1024 + 1)), silent);
    assert.deepEqual(await program.run("cursor", inbox, Buffer.from([0xff, 0xfe, 0x00])), silent);
    assert.ok(!existsSync(inbox));
    writeFileSync(inbox, "a file");
    assert.deepEqual(await program.run("cursor", inbox, input), silent);
    assert.equal(readFileSync(inbox, "utf8"), "a file");
  });

  it("does not follow a link that somebody put in place of an inbox", async () => {
    const inbox = join(program.folder, "linked");
    const target = join(program.folder, "target");
    mkdirSync(inbox);
    writeFileSync(target, "theirs");
    symlinkSync(target, join(inbox, "cursor.jsonl"));
    assert.deepEqual(await program.run("cursor", inbox, JSON.stringify(examples[0]?.input)), silent);
    assert.equal(readFileSync(target, "utf8"), "theirs");
  });

  it("tells an edit once when a hook runs twice at once", async () => {
    const inbox = join(program.folder, "twice");
    const edit = examples.find(({ name }) => name === "an edit by Claude Code")!;
    await Promise.all([1, 2].map(() => program.run("claudeCode", inbox, JSON.stringify(edit.input))));
    assert.deepEqual(new Set(editsIn(inbox).map(({ id }) => id)), new Set(["claudeCode:toolu_Edit"]));
  });

  for (const awkward of ["plain", "with space", "it's", 'a "quoted" one', "$HOME `id` \\ ; & | * #", "ünïcödé", "-n"]) {
    it(`runs by its command line in sh from a folder named ${awkward}`, async () => {
      const folder = join(program.folder, "lines", awkward);
      mkdirSync(folder, { recursive: true });
      const script = join(folder, "review-debt-hook.cjs");
      const execPath = join(folder, "node");
      writeFileSync(script, readFileSync(program.script));
      symlinkSync(process.execPath, execPath);
      const line = posixCommand({ execPath, script, inbox: join(folder, "in box") }, "cursor");
      assert.ok(line.text.includes(line.mark));
      const input = JSON.stringify(examples[0]?.input);
      assert.deepEqual(await ran("sh", ["-c", line.text], input), silent);
      assert.equal(editsIn(join(folder, "in box")).length, 1);
      const gone = posixCommand({ execPath: join(folder, "gone"), script, inbox: join(folder, "in box") }, "cursor");
      assert.deepEqual(await ran("sh", ["-c", gone.text], input), silent, "the editor was removed");
      assert.equal(gone.mark, line.mark);
    });
  }

  it("has a command line for the shells of Windows", () => {
    const place = String.raw`C:\Users\Jo Doe\hooks`;
    const paths = {
      execPath: String.raw`C:\Program Files\Code\Code.exe`,
      script: String.raw`${place}\review-debt-hook.cjs`,
      inbox: String.raw`${place}\inbox`,
    };
    assert.equal(
      cmdCommand(paths, "cursor").text,
      String.raw`cmd /d /s /c "set "ELECTRON_RUN_AS_NODE=1"&& "C:\Program Files\Code\Code.exe" "C:\Users\Jo Doe\hooks\review-debt-hook.cjs" cursor "C:\Users\Jo Doe\hooks\inbox" 2>nul || ver>nul"`,
    );
    assert.equal(
      windowsBashCommand(paths, "claudeCode").text,
      "ELECTRON_RUN_AS_NODE=1 'C:/Program Files/Code/Code.exe' 'C:/Users/Jo Doe/hooks/review-debt-hook.cjs' claudeCode 'C:/Users/Jo Doe/hooks/inbox' 2>/dev/null || :",
    );
  });
});

describe("the reader of an inbox", () => {
  const [cursor] = hookInboxes;

  it("knows the line of each tool by the name of its file", () => {
    const sources: HookSource[] = ["cursor", "claudeCode", "copilotCli", "windsurf"];
    assert.deepEqual(hookInboxes.map(({ source }) => source).toSorted(), sources.toSorted());
    for (const format of hookInboxes) {
      assert.deepEqual(
        sources.filter((source) => format.isRecord(`${source}.jsonl`)),
        [format.source],
      );
      assert.ok(!format.isRecord(`${format.source}.jsonl.0a1b.taken`));
      const surroundings = {
        home: "/h",
        platform: "linux",
        env: {},
        userFolder: undefined,
        workspaceStorage: undefined,
      };
      assert.deepEqual(format.roots(surroundings), []);
      assert.deepEqual(format.roots({ ...surroundings, inbox: "/s/inbox" }), ["/s/inbox"]);
    }
  });

  it("passes over what is no line of ours and counts what it does not understand", () => {
    const parse = (line: string): object => cursor!.parse(line, { cwd: undefined, calls: noCalls });
    for (const line of ["", "{", "null", "7", '{"a":1}', '{"reviewDebtHook":2}']) {
      assert.deepEqual(parse(line), { edits: [], odd: 0 }, line);
    }
    const good = { reviewDebtHook: 1, atMs: 1, by: "agent", path: "/a", change: { kind: "delete" } };
    assert.deepEqual(parse(JSON.stringify({ ...good, path: "relative" })), { edits: [], odd: 1 });
    assert.deepEqual(parse(JSON.stringify({ ...good, change: { kind: "later" } })), { edits: [], odd: 1 });
    assert.deepEqual(parse(JSON.stringify({ ...good, change: { kind: "pieces", pieces: [{ oldText: 1 }] } })), {
      edits: [],
      odd: 1,
    });
    assert.deepEqual(parse(JSON.stringify({ ...good, atMs: null })), { edits: [], odd: 1 });
  });
});
