import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { murmur3 } from "../../../../src/agents/git/contentHash.ts";
import { murmur128 } from "../../../../src/agents/git/murmur128.ts";
import { filesOfTrace } from "../../../../src/agents/git/traceRow.ts";
import { editsFromTraces } from "../../../../src/agents/git/traces.ts";

const timestamp = "2026-05-03T12:00:00Z";
const atMs = Date.parse(timestamp);

/** A folder with traces. */
class Folder implements Disposable {
  readonly path = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-trace-")));

  write(path: string, content: string | Buffer): string {
    const full = join(this.path, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  }

  trace(...rows: readonly unknown[]): void {
    this.write(".agent-trace/traces.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }

  /** Each edit's file and lines, below the folder. */
  lines(): unknown {
    return editsFromTraces(this.path).map(({ path, change }) => {
      assert.ok(change.kind === "lines");
      return [path.slice(this.path.length + 1), ...change.written.map(({ start, end }) => `${start}-${end}`)];
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const murmur = (text: string): string => `murmur3:${murmur3(Buffer.from(text))}`;
const sha = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

interface Range {
  readonly start_line: number;
  readonly end_line: number;
  readonly content_hash?: string;
  readonly contributor?: unknown;
}

function row(path: string, ranges: readonly Range[], contributor: unknown = { type: "ai", model_id: "a/b" }): object {
  return {
    version: "0.1.0",
    id: "00000000-0000-4000-8000-000000000001",
    timestamp,
    vcs: { type: "git", revision: "CANARY-trace-revision" },
    tool: { name: "cursor", version: "2.4.0" },
    files: [{ path, conversations: [{ url: "https://example.com/CANARY-trace-url", contributor, ranges }] }],
    metadata: { prompt: "CANARY-trace-prompt" },
  };
}

function flat(path: string, text: string, start: number, end: number): object {
  return {
    schema: "agent-trace/v0.1.0",
    session_id: "CANARY-trace-session",
    file_path: path,
    start_line: start,
    end_line: end,
    content_hash: murmur(text),
    tool: "Edit",
    tool_use_id: "toolu_CANARY-trace-call",
    timestamp,
  };
}

describe("Agent Trace", () => {
  it("hashes as MurmurHash3 does", () => {
    // Published values for seed 0.
    assert.equal(murmur3(Buffer.from("")), "00000000");
    assert.equal(murmur3(Buffer.from("test")), "ba6bd213");
    assert.equal(murmur3(Buffer.from("Hello, world!")), "c0363e43");
    assert.equal(murmur3(Buffer.from("The quick brown fox jumps over the lazy dog")), "2e4ff723");
  });

  it("hashes as MurmurHash3 of 128 bits does", () => {
    // Published values for seed 0, and the two halves as mmh3 prints them.
    const published = {
      "": ["0000000000000000", "0000000000000000"],
      hello: ["cbd8a7b341bd9b02", "5b1e906a48ae1d19"],
      "hello, world": ["342fac623a5ebc8e", "4cdcbc079642414d"],
      "The quick brown fox jumps over the lazy dog": ["e34bbc7bbc071b6c", "7a433ca9c49a9347"],
    };
    for (const [text, halves] of Object.entries(published)) assert.deepEqual(murmur128(Buffer.from(text)), halves);
    for (let length = 0; length < 40; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => i * 37 + 200);
      const moved = new Uint8Array([9, ...bytes, 9]).subarray(1, length + 1);
      assert.deepEqual(murmur128(moved), murmur128(bytes), "it does not matter where the bytes are");
    }
  });

  it("knows the long hash as hooks write it, and half by half", () => {
    using folder = new Folder();
    folder.write("a.ts", "zero();\none();\ntwo();\n");
    for (const text of ["one();\ntwo();", "one();\ntwo();\n"]) {
      const [first, second] = murmur128(Buffer.from(text));
      for (const digits of [second + first, first + second, (second + first).toUpperCase()]) {
        folder.trace(row("a.ts", [{ start_line: 1, end_line: 2, content_hash: `murmur3:${digits}` }]));
        assert.deepEqual(folder.lines(), [["a.ts", "1-3"]]);
      }
    }
  });

  it("tells the lines whose hash matches, over the file as it is", () => {
    using folder = new Folder();
    const text = "const a = 1;\nconst b = 2;\nconst c = 3;\n";
    const path = folder.write("src/a.ts", text);
    folder.trace(
      row("src/a.ts", [
        { start_line: 2, end_line: 3, content_hash: murmur("const b = 2;\nconst c = 3;\n") },
        { start_line: 1, end_line: 1, content_hash: murmur("const other = 1;") },
      ]),
    );
    const edits = editsFromTraces(folder.path);
    assert.deepEqual(edits, [
      {
        id: "agentTrace:00000000-0000-4000-8000-000000000001:src/a.ts",
        tool: "Cursor",
        channel: "agentTrace",
        confidence: "reported",
        atMs,
        path,
        change: { kind: "lines", text, written: [{ start: 1, end: 3 }] },
      },
    ]);
    assert.doesNotMatch(JSON.stringify(edits), /CANARY/);
  });

  it("keeps no name that is not a known product's", () => {
    const ranges = [{ start_line: 1, end_line: 1, content_hash: murmur("one") }];
    const named = (name: unknown): unknown =>
      filesOfTrace(JSON.stringify({ ...row("a.ts", ranges), tool: { name } })).map(({ tool }) => tool);
    assert.deepEqual(named("Claude_Code"), ["Claude Code"]);
    for (const name of ["CANARY-trace-tool", "Ada Lovelace", "constructor", "", 1, undefined]) {
      assert.deepEqual(named(name), ["AI (Agent Trace)"]);
    }
  });

  it("finds lines that moved, the nearest ones", () => {
    using folder = new Folder();
    folder.write("a.ts", "same();\n\n\nsame();\none();\ntwo();\n");
    folder.trace(
      row("a.ts", [
        { start_line: 1, end_line: 2, content_hash: sha("one();\ntwo();") },
        { start_line: 3, end_line: 3, content_hash: murmur("same();") },
      ]),
    );
    assert.deepEqual(folder.lines(), [["a.ts", "3-6"]]);
  });

  it("looks for lines without a word only at their place", () => {
    using folder = new Folder();
    folder.write("a.ts", "a\n}\nb\n}\n");
    folder.trace(row("a.ts", [{ start_line: 2, end_line: 2, content_hash: murmur("}") }]));
    assert.deepEqual(folder.lines(), [["a.ts", "1-2"]]);
    folder.trace(row("a.ts", [{ start_line: 1, end_line: 1, content_hash: murmur("}") }]));
    assert.deepEqual(folder.lines(), []);
  });

  it("knows lines by their own line ends and by plain ones", () => {
    using folder = new Folder();
    folder.write("a.ts", "one\r\ntwo\r\nthree\r\n");
    for (const text of ["one\r\ntwo\r\n", "one\r\ntwo", "one\ntwo\n", "one\ntwo"]) {
      folder.trace(row("a.ts", [{ start_line: 1, end_line: 2, content_hash: murmur(text) }]));
      assert.deepEqual(folder.lines(), [["a.ts", "0-2"]]);
    }
  });

  it("believes no range without a hash of a known form", () => {
    using folder = new Folder();
    folder.write("a.ts", "one\n");
    const hashes = [
      undefined,
      "",
      "murmur3:",
      "md5:0123",
      `murmur3:${"0".repeat(16)}`,
      `murmur3:${"0".repeat(32)}`,
      murmur("one").slice(8),
      "sha256:00",
    ];
    for (const content_hash of hashes) {
      folder.trace(
        row("a.ts", [{ start_line: 1, end_line: 1, ...(content_hash === undefined ? {} : { content_hash }) }]),
      );
      assert.deepEqual(folder.lines(), [], content_hash);
    }
  });

  it("counts only what AI wrote; a range may say other than its conversation", () => {
    using folder = new Folder();
    folder.write("a.ts", "one\n");
    const range = { start_line: 1, end_line: 1, content_hash: murmur("one") };
    for (const type of ["human", "unknown", "mixed", 5, ""]) {
      folder.trace(row("a.ts", [range], { type }));
      assert.deepEqual(folder.lines(), []);
      folder.trace(row("a.ts", [{ ...range, contributor: { type } }]));
      assert.deepEqual(folder.lines(), []);
    }
    folder.trace(row("a.ts", [{ ...range, contributor: { type: "ai" } }], { type: "human" }));
    assert.deepEqual(folder.lines(), [["a.ts", "0-1"]]);
  });

  it("understands flat rows, absolute paths and backslashes", () => {
    using folder = new Folder();
    const path = folder.write("src/a.ts", "one\ntwo\n");
    folder.trace(flat(path, "one", 1, 1), flat("src\\a.ts", "two", 2, 2));
    const edits = editsFromTraces(folder.path);
    assert.deepEqual(folder.lines(), [
      [join("src", "a.ts"), "0-1"],
      [join("src", "a.ts"), "1-2"],
    ]);
    assert.deepEqual(new Set(edits.map(({ tool }) => tool)), new Set(["Claude Code"]));
    assert.equal(new Set(edits.map(({ id }) => id)).size, 2);
    assert.doesNotMatch(JSON.stringify(edits), /CANARY/);
  });

  it("tells an act once, however often it is written down", () => {
    using folder = new Folder();
    const path = folder.write("a.ts", "one\n");
    folder.trace(flat(path, "one", 1, 1), flat(path, "one", 1, 1));
    assert.equal(editsFromTraces(folder.path).length, 1);
  });

  it("reads no file outside the folder, no folder and none that is large or binary", () => {
    using folder = new Folder();
    using other = new Folder();
    const outside = other.write("a.ts", "one\n");
    symlinkSync(outside, join(folder.path, "link.ts"));
    symlinkSync(other.path, join(folder.path, "linked"));
    folder.write("binary", "one\n\0");
    folder.write("large", "one\n".repeat(600_000));
    folder.write("folder/a.ts", "one\n");
    const paths = [outside, `../${other.path.split("/").at(-1)}/a.ts`, "link.ts", "linked/a.ts", "binary", "large"];
    for (const path of [...paths, "folder", "", ".", "a\0b", "file:///etc/passwd", "https://example.com/a", "--help"]) {
      folder.trace(row(path, [{ start_line: 1, end_line: 1, content_hash: murmur("one") }]));
      assert.deepEqual(folder.lines(), [], JSON.stringify(path));
    }
  });

  it("reads no traces outside the folder, and none that are huge", () => {
    using folder = new Folder();
    using other = new Folder();
    folder.write("a.ts", "one\n");
    other.trace(row("a.ts", [{ start_line: 1, end_line: 1, content_hash: murmur("one") }]));
    assert.deepEqual(folder.lines(), []);
    symlinkSync(join(other.path, ".agent-trace"), join(folder.path, ".agent-trace"));
    assert.deepEqual(folder.lines(), []);
    rmSync(join(folder.path, ".agent-trace"));
    const good = JSON.stringify(row("a.ts", [{ start_line: 1, end_line: 1, content_hash: murmur("one") }]));
    folder.write(".agent-trace/traces.jsonl", `${good}\n${" ".repeat(1000)}`);
    assert.deepEqual(folder.lines(), [["a.ts", "0-1"]]);
    folder.write(".agent-trace/traces.jsonl", `${good}\n${" ".repeat(16 * 1024 * 1024)}`);
    assert.deepEqual(folder.lines(), []);
  });

  it("never throws, whatever a row holds", () => {
    const key = fc.constantFrom("files", "path", "conversations", "ranges", "start_line", "contributor", "tool", "id");
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), fc.dictionary(key, tie("value")), fc.array(tie("value"))),
    }));
    fc.assert(
      fc.property(value, (held) => {
        const line = JSON.stringify({ timestamp, files: held, tool: held, file_path: held });
        assert.ok(Array.isArray(filesOfTrace(line)));
        assert.ok(Array.isArray(filesOfTrace(JSON.stringify(held))));
      }),
    );
    assert.deepEqual(filesOfTrace("{"), []);
  });

  it("spends a bounded effort on lines that are not there", () => {
    using folder = new Folder();
    folder.write("a.ts", "x\n".repeat(50_000));
    const ranges = Array.from({ length: 2000 }, (_, i) => ({
      start_line: 1,
      end_line: i + 1,
      content_hash: "murmur3:00000001",
    }));
    folder.trace(row("a.ts", ranges));
    assert.deepEqual(folder.lines(), []);
  });
});
