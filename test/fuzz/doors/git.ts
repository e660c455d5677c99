import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { contentHash, HashedText, murmur3 } from "../../../src/agents/git/contentHash.ts";
import { editsFromGit } from "../../../src/agents/git/edits.ts";
import { readHeads } from "../../../src/agents/git/heads.ts";
import { filesOfNote, linesByTool } from "../../../src/agents/git/note.ts";
import { linesOfCells } from "../../../src/agents/git/notebook.ts";
import { toolsOfSessions } from "../../../src/agents/git/noteTools.ts";
import { productNamed } from "../../../src/agents/git/products.ts";
import { surroundingsOf } from "../../../src/agents/git/surroundings.ts";
import { filesOfTrace } from "../../../src/agents/git/traceRow.ts";
import { editsFromTraces } from "../../../src/agents/git/traces.ts";
import { assistantOf, hintFor } from "../../../src/agents/git/trailers.ts";
import { isInside } from "../../../src/agents/read/paths.ts";
import { Hasher } from "../../../src/core/text/hash.ts";
import { splitLines } from "../../../src/core/text/lines.ts";
import { door, type Door, type Samples } from "../door.ts";
import { hostileText } from "../hostile.ts";
import { asBytes, mutatedJson, mutatedText } from "../mutation.ts";
import { assertEdit, assertMoment, assertRanges } from "../wellFormed.ts";

const text = "const a = 1;\nconst b = 2;\n\nexport function f() {\n  return a + b;\n}\n";
const commit = "0123456789abcdef0123456789abcdef01234567";
const blob = "89abcdef0123456789abcdef0123456789abcdef";

const note = `src/a.ts
  0123456789abcdef::t_0123456789abcd 1-2,4
  s_0123456789abcd 5
  h_0123456789abcd 3
"with space.ts"
  0123456789abcdef 1,3-4
---
${JSON.stringify({ schema_version: "authorship/3.0.0", sessions: { s_0123456789abcd: { agent_id: { tool: "claude", id: "x" } } }, prompts: { "0123456789abcdef": { agent_id: { tool: "codex" }, messages: [{ text: "CANARY" }] } } }, undefined, 1)}`;

const hash = `murmur3:${murmur3(Buffer.from(splitLines(text).slice(0, 2).join("\n")))}`;
const traces = [
  JSON.stringify({
    version: "0.1.0",
    id: "550e8400-e29b-41d4-a716-446655440000",
    timestamp: "2026-01-23T14:30:00Z",
    tool: { name: "cursor", version: "2.4.0" },
    files: [
      {
        path: "src/a.ts",
        conversations: [
          {
            contributor: { type: "ai", model_id: "anthropic/x" },
            ranges: [
              { start_line: 1, end_line: 2, content_hash: hash },
              { start_line: 9, end_line: 10, content_hash: hash, contributor: { type: "human" } },
            ],
          },
        ],
      },
    ],
  }),
  JSON.stringify({
    timestamp: "2026-01-23T14:30:00Z",
    file_path: "/w/src/a.ts",
    start_line: 1,
    end_line: 2,
    content_hash: hash,
    tool_use_id: "toolu_1",
  }),
];

const messages = [
  "Add a\n\nCo-Authored-By: Claude <noreply@anthropic.com>\nAssisted-by: GitHub Copilot v1",
  "🤖 Generated with [Claude Code](https://x)\nClaude-Session: 1",
  "Fix\n\nCo-authored-by: Cursor <cursoragent@cursor.com>",
];

const notebooks = ['{"cells":[{"cell_type":"code","source":["a = 1\\n","b = 2"]},{"source":"text"}],"nbformat":4}'];

const realNotes = (samples: Samples): readonly string[] => samples.get("git-ai-notes") ?? [];
const realTraces = (samples: Samples): readonly string[] => samples.get("agent-trace") ?? [];

/** What git puts out for each of its commands, as a well-behaved one does. */
const answers: Readonly<Record<string, string>> = {
  "rev-parse": "{top}\n{top}/.git\n",
  HEAD: `${commit}\n`,
  notes: `${blob} ${commit}\n`,
  "rev-list": `1790000000 ${commit}\n`,
  check: `${blob} blob ${Buffer.byteLength(note)}\n${blob} blob ${Buffer.byteLength(text)}\n`,
  batch: `${blob} blob ${Buffer.byteLength(note)}\n${note}\n${blob} blob ${Buffer.byteLength(text)}\n${text}\n`,
  "check-ignore": "./src/a.ts\0",
  grep: "src/a.ts\0name\nb.ts\0other\n",
  config: "core.fsmonitor\0filter.x.clean\0",
  blame: `${commit} 1 1 1\nauthor Dev\n`,
  log: `2026-05-03\0Dev\0dev@example.com\0${messages[0]}`,
};

/** Says what stands in the file that is named after its command. */
const fakeGit = `#!/bin/sh
name=none
for word do
  case $word in
    rev-parse|notes|rev-list|check-ignore|grep|config|blame|log) name=$word ;;
    --batch-check) name=check ;;
    --batch) name=batch ;;
    'HEAD^{commit}') name=HEAD ;;
  esac
done
cat > /dev/null
exec cat "$REVIEW_DEBT_FUZZ_ANSWERS/$name"
`;

/** A program named git that says anything at all, in the place of the real one. */
const output: Door = {
  name: "what git puts out",
  share: 1,
  open: () => {
    const root = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-fuzz-")));
    const [bin, said, top] = ["bin", "answers", "top"].map((name) => join(root, name)) as [string, string, string];
    for (const folder of [bin, said, join(top, ".git"), join(top, "src")]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(bin, "git"), fakeGit);
    chmodSync(join(bin, "git"), 0o755);
    const file = join(top, "src", "a.ts");
    writeFileSync(file, text);
    const before = process.env["PATH"];
    process.env["PATH"] = `${bin}${delimiter}${before}`;
    process.env["REVIEW_DEBT_FUZZ_ANSWERS"] = said;
    const hasher = new Hasher(new Uint8Array(16));
    const { signal } = new AbortController();
    const take = async (told: Readonly<Record<string, Buffer>>): Promise<void> => {
      for (const [name, bytes] of Object.entries(told)) writeFileSync(join(said, name), bytes);
      for (const edit of await editsFromGit({ folders: [top] }, 0, ["gitNote"])) {
        assertEdit(edit);
        assert.ok(edit.channel === "gitNote");
      }
      const asked = [file, join(top, "b.ipynb")].map((path) => ({
        path,
        isNotebook: path.endsWith("b"),
        knownOf: undefined,
        isKnownIgnored: false,
      }));
      await readHeads(asked, hasher, signal, (files) => {
        for (const { path, commit: name, text: held } of files) {
          assert.ok(asked.some((one) => one.path === path));
          assert.ok(name === undefined || /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(name));
          if (held?.kind === "hashes") assert.ok(held.hashes.every(Number.isSafeInteger));
        }
      });
      const around = await surroundingsOf(file, ["name", "other"], signal);
      for (const name of around?.newNames ?? []) assert.ok(["name", "other"].includes(name));
      const hint = await hintFor(file, 0);
      assert.ok(hint === undefined || /^\d{4}-\d\d-\d\d$/.test(hint.day));
    };
    const one = (name: string): fc.Arbitrary<Buffer> => {
      const usual = (answers[name] ?? "").replaceAll("{top}", top);
      return fc.oneof(
        { weight: 2, arbitrary: fc.constant(Buffer.from(usual)) },
        { weight: 1, arbitrary: asBytes(mutatedText([usual])) },
      );
    };
    const inputs = fc.record(Object.fromEntries(Object.keys(answers).map((name) => [name, one(name)])));
    return {
      inputs,
      take,
      [Symbol.dispose]: () => {
        process.env["PATH"] = before;
        delete process.env["REVIEW_DEBT_FUZZ_ANSWERS"];
        rmSync(root, { recursive: true, force: true });
      },
    };
  },
};

/** A folder with traces that name any path, in which and beside which there is something to read. */
const traced: Door = {
  name: "a folder's Agent Trace and the files it names",
  share: 3,
  open: (samples) => {
    const root = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-fuzz-")));
    const folder = join(root, "folder");
    for (const name of [".agent-trace", "src"]) mkdirSync(join(folder, name), { recursive: true });
    for (const path of [join(folder, "src", "a.ts"), join(root, "a.ts")]) writeFileSync(path, text);
    const rows = traces.map((row) => row.replaceAll("/w/", `${folder}/`)).join("\n");
    return {
      inputs: asBytes(mutatedJson([rows, rows.replaceAll("src/a.ts", "../a.ts"), ...realTraces(samples)], true)),
      take: (bytes: Buffer) => {
        writeFileSync(join(folder, ".agent-trace", "traces.jsonl"), bytes);
        for (const edit of editsFromTraces(folder)) {
          assertEdit(edit);
          assert.ok(isInside(edit.path, folder), edit.path);
          assert.ok(edit.change.kind === "lines" && edit.change.text === text);
        }
      },
      [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
    };
  },
};

/** What repositories bring in besides files. */
export const gitDoors: readonly Door[] = [
  door(
    "Git AI notes",
    40,
    (samples) => fc.tuple(asBytes(mutatedText([note, ...realNotes(samples)])), fc.nat(400)),
    ([bytes, lineCount]) => {
      for (const { path, claims } of filesOfNote(bytes)) {
        assert.ok(path !== "" && !path.split("/").some((name) => name === ".." || name === ""), path);
        for (const { tool } of claims) assert.ok(tool === undefined || tool !== "");
        for (const ranges of linesByTool(claims, lineCount).values()) assertRanges(ranges, lineCount);
      }
      for (const [session, tool] of toolsOfSessions(bytes)) {
        assert.match(session, /^[0-9a-z_]+$/);
        assert.ok(tool.length <= 80);
        const product = productNamed(tool);
        assert.ok(product === undefined || /^[A-Z]/.test(product));
      }
    },
  ),
  door(
    "rows of Agent Trace",
    40,
    (samples) =>
      fc.tuple(
        mutatedJson([...traces, ...realTraces(samples).flatMap((file) => file.split("\n"))], false),
        mutatedText([text]),
      ),
    ([row, content]) => {
      const hashed = new HashedText(content);
      const lineCount = splitLines(content).length;
      const budget = { bytes: 4 * 1024 * 1024 };
      for (const { id, tool, atMs, path, ranges } of filesOfTrace(row)) {
        assert.match(id, /^[\w-]{1,64}$/);
        assert.ok(tool !== "" && typeof path === "string");
        assertMoment(atMs);
        for (const range of ranges) {
          assert.ok(Number.isSafeInteger(range.start) && range.start >= 0 && range.end > range.start);
          const place = hashed.find(range, range.hash, budget);
          if (place !== undefined) assertRanges([place], lineCount);
        }
      }
    },
  ),
  door(
    "content hashes",
    10,
    () => mutatedText([hash, `sha256:${"a".repeat(64)}`, `murmur3:${"0".repeat(32)}`]),
    (said) => {
      const found = contentHash(said);
      if (found !== undefined) assert.match(found.digits, /^[0-9a-f]{8,64}$/);
    },
  ),
  door(
    "authors and messages of commits",
    20,
    () =>
      fc.tuple(
        fc.oneof(hostileText, mutatedText(["Copilot", "devin-ai-integration[bot]"])),
        hostileText,
        mutatedText(messages),
      ),
    ([authorName, authorEmail, message]) => {
      const tool = assistantOf({ authorName, authorEmail, message });
      assert.ok(tool === undefined || /^[A-Z][\w ]+$/.test(tool), tool);
    },
  ),
  door(
    "notebooks",
    20,
    () => mutatedJson(notebooks, false),
    (json) => {
      for (const line of linesOfCells(json)) assert.ok(!/[\r\n]/.test(line));
    },
  ),
  traced,
  // A script by that name is no program on Windows.
  ...(process.platform === "win32" ? [] : [output]),
];
