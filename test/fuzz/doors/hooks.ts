import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { hookInboxes } from "../../../src/agents/formats/hookInbox.ts";
import {
  connected,
  connectionOf,
  disconnected,
  type Hooks,
  type Receipt,
} from "../../../src/agents/hooks/hooksFile.ts";
import { append, consumed, inboxBytes, inboxFile, tidy } from "../../../src/agents/hooks/inbox.ts";
import { tell } from "../../../src/agents/hooks/payload.ts";
import { HooksProblem } from "../../../src/agents/hooks/problem.ts";
import { hookSources, lineMark, lineOf } from "../../../src/agents/hooks/record.ts";
import { hookTools } from "../../../src/agents/hooks/tools.ts";
import { examples } from "../../unit/agents/hooks/payloads.ts";
import { newSession } from "../../unit/agents/reading.ts";
import { door, type Door } from "../door.ts";
import { hostileValue } from "../hostile.ts";
import { asBytes, mutatedJson } from "../mutation.ts";
import { assertChange, assertParsed, assertPath } from "../wellFormed.ts";

const nowMs = 1_795_000_000_000;
const inputsOfHooks = examples.map(({ input }) => (typeof input === "string" ? input : JSON.stringify(input)));

/** What a tool gives its hook, what the hook keeps of it, and what is read of that. */
const payloads = door(
  "what tools give their hooks",
  30,
  () => fc.tuple(mutatedJson(inputsOfHooks, false), fc.constantFrom(...hookSources)),
  ([input, source]) => {
    const told = tell(input, source, nowMs);
    for (const record of told?.records ?? []) {
      assertPath(record.path);
      assertChange(record.change);
      const line = lineOf(record);
      assert.ok(!line.includes("\n") && line.includes(lineMark));
      const inbox = hookInboxes.find((format) => format.source === told?.source);
      const parsed = inbox?.parse(line, newSession()) ?? { edits: [], odd: 0 };
      assertParsed(parsed);
      assert.deepEqual(
        parsed.edits.map(({ path }) => path),
        [record.path],
      );
    }
  },
);

const program = { execPath: "/opt/an editor/code", script: "/home/u/review-debt-hook.cjs", inbox: "/home/u/inbox" };
const allHooks = hookTools.map((tool) => tool.hooks(program, "linux"));
const hookFiles = allHooks.flatMap((hooks) => {
  const other =
    '{\n\t"hooks": {\n\t\t"PostToolUse": [{"matcher": "*", "hooks": [{"command": "x"}]}],\n\t\t"stop": []\n\t}\n}\n';
  return [
    connected(undefined, hooks).text,
    other,
    connected(other, hooks).text,
    '{"version":1,"hooks":{}}',
    "\uFEFF{}",
  ];
});

/** A tool's file of hooks, which we change: everything that is not ours stays, byte for byte. */
const files = door(
  "tools' files of hooks",
  30,
  () =>
    fc.record({
      text: mutatedJson(hookFiles, false),
      hooks: fc.constantFrom(...allHooks),
      receipt: fc.option(fc.record({ sha256: fc.constant(""), insertions: fc.constant([]), isNewFile: fc.boolean() }), {
        nil: undefined,
      }),
    }),
  ({ text, hooks, receipt }) => {
    try {
      editHooks(text, hooks, receipt);
    } catch (error) {
      if (!(error instanceof HooksProblem)) throw error;
    }
  },
);

function editHooks(text: string, hooks: Hooks, receipt: Receipt | undefined): void {
  const before = connectionOf(text, hooks);
  const { text: after, receipt: own } = connected(text, hooks);
  assert.equal(connectionOf(after, hooks), "on");
  const taken = disconnected(after, hooks, own);
  if (before === "off" && !(taken === undefined && hooks.isOwnFile)) assert.equal(taken, text);
  const without = disconnected(after, hooks, receipt);
  if (without !== undefined) assert.equal(connectionOf(without, hooks), "off");
}

const inboxLines = [1, 2, 3].map((n) =>
  lineOf({ atMs: nowMs - n, by: "agent", path: `/w/${n}.ts`, change: { kind: "whole", before: undefined, text: "x" } }),
);

/** The folder that hooks write to, as anyone may have left it. */
const inbox: Door = {
  name: "the inbox's files",
  share: 3,
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), "review-debt-fuzz-"));
    const file = inboxFile(folder, "cursor");
    const take = (bytes: Buffer): void => {
      writeFileSync(file, bytes);
      append(folder, "cursor", [inboxLines[0] ?? ""], nowMs);
      tidy(file, nowMs);
      consumed(file, { inode: statSync(file).ino, bytes: statSync(file).size }, (path) => path === "/w/2.ts");
      const left = readFileSync(file);
      assert.ok(left.length <= inboxBytes + (inboxLines[0]?.length ?? 0) + 1, `${left.length} bytes`);
      assert.ok(left.includes(inboxLines[0] ?? ""), "the line that was added is gone");
    };
    mkdirSync(folder, { recursive: true });
    return {
      inputs: asBytes(mutatedJson([`${inboxLines.join("\n")}\n`], true)),
      take,
      [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

/** What hooks bring in. */
export const hookDoors: readonly Door[] = [
  payloads,
  door(
    "any value a hook is given",
    5,
    () => fc.tuple(hostileValue, fc.constantFrom(...hookSources)),
    ([value, source]) => {
      for (const { path } of tell(JSON.stringify(value) ?? "", source, nowMs)?.records ?? []) assertPath(path);
    },
  ),
  files,
  inbox,
];
