import { type Glob, pathGlobOf } from "./globs.ts";
import type { Question } from "./question.ts";

/** A question of a team or a person. */
export interface OwnQuestion extends Question {
  readonly source: "team" | "personal";
  /** Paths it is for; every one where left out. */
  readonly when: readonly Glob[] | undefined;
}

/** What is wrong with a list of questions. Each kind has its sentence in `problemTexts`. */
export type ProblemKind = keyof typeof problemTexts;

/** What is wrong with one line of a list. */
export interface Problem {
  /** 1-based; in a setting the number of the entry. */
  readonly line: number;
  readonly kind: ProblemKind;
}

/** What came of a list. */
export interface OwnQuestions {
  readonly questions: readonly OwnQuestion[];
  /** By line. */
  readonly problems: readonly Problem[];
}

/** What a list can have. More is left out and said, but for what a line has beyond a question and its globs. */
export const limits = {
  characters: 100_000,
  lineCharacters: 1500,
  questions: 100,
  questionCharacters: 300,
  globs: 20,
  problems: 50,
} as const;

/** What problems say, in English. */
export const problemTexts = {
  tooLong: `The file is longer than ${limits.characters} characters. What follows is left out.`,
  tooManyQuestions: `There are more than ${limits.questions} questions. This one and all that follow are left out.`,
  tooManyProblems: `There are more than ${limits.problems} problems. Those that follow are not listed.`,
  noBox: "A list item without a box. Begin it with “- [ ] ” to make it a question.",
  brokenBox: "This box does not parse. Write “- [ ] ” with one space in the brackets and one behind them.",
  noQuestion: "A box without a question.",
  longQuestion: `The question is longer than ${limits.questionCharacters} characters and is left out.`,
  sameQuestion: "The question is in the list already.",
  whenWithoutQuestion:
    "“when:” belongs in the parentheses at the end of a question or on an indented line right below it.",
  secondWhen: "The question has a “when:” already. Put all globs in one, with commas between.",
  noGlob: "“when:” without a glob. The question is left out.",
  brokenGlob:
    "A glob that does not parse: a bracket or brace is left open, or it is too long. The question is left out.",
  tooManyGlobs: `More than ${limits.globs} globs. The question is left out.`,
  openFence: "This code block has no end. All that follows is left out.",
  openComment: "This comment has no end. All that follows is left out.",
  notText: "Not a text. Each entry is one question.",
} as const;

/** An item as it was written, before it is known to be a question. */
export interface Item {
  readonly line: number;
  readonly text: string;
  /** What a `when:` of its own line said, and where. */
  readonly when?: { readonly line: number; readonly globs: string } | undefined;
}

/** Makes questions of items. Each broken one is left out and named. */
export function questionsOf(items: Iterable<Item>, source: OwnQuestion["source"]): OwnQuestions {
  const questions = new Map<string, OwnQuestion>();
  const problems: Problem[] = [];
  for (const item of items) {
    if (questions.size >= limits.questions) {
      problems.push({ line: item.line, kind: "tooManyQuestions" });
      break;
    }
    const made = questionOf(item, source);
    if ("kind" in made) problems.push(made);
    else if (questions.has(made.id)) problems.push({ line: item.line, kind: "sameQuestion" });
    else questions.set(made.id, made);
  }
  return { questions: [...questions.values()], problems };
}

/** The questions of a person's setting: a list of texts, each as behind a box of the team's file. */
export function personalQuestions(setting: unknown): OwnQuestions {
  if (!Array.isArray(setting)) return { questions: [], problems: [] };
  const entries = setting.slice(0, limits.questions + 1).map((text: unknown, i) => ({ line: i + 1, text }));
  const problems = entries.flatMap(({ line, text }): Problem[] =>
    typeof text === "string" ? [] : [{ line, kind: "notText" }],
  );
  const items = entries.filter((entry): entry is Item => typeof entry.text === "string");
  const made = questionsOf(items, "personal");
  return { questions: made.questions, problems: inOrder([...problems, ...made.problems]) };
}

/** Problems by line, and no more than anybody reads. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const more = sorted[limits.problems];
  return more === undefined
    ? sorted
    : [...sorted.slice(0, limits.problems), { line: more.line, kind: "tooManyProblems" }];
}

/** The same question however it is set, so that nobody is asked twice. */
export function gistOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

function questionOf({ line, text, when }: Item, source: OwnQuestion["source"]): OwnQuestion | Problem {
  const cut = text.slice(0, limits.lineCharacters).trim();
  const [, asked = cut, inline] = /^(.*?)\(when:(.*)\)$/is.exec(cut) ?? [];
  if (inline !== undefined && (when !== undefined || /\(when:/i.test(inline))) {
    return { line: when?.line ?? line, kind: "secondWhen" };
  }
  const plain = plainText(asked);
  if (gistOf(plain) === "") return { line, kind: "noQuestion" };
  if (plain.length > limits.questionCharacters) return { line, kind: "longQuestion" };
  const globs = globsOf(inline ?? when?.globs);
  if (typeof globs === "string") return { line: when?.line ?? line, kind: globs };
  return { id: `${source}:${gistOf(plain)}`, label: undefined, text: plain, source, when: globs };
}

/** Globs with commas between; those in braces are the glob's own. */
function globsOf(text: string | undefined): readonly Glob[] | undefined | ProblemKind {
  if (text === undefined) return undefined;
  const parts = [""];
  let depth = 0;
  for (const character of text.replaceAll("`", "")) {
    if (character === "{") depth++;
    else if (character === "}") depth--;
    if (character === "," && depth <= 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  const written = parts.map((part) => part.trim()).filter((part) => part !== "");
  if (written.length === 0) return "noGlob";
  if (written.length > limits.globs) return "tooManyGlobs";
  const globs = written.flatMap((part) => pathGlobOf(part) ?? []);
  return globs.length === written.length ? globs : "brokenGlob";
}

/** What a line of Markdown says, with nothing left in it that a reader could click, load or be fooled by. */
function plainText(markdown: string): string {
  let text = markdown.replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, " ");
  for (let before = ""; before !== text;) {
    before = text;
    // One that is taken off may have been inside another.
    text = text
      .replace(/<!--.*?-->|<\/?[a-z][^<>]*>/gi, " ")
      .replace(/!?\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, "$1");
  }
  return text
    .replace(/(\*\*|__|~~|`)(?=\S)(.{0,300}?\S)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();
}
