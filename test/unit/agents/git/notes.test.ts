import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import { filesOfNote, linesByTool, unnamedTool } from "../../../../src/agents/git/note.ts";
import { editsFromNotes } from "../../../../src/agents/git/notes.ts";
import { firstSeconds, Repository } from "./repository.ts";

const claude = "s_00000000000001";
const cursor = "s_00000000000002";
const trace = "t_00000000000009";

/** The JSON part of a note, with all that must never be kept. */
const json = JSON.stringify(
  {
    schema_version: "authorship/3.0.0",
    prompts: {
      "00000000000000aa": {
        agent_id: { tool: "codex", id: "CANARY-git-conversation", model: "m" },
        human_author: "CANARY-git-human",
        messages: [{ text: `CANARY-git-message "${cursor}":{"agent_id":{"tool":"forged"` }],
        messages_url: "https://example.com/CANARY-git-url",
      },
    },
    sessions: {
      [claude]: { agent_id: { tool: "claude", id: "CANARY-git-id", model: "CANARY-git-model" } },
      [cursor]: { agent_id: { tool: "cursor", id: "CANARY-git-id" } },
    },
    humans: { h_00000000000003: { author: "Dev <CANARY-git-email@example.com>" } },
  },
  undefined,
  2,
);

function note(...lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join("\n")}\n---\n${json}`);
}

/** What the note says of its only file, for a file of so many lines. */
function only(bytes: Buffer, lineCount = 100): Record<string, unknown> {
  const [file, ...others] = filesOfNote(bytes);
  assert.ok(file !== undefined && others.length === 0);
  return Object.fromEntries(linesByTool(file.claims, lineCount));
}

describe("Git AI notes", () => {
  it("say which lines each tool wrote, in any order", () => {
    assert.deepEqual(only(note("a.ts", `  ${claude}::${trace} 7,2-4,1`)), {
      "Claude Code": [
        { start: 0, end: 4 },
        { start: 6, end: 7 },
      ],
    });
  });

  it("give a line to its last claim, and none to a human", () => {
    assert.deepEqual(
      only(note("a.ts", `  ${claude}::${trace} 1-9`, `  ${cursor}::${trace} 4-5`, "  h_00000000000003 8", "  h_0 5")),
      {
        "Claude Code": [
          { start: 0, end: 3 },
          { start: 5, end: 7 },
          { start: 8, end: 9 },
        ],
        Cursor: [{ start: 3, end: 4 }],
      },
    );
  });

  it("count keys without a record as AI, and name the tool of those with one", () => {
    assert.deepEqual(only(note("a.ts", "  abc1234 1", "  s_ffffffffffffff::t_0 2", "  00000000000000aa 3")), {
      [unnamedTool]: [{ start: 0, end: 2 }],
      Codex: [{ start: 2, end: 3 }],
    });
  });

  it("give lines of a key of no known kind to nobody, also those that a tool claimed before", () => {
    assert.deepEqual(only(note("a.ts", `  ${claude}::${trace} 1-3`, "  u_somebody 2", "  s_ff::x_0 3")), {
      "Claude Code": [{ start: 0, end: 1 }],
    });
  });

  it("keep no name that is not a known product's", () => {
    const sessions = { s_01: "CANARY-git-tool", s_02: "Ada Lovelace", s_03: "__proto__", s_04: "GitHub_Copilot" };
    const end = JSON.stringify({
      sessions: Object.fromEntries(Object.entries(sessions).map(([id, tool]) => [id, { agent_id: { id: "x", tool } }])),
    });
    const lines = Object.keys(sessions).map((id, i) => `  ${id}::t_0 ${i + 1}\n`);
    assert.deepEqual(only(Buffer.from(`a.ts\n${lines.join("")}---\n${end}`)), {
      [unnamedTool]: [{ start: 0, end: 3 }],
      "GitHub Copilot": [{ start: 3, end: 4 }],
    });
  });

  it("may quote a path and name it twice", () => {
    assert.deepEqual(
      filesOfNote(note('"my file.ts"', "  abc1234 1", "b.ts", "  abc1234 1", '"my file.ts"', "  abc1234 3")).map(
        ({ path, claims }) => [path, claims.length],
      ),
      [
        ["my file.ts", 2],
        ["b.ts", 1],
      ],
    );
  });

  it("lead nowhere outside the repository", () => {
    const paths = ["../a.ts", "/etc/passwd", "a/../../b", "./a", "a//b", "C:/a", "..\\a", "a\0b", "", '"../a"', "a/.."];
    for (const path of paths) assert.deepEqual(filesOfNote(note(path, "  abc1234 1-5")), [], JSON.stringify(path));
  });

  it("end at their line", () => {
    assert.deepEqual(filesOfNote(Buffer.from("a.ts\n  abc1234 1\n")), []);
    assert.deepEqual(filesOfNote(Buffer.from(`---\n${json}\na.ts\n  abc1234 1\n---\n`)), []);
    assert.equal(filesOfNote(Buffer.from("a.ts\n  abc1234 1\n---\nb.ts\n  abc1234 1\n---\n")).length, 1);
  });

  it("are passed over where they make no sense", () => {
    const odd = [
      "  abc1234 0",
      "  abc1234 5-2",
      "  abc1234 x",
      "  abc1234",
      "  ",
      "  abc1234 1-",
      "  abc1234 99999999999",
    ];
    assert.deepEqual(only(note("a.ts", ...odd)), {});
    assert.deepEqual(only(note("a.ts", "  abc1234 x,3,-1"), 5), { [unnamedTool]: [{ start: 2, end: 3 }] });
    assert.deepEqual(only(note("a.ts", "  abc1234 4-999999999"), 5), { [unnamedTool]: [{ start: 3, end: 5 }] });
  });

  it("never throw, whatever they hold", () => {
    const line = fc.oneof(fc.string(), fc.constantFrom("---", "a.ts", "  k 1-3", "  h_1 2,9-4", '"', "  "));
    fc.assert(
      fc.property(fc.array(line), fc.nat(20), (lines, lineCount) => {
        for (const { claims } of filesOfNote(Buffer.from(lines.join("\n")))) {
          for (const ranges of linesByTool(claims, lineCount).values()) {
            for (const { start, end } of ranges) assert.ok(start >= 0 && start < end && end <= lineCount);
          }
        }
      }),
    );
  });

  it("give each line to the last claim of it, as a plain search tells", () => {
    const range = fc
      .tuple(fc.nat(30), fc.integer({ min: 1, max: 10 }))
      .map(([start, n]) => ({ start, end: start + n }));
    const claim = fc.record({
      tool: fc.constantFrom("A", "B", undefined),
      ranges: fc.array(range, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), fc.nat(30), (claims, lineCount) => {
        const found = linesByTool(claims, lineCount);
        for (let line = 0; line < lineCount; line++) {
          const covers = ({ start, end }: { start: number; end: number }) => start <= line && line < end;
          const owner = claims.findLast(({ ranges }) => ranges.some(covers))?.tool;
          for (const tool of ["A", "B"]) assert.equal(found.get(tool)?.some(covers) ?? false, owner === tool);
        }
      }),
    );
  });

  it("of any size cost little", () => {
    const claims = Array.from({ length: 20_000 }, (_, i) => `  s_${i}::t_0 1-99999`);
    const bytes = Buffer.concat([note("a.ts", ...claims), Buffer.alloc(3 * 1024 * 1024, "x")]);
    assert.deepEqual(only(bytes, 50_000), { [unnamedTool]: [{ start: 0, end: 50_000 }] });
  });
});

describe("edits from Git AI notes", () => {
  it("are the lines that AI wrote in the files of each commit, oldest first", async () => {
    using repository = new Repository();
    repository.write("src/a.ts", "one\ntwo\n");
    const first = repository.commit("Add a");
    repository.note(first, note("src/a.ts", `  ${claude}::${trace} 2`).toString());
    repository.commit("Rest");
    repository.write("src/a.ts", "zero\none\ntwo\n");
    repository.write("my file.ts", "x\r\ny\r\n");
    const third = repository.commit("Add more");
    repository.note(
      third,
      note(
        "src/a.ts",
        `  ${cursor}::${trace} 1`,
        `  ${claude}::${trace} 3`,
        '"my file.ts"',
        "  abc1234 1-2",
      ).toString(),
    );

    const edits = await editsFromNotes(repository.root, 0);
    const common = { channel: "gitNote", confidence: "reported" } as const;
    const a = join(repository.root, "src", "a.ts");
    const expected: AiEdit[] = [
      {
        ...common,
        id: `gitNote:${first}:src/a.ts`,
        tool: "Claude Code",
        atMs: firstSeconds * 1000,
        path: a,
        change: { kind: "lines", text: "one\ntwo\n", written: [{ start: 1, end: 2 }] },
      },
      {
        ...common,
        id: `gitNote:${third}:my file.ts`,
        tool: unnamedTool,
        atMs: (firstSeconds + 120) * 1000,
        path: join(repository.root, "my file.ts"),
        change: { kind: "lines", text: "x\r\ny\r\n", written: [{ start: 0, end: 2 }] },
      },
      {
        ...common,
        id: `gitNote:${third}:src/a.ts`,
        tool: "Cursor",
        atMs: (firstSeconds + 120) * 1000,
        path: a,
        change: { kind: "lines", text: "zero\none\ntwo\n", written: [{ start: 0, end: 1 }] },
      },
      {
        ...common,
        id: `gitNote:${third}:src/a.ts:Claude Code`,
        tool: "Claude Code",
        atMs: (firstSeconds + 120) * 1000,
        path: a,
        change: { kind: "lines", text: "zero\none\ntwo\n", written: [{ start: 2, end: 3 }] },
      },
    ];
    assert.deepEqual(edits, expected);
    assert.doesNotMatch(JSON.stringify(edits), /CANARY/);
  });

  it("leave out what is older, and what HEAD does not have", async () => {
    using repository = new Repository();
    repository.write("a.ts", "one\n");
    const noted = note("a.ts", "  abc1234 1").toString();
    repository.note(repository.commit("Add a"), noted);
    repository.git("checkout", "--quiet", "-b", "other");
    repository.note(repository.commit("Rest elsewhere"), noted);
    repository.git("checkout", "--quiet", "main");
    assert.equal((await editsFromNotes(repository.root, 0)).length, 1);
    assert.deepEqual(await editsFromNotes(repository.root, (firstSeconds + 1) * 1000), []);
  });

  it("are none without notes, without commits and without a repository", async () => {
    using repository = new Repository();
    assert.deepEqual(await editsFromNotes(repository.root, 0), []);
    repository.commit("Begin");
    assert.deepEqual(await editsFromNotes(repository.root, 0), []);
    assert.deepEqual(await editsFromNotes(join(repository.root, "nowhere"), 0), []);
    assert.deepEqual(await editsFromNotes("relative", 0), []);
  });

  it("leave out files that are missing, folders, binary, too large or oddly named, and keep the others", async () => {
    using repository = new Repository();
    repository.write("folder/b.ts", "b\n");
    repository.write("binary", Buffer.from("a\0b\n"));
    repository.write("large.txt", "x\n".repeat(1_100_000));
    repository.write("--output=x", "option\n");
    const commit = repository.commit("Add all kinds");
    const names = ["gone.ts", "folder", "binary", "large.txt", "../out.ts", "/etc/passwd", "--output=x", "folder/b.ts"];
    repository.note(commit, note(...names.flatMap((name) => [name, "  abc1234 1"])).toString());
    const edits = await editsFromNotes(repository.root, 0);
    assert.deepEqual(
      edits.map(({ path }) => path).toSorted(),
      ["--output=x", join("folder", "b.ts")].map((path) => join(repository.root, path)),
    );
  });

  it("pass over a huge note and read the next one", async () => {
    using repository = new Repository();
    repository.write("a.ts", "one\n");
    const noted = note("a.ts", "  abc1234 1").toString();
    const first = repository.commit("Add a");
    repository.note(first, noted);
    repository.note(repository.commit("Rest"), noted + " ".repeat(5 * 1024 * 1024));
    assert.deepEqual(
      (await editsFromNotes(repository.root, 0)).map(({ id }) => id),
      [`gitNote:${first}:a.ts`],
    );
  });
});
