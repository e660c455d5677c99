import assert from "node:assert/strict";
import fc from "fast-check";
import type { Verdict } from "../../../../src/core/review/answers.ts";
import { outcomeOf, questionOf, questionsFor } from "../../../../src/core/review/checklist.ts";
import { glanceAt, type Glance } from "../../../../src/core/review/hunkText.ts";
import { personalQuestions } from "../../../../src/core/review/ownQuestions.ts";
import { packs } from "../../../../src/core/review/packs.ts";
import { coreQuestions } from "../../../../src/core/review/question.ts";
import { teamQuestions } from "../../../../src/core/review/teamFile.ts";
import { hunkOf, snippets } from "./snippets.ts";

const core = ["core.intent", "core.breakage", "core.fit"];
const glance = (path: string, languageId: string, ...lines: string[]): Glance =>
  glanceAt({ path, languageId, lines, isNewFile: false });
const plain = glance("src/a.ts", "typescript", "const a = b + c;");
const team = (...lines: string[]): ReturnType<typeof teamQuestions>["questions"] =>
  teamQuestions(lines.map((line) => `- [ ] ${line}`).join("\n")).questions;
const ids = (at: Glance, own = team()): string[] => questionsFor(at, own).map(({ id }) => id);

/** Fires authorisation 9, secretsAndPrivacy 9, untrustedInput 8, dataAndMigration 8 and typescript.types 3. */
const busy = glance(
  "src/admin.ts",
  "typescript",
  'app.post("/users/:id", async (req, res) => {',
  "  const user = req.body as User;",
  '  await db.run("DELETE FROM users WHERE password = ?", user.password);',
);

describe("the checklist of a hunk", () => {
  it("is the core where nothing else fits", () => assert.deepEqual(ids(plain), core));

  it("is the core and the four heaviest that fit", () => {
    assert.deepEqual(ids(busy), [...core, "authorisation", "secretsAndPrivacy", "untrustedInput", "dataAndMigration"]);
  });

  it("has one question about a language at most", () => {
    const both = glance("src/a.ts", "typescript", "const a = b as C;", "if (a == null)", "  fetch(a);");
    assert.deepEqual(ids(both), [...core, "script.promises"]);
    assert.deepEqual(ids(glance("src/a.ts", "typescript", "const a = b as C;", "if (a == null) a();")), [
      ...core,
      "typescript.types",
    ]);
  });

  it("asks own questions that name the file before those for all, two of them where packs want more", () => {
    const own = [
      ...team("A?", "B? (when: *.ts)", "C? (when: *.js)"),
      ...personalQuestions(["D? (when: src/)", "E?"]).questions,
    ];
    assert.deepEqual(ids(busy, own), [...core, "team:b", "personal:d", "authorisation", "secretsAndPrivacy"]);
    assert.deepEqual(ids(plain, own), [...core, "team:b", "personal:d", "team:a", "personal:e"]);
    assert.deepEqual(ids(plain, team("A?", "B?", "C?", "D?", "E?")), [...core, "team:a", "team:b", "team:c", "team:d"]);
    assert.deepEqual(ids(busy, team("A? (when: *.js)")), ids(busy));
  });

  it("asks nothing twice", () => {
    const again = [coreQuestions[0]!.text, packs.find(({ id }) => id === "authorisation")!.text.toUpperCase(), "A?"];
    const own = [...team(...again), ...personalQuestions(["a ?"]).questions];
    assert.deepEqual(ids(busy, own), [...core, "team:a", "authorisation", "secretsAndPrivacy", "untrustedInput"]);
  });

  it("has the core first, at most seven questions, none twice, and is the same again", () => {
    const question = fc.stringMatching(/^[a-c]{1,2}\?( \(when: (\*\.ts|\*\.py|src\/)\))?$/);
    const snippet = fc.constantFrom(...snippets);
    fc.assert(
      fc.property(snippet, fc.array(question), fc.array(question), (one, ofTeam, ofPerson) => {
        const own = [...team(...ofTeam), ...personalQuestions(ofPerson).questions];
        const at = glanceAt(hunkOf(one));
        const asked = questionsFor(at, own);
        assert.deepEqual(
          asked.slice(0, 3).map(({ id }) => id),
          core,
        );
        assert.ok(asked.length <= 7);
        assert.equal(new Set(asked.map(({ text }) => text)).size, asked.length);
        assert.deepEqual(ids(glanceAt(hunkOf(one)), own), ids(at, own));
        const heaviest = one.packs[0];
        if (heaviest !== undefined) assert.ok(asked.some(({ id }) => id === heaviest));
      }),
    );
  });
});

describe("questions by their ids", () => {
  it("are those of the core, of packs, and of the lists as they are now", () => {
    const own = team("A?");
    const texts = ["core.fit", "go.errors", "team:a", "team:b", "toString"].map((id) => questionOf(id, own)?.text);
    assert.deepEqual(texts, [
      coreQuestions[2]?.text,
      packs.find(({ id }) => id === "go.errors")?.text,
      "A?",
      undefined,
      undefined,
    ]);
  });
});

describe("answers", () => {
  const questions = questionsFor(plain, team("A?"));
  const answers = (...entries: [string, Verdict][]): ReturnType<typeof outcomeOf> =>
    outcomeOf(questions, { verdicts: new Map(entries) });

  it("are complete when all is ticked or does not apply", () => {
    assert.deepEqual(
      answers(["core.intent", "holds"], ["core.breakage", "holds"], ["core.fit", "doesNotApply"], ["team:a", "holds"]),
      { kind: "complete" },
    );
  });

  it("name what is unsure as it was asked, and do not count what was not asked", () => {
    assert.deepEqual(answers(["team:a", "holds"], ["core.breakage", "holds"], ["authorisation", "holds"]), {
      kind: "unsure",
      ids: ["core.intent", "core.fit"],
    });
    assert.deepEqual(answers(), { kind: "unsure", ids: [...core, "team:a"] });
    assert.deepEqual(outcomeOf(questions, { verdicts: new Map(), note: "Looks fine" }).kind, "unsure");
  });
});
