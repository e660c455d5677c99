import assert from "node:assert/strict";
import fc from "fast-check";
import { limits, personalQuestions, problemTexts } from "../../../../src/core/review/ownQuestions.ts";
import { teamFilePath, teamQuestions } from "../../../../src/core/review/teamFile.ts";

interface Row {
  readonly what: string;
  readonly file: readonly string[];
  /** Each question, with a path it is for, and one it is not for, where it has a `when:`. */
  readonly questions?: readonly (string | readonly [text: string, yes: string, no: string])[];
  readonly problems?: readonly (readonly [line: number, kind: keyof typeof problemTexts])[];
}

const table: readonly Row[] = [
  { what: "an empty file", file: [""] },
  {
    what: "tasks under headings, with prose between",
    file: [
      "# Before we merge",
      "",
      "Ask yourself:",
      "- [ ] Is it behind a flag?",
      "* [x] Is it logged?",
      "1. [X] Is it told?",
    ],
    questions: ["Is it behind a flag?", "Is it logged?", "Is it told?"],
  },
  {
    what: "globs in parentheses",
    file: ["- [ ] Does it (really) run twice? (when: db/**, *.sql)", "- [ ] Who may? (WHEN: `api/{a,{b,c}}.ts`)"],
    questions: [
      ["Does it (really) run twice?", "x/y.sql", "src/a.ts"],
      ["Who may?", "api/c.ts", "api/d.ts"],
    ],
  },
  {
    what: "globs on a line below",
    file: [
      "- [ ] Does it run twice?",
      "  when: db/**",
      "- [ ] Who may?",
      "\t(when: src/(app)/**, api/)",
      "- [ ] And?",
      "    when: src/(app)/**",
    ],
    questions: [
      ["Does it run twice?", "db/a", "a"],
      ["Who may?", "src/(app)/a/b", "src/app/a"],
      ["And?", "src/(app)/x/page.ts", "src/app/page.ts"],
    ],
  },
  {
    what: "a question of several lines",
    file: ["- [ ] Is it", "      really", "  so?", "", "  not any more", "- [ ] And?", "so"],
    questions: ["Is it really so?", "And?"],
  },
  {
    what: "nested tasks, rules, quotes and tables",
    file: ["- [ ] One?", "  - [ ] Two?", "---", "* * *", "> - a", "| a | b |", "Text - with a dash"],
    questions: ["One?", "Two?"],
  },
  {
    what: "code blocks and comments",
    file: [
      "```md",
      "- [ ] No?",
      "- no",
      "```",
      "<!-- - [ ]",
      "- [] no -->",
      "- [ ] Yes?",
      "~~~",
      "~~~",
      "<!-- a -->",
      "- [ ] Too?",
    ],
    questions: ["Yes?", "Too?"],
  },
  {
    what: "a byte order mark and other line ends",
    file: ["\ufeff- [ ] One?\r\n- [ ] Two?\r- [ ] Three?"],
    questions: ["One?", "Two?", "Three?"],
  },
  {
    what: "marks, links and HTML, which leave only their words",
    file: [
      "- [ ] Is **it** `a_b_c` and __x__, ~~y~~?",
      "- [ ] See [the *page*](https://a.example) and ![image](https://a.example/x.png), right?",
      "- [ ] [Run](command:workbench.action.terminal.new?%5B%5D) it?",
      '- [ ] <b onclick="x()">Bold</b><script>alert(1)</script><img src=x> or not?',
      "- [ ] [Text][ref] <!-- hidden --> here?",
      "- [ ] Is \u202eright\u200b to\u0007 left?",
      "- [ ] Is a < b and c > d, and snake_case kept?",
      "- [ ] Is $(trash) only text?",
      "- [ ] [[Nested](a)](command:b) and <a<b>>?",
    ],
    questions: [
      "Is it a_b_c and x, y?",
      "See the *page* and image, right?",
      "Run it?",
      "Bold alert(1) or not?",
      "Text here?",
      "Is right to left?",
      "Is a < b and c > d, and snake_case kept?",
      "Is $(trash) only text?",
      "Nested and ?",
    ],
  },
  {
    what: "broken boxes",
    file: [
      "- no box",
      "- [] none?",
      "-[ ] none?",
      "- [ ]none?",
      "- [  ] none?",
      "[ ] none?",
      "- [ ]",
      "- [ ] **",
      "-",
      "1. none",
      "- [ ] Yes?",
    ],
    questions: ["Yes?"],
    problems: [
      [1, "noBox"],
      [2, "brokenBox"],
      [3, "brokenBox"],
      [4, "brokenBox"],
      [5, "brokenBox"],
      [6, "brokenBox"],
      [7, "noQuestion"],
      [8, "noQuestion"],
      [9, "noBox"],
      [10, "noBox"],
    ],
  },
  {
    what: "the same question again",
    file: ["- [ ] Is it safe?", "- [ ] is it SAFE ?", "- [ ] **Is it** safe? (when: *.ts)"],
    questions: ["Is it safe?"],
    problems: [
      [2, "sameQuestion"],
      [3, "sameQuestion"],
    ],
  },
  {
    what: "when in the wrong place",
    file: [
      "when: *.ts",
      "- [ ] A?",
      "",
      "  when: *.ts",
      "- [ ] B? (when: *.ts)",
      "  when: *.js",
      "- [ ] C?",
      "  when: *.a",
      "  when: *.b",
      "- [ ] D?",
      "when: *.ts",
      "- [ ] E? (when: a) (when: b)",
    ],
    questions: ["A?", ["C?", "x.a", "x.b"], "D?"],
    problems: [
      [1, "whenWithoutQuestion"],
      [4, "whenWithoutQuestion"],
      [6, "secondWhen"],
      [9, "secondWhen"],
      [11, "whenWithoutQuestion"],
      [12, "secondWhen"],
    ],
  },
  {
    what: "globs that are none",
    file: [
      "- [ ] A? (when: )",
      "- [ ] B?",
      "  when: ,",
      "- [ ] C? (when: *.{a,b)",
      "- [ ] D? (when: [a)",
      `- [ ] E? (when: ${"a,".repeat(21)})`,
    ],
    problems: [
      [1, "noGlob"],
      [3, "noGlob"],
      [4, "brokenGlob"],
      [5, "brokenGlob"],
      [6, "tooManyGlobs"],
    ],
  },
  {
    what: "the end of a question at a code block",
    file: ["- [ ] A?", "```", "```", "  and more", "- [ ] B?", "<!-- a -->", "  when: *.ts"],
    questions: ["A?", "B?"],
    problems: [[7, "whenWithoutQuestion"]],
  },
  {
    what: "a question that is too long",
    file: [`- [ ] ${"a".repeat(300)}`, `- [ ] ${"b".repeat(301)}`, `- [ ] ${"c ".repeat(100_000 / 4)}`],
    questions: ["a".repeat(300)],
    problems: [
      [2, "longQuestion"],
      [3, "longQuestion"],
    ],
  },
  {
    what: "a code block without end",
    file: ["- [ ] A?", "```", "- [ ] B?"],
    questions: ["A?"],
    problems: [[2, "openFence"]],
  },
  {
    what: "a comment without end",
    file: ["- [ ] A?", "<!--", "- [ ] B?"],
    questions: ["A?"],
    problems: [[2, "openComment"]],
  },
];

describe("the team's checklist", () => {
  it("is one file", () => assert.equal(teamFilePath, ".vscode/review-checklist.md"));

  for (const { what, file, questions = [], problems = [] } of table) {
    it(`knows ${what}`, () => {
      const read = teamQuestions(file.join("\n"));
      assert.deepEqual(
        read.problems.map(({ line, kind }) => [line, kind]),
        problems,
      );
      assert.deepEqual(
        read.questions.map(({ text }) => text),
        questions.map((question) => (typeof question === "string" ? question : question[0])),
      );
      for (const [i, question] of questions.entries()) {
        const { when, id, source, label } = read.questions[i]!;
        assert.ok(id.startsWith("team:") && source === "team" && label === undefined);
        if (typeof question === "string") assert.equal(when, undefined);
        else {
          assert.equal(
            when?.some((glob) => glob(question[1])),
            true,
            `${question[0]} ${question[1]}`,
          );
          assert.equal(
            when?.some((glob) => glob(question[2])),
            false,
            `${question[0]} ${question[2]}`,
          );
        }
      }
    });
  }

  it("gives a question the same id wherever it stands", () => {
    const [one] = teamQuestions("- [ ] Is it safe?").questions;
    const [other] = teamQuestions("# More\n\n* [x] Is  it *safe*? (when: *.ts)").questions;
    assert.equal(one?.id, "team:is it safe");
    assert.equal(other?.id, one?.id);
  });

  it("takes 100 of 500 questions and says where it stops", () => {
    const { questions, problems } = teamQuestions(
      Array.from({ length: 500 }, (_, i) => `- [ ] Number ${i}?`).join("\n"),
    );
    assert.equal(questions.length, limits.questions);
    assert.deepEqual(problems, [{ line: 101, kind: "tooManyQuestions" }]);
  });

  it("reads the beginning of 1 MB, whatever is in it, in no time", () => {
    const bits = [
      "- [ ] a\n",
      "```\n",
      "<!--\n-->\n",
      "- [ ] <<<<[[[[((((",
      "*",
      "**a",
      "`",
      "(when:",
      "  when: ",
      "- ",
      " ",
      "\n",
      "[",
      "{",
      "- [ ] a\n  b\n",
    ];
    for (const bit of bits) {
      const text = `- [ ] A?\n\n${bit.repeat(1_000_000 / bit.length)}`;
      const startedMs = performance.now();
      const { questions, problems } = teamQuestions(text);
      assert.ok(performance.now() - startedMs < 1000, JSON.stringify(bit));
      assert.equal(questions[0]?.text, "A?");
      assert.ok(problems.some(({ kind }) => kind === "tooLong" || kind === "tooManyProblems"));
      assert.ok(problems.length <= limits.problems + 1);
    }
  });

  it("does not take a line for a question that is cut where the file is too long", () => {
    const before = `# ${"a".repeat(99_000)}\n- [ ] B?\n`;
    const { questions, problems } = teamQuestions(`${before}- [ ] ${"c ".repeat(900)}\n- [ ] D?`);
    assert.deepEqual(
      questions.map(({ text }) => text),
      ["B?"],
    );
    assert.deepEqual(problems, [{ line: 3, kind: "tooLong" }]);
    assert.deepEqual(teamQuestions("a".repeat(100_000)).problems, []);
  });

  it("lists no more problems than anybody reads", () => {
    const { problems } = teamQuestions("- none\n".repeat(60));
    assert.equal(problems.length, 51);
    assert.deepEqual(problems.at(-1), { line: 51, kind: "tooManyProblems" });
    assert.equal(teamQuestions("- none\n".repeat(50)).problems.length, 50);
  });

  it("never throws, and leaves nothing that could be clicked", () => {
    const part = fc.constantFrom(
      "- [ ] ",
      "a",
      "<",
      ">",
      "[",
      "]",
      "(",
      ")",
      "`",
      "*",
      "!",
      "command:x",
      "\n",
      "  ",
      "when:",
      "{",
      ",",
      "<a href='x'>",
      "-->",
      "<!--",
      "\t",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const lineCount = text.split("\n").length;
        const read = teamQuestions(text);
        for (const question of read.questions) {
          assert.doesNotMatch(question.text, /<\/?a[^<>]*>|\[[^[\]]*\]\([^()]*\)|[\n\t]/);
          assert.ok(question.text.length <= limits.questionCharacters && question.text === question.text.trim());
        }
        for (const { line, kind } of read.problems) assert.ok(line >= 1 && line <= lineCount && kind in problemTexts);
        assert.deepEqual(teamQuestions(text).problems, read.problems);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a person's questions", () => {
  it("are a list of texts, each as behind a box", () => {
    const { questions, problems } = personalQuestions([
      "Is it **mine**? (when: *.ts)",
      7,
      "",
      "Is it mine?",
      null,
      "Why?",
    ]);
    assert.deepEqual(
      questions.map(({ id, text, source }) => [id, text, source]),
      [
        ["personal:is it mine", "Is it mine?", "personal"],
        ["personal:why", "Why?", "personal"],
      ],
    );
    assert.deepEqual(problems, [
      { line: 2, kind: "notText" },
      { line: 3, kind: "noQuestion" },
      { line: 4, kind: "sameQuestion" },
      { line: 5, kind: "notText" },
    ]);
  });

  it("are none when the setting is no list", () => {
    for (const setting of [undefined, null, "a", {}, 3]) {
      assert.deepEqual(personalQuestions(setting), { questions: [], problems: [] });
    }
  });
});
