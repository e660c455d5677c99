import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { assistantOf, hintFor } from "../../../../src/agents/git/trailers.ts";
import { Repository } from "./repository.ts";

const dev = { authorName: "Dev", authorEmail: "dev@example.com" };

/** Messages and the tool each names. */
const messages: readonly (readonly [line: string, tool: string | undefined])[] = [
  ["Co-Authored-By: Claude <noreply@anthropic.com>", "Claude Code"],
  ["Co-authored-by: Claude Opus 4.6 (1M context) <noreply@anthropic.com>", "Claude Code"],
  ["🤖 Generated with [Claude Code](https://claude.com/claude-code)", "Claude Code"],
  ["Claude-Session: https://example.com/1", "Claude Code"],
  ["Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>", "GitHub Copilot"],
  [
    "Co-authored-by: Copilot Autofix powered by AI <1+github-advanced-security[bot]@users.noreply.github.com>",
    undefined,
  ],
  ["Potential fix, Copilot Autofix powered by AI", "GitHub Copilot"],
  ["Co-authored-by: Cursor <cursoragent@cursor.com>", "Cursor"],
  ["Co-authored-by: Cursor Agent <agent@example.com>", "Cursor"],
  ["Made-with: Cursor", "Cursor"],
  ["Co-authored-by: Codex <noreply@openai.com>", "Codex"],
  ["Generated with Codex", "Codex"],
  ["Co-authored-by: aider (gpt-5) <aider@aider.chat>", "Aider"],
  ["Co-authored-by: x <158243242+devin-ai-integration[bot]@users.noreply.github.com>", "Devin"],
  ["Co-authored-by: gemini-code-assist[bot] <1@example.com>", "Gemini Code Assist"],
  ["Co-authored-by: gemini-cli[bot] <1@example.com>", "Gemini CLI"],
  ["Co-authored-by: google-labs-jules[bot] <1+google-labs-jules[bot]@users.noreply.github.com>", "Jules"],
  ["Co-authored-by: factory-droid[bot] <1+factory-droid[bot]@users.noreply.github.com>", "Factory Droid"],
  ["Co-authored-by: Roo Code <roomote@roocode.com>", "Roo Code"],
  ["Co-authored-by: Cline Agent <1@example.com>", "Cline"],
  ["Assisted-by: Claude Code / model", "Claude Code"],
  ["Assisted-by: Claude:claude-opus-4 coccinelle", "Claude Code"],
  ["Assisted-by: Copilot (GPT-5.4)", "GitHub Copilot"],
  ["Generated-by: Gemini CLI", "Gemini CLI"],
  ["Assisted-by: A colleague", undefined],
  ["Co-authored-by: Claude Monet <claude@example.com>", undefined],
  ["Co-authored-by: Mallory <noreply@anthropic.com.example.com>", undefined],
  ["Signed-off-by: Claude <noreply@anthropic.com>", undefined],
  ["Fix the cursor", undefined],
];

describe("the assistant that a commit names", () => {
  for (const [line, tool] of messages) {
    it(`is ${tool ?? "none"} in "${line}"`, () => {
      for (const text of [line, line.toUpperCase(), `  ${line}\r`]) {
        assert.equal(assistantOf({ ...dev, message: `Do something\n\nBecause.\n\n${text}\n` }), tool);
      }
    });
  }

  it("may be its author", () => {
    const message = "Do something";
    const bot = { authorName: "copilot-swe-agent[bot]", authorEmail: "198982749+Copilot@users.noreply.github.com" };
    assert.equal(assistantOf({ ...bot, message }), "GitHub Copilot");
    assert.equal(assistantOf({ ...dev, authorName: "copilot-swe-agent[bot]", message }), "GitHub Copilot");
    assert.equal(assistantOf({ ...dev, authorEmail: "NoReply@Anthropic.com", message }), "Claude Code");
    assert.equal(assistantOf({ ...dev, message }), undefined);
  });

  it("is never an e-mail address, and no message makes it fail", () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom("Co-authored-by: ", "<", ">", "\n", "noreply@anthropic.com"));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const tool = assistantOf({ ...dev, message: pieces.join("") });
        assert.ok(tool === undefined || !tool.includes("@"));
      }),
    );
    assert.equal(assistantOf({ ...dev, message: `co-authored-by: ${"<".repeat(1_000_000)}` }), undefined);
  });
});

describe("the hint for a line", () => {
  it("is the assistant and the day of the commit that wrote it, and no address", async () => {
    using repository = new Repository();
    const path = repository.write("a.ts", "one\n");
    repository.commit("Add a");
    repository.write("a.ts", "one\ntwo\n");
    repository.commit("Add two\n\nCo-Authored-By: Claude <noreply@anthropic.com>");
    repository.write("a.ts", "one\ntwo\nthree\n");
    const cursor = { name: "Cursor Agent", email: "cursoragent@cursor.com" };
    repository.commit("Add three", cursor);
    repository.write("a.ts", "zero\none\ntwo\nthree\n");

    const hints = await Promise.all([0, 1, 2, 3].map(async (line) => hintFor(path, line)));
    assert.deepEqual(hints, [
      undefined,
      undefined,
      { tool: "Claude Code", day: "2026-05-03" },
      { tool: "Cursor", day: "2026-05-03" },
    ]);
  });

  it("is none for a line or file that is not there", async () => {
    using repository = new Repository();
    const path = repository.write("a.ts", "one\n");
    repository.commit("Add a\n\nCo-Authored-By: Claude <noreply@anthropic.com>");
    for (const line of [-1, 0.5, Number.NaN, 7]) assert.equal(await hintFor(path, line), undefined, String(line));
    assert.equal(await hintFor(join(repository.root, "b.ts"), 0), undefined);
    assert.equal(await hintFor("a.ts", 0), undefined);
    assert.equal(await hintFor(`${path}\0`, 0), undefined);
    assert.notEqual(await hintFor(path, 0), undefined);
  });

  it("is found in a file named like an option", async () => {
    using repository = new Repository();
    const path = repository.write("--output=stolen", "one\n");
    repository.commit("Add it\n\nCo-Authored-By: Claude <noreply@anthropic.com>");
    assert.equal((await hintFor(path, 0))?.tool, "Claude Code");
  });
});
