/** Where a question comes from, to be read in public. */
export interface Source {
  readonly name: string;
  readonly url: string;
}

/** One line of a checklist, put so that yes is good. */
export interface Question {
  /** Stable for ever: answers are stored under it, and translations. Core questions begin with `core.`. */
  readonly id: string;
  /** One to three words, in English. Those of a team or a person have none. */
  readonly label: string | undefined;
  /**
   * The question, in English and in at most 80 characters, since a row of the editor's lists shows no more; or as its team or
   * person wrote it. Plain text: a `$(` in it is no icon.
   */
  readonly text: string;
  /** What it is grounded in; for questions of one's own the list they are in. */
  readonly source: Source | "team" | "personal";
}

/** The public pages that most questions are grounded in (PRODUCT §4). */
export const sources = {
  google: {
    name: "Google eng-practices: What to look for in a code review",
    url: "https://google.github.io/eng-practices/review/reviewer/looking-for.html",
  },
  github: {
    name: "GitHub Docs: Review AI-generated code",
    url: "https://docs.github.com/en/copilot/tutorials/review-ai-generated-code",
  },
  owasp: {
    name: "OWASP: Secure Code Review Cheat Sheet",
    url: "https://cheatsheetseries.owasp.org/cheatsheets/Secure_Code_Review_Cheat_Sheet.html",
  },
  openssf: {
    name: "OpenSSF: Security-Focused Guide for AI Code Assistant Instructions",
    url: "https://best.openssf.org/Security-Focused-Guide-for-AI-Code-Assistant-Instructions",
  },
  usenix: {
    name: "USENIX Security 2025: We Have a Package for You!",
    url: "https://www.usenix.org/conference/usenixsecurity25/presentation/spracklen",
  },
} as const satisfies Readonly<Record<string, Source>>;

/** What is asked about every hunk. */
export const coreQuestions: readonly Question[] = [
  {
    id: "core.intent",
    label: "Intent",
    text: "Can I say in a sentence what it does? Is it what I asked for, and no more?",
    source: sources.github,
  },
  {
    id: "core.breakage",
    label: "Breakage",
    text: "Do I know what breaks it (empty, huge, null, late, twice), and what then?",
    source: sources.google,
  },
  {
    id: "core.fit",
    label: "Fit",
    text: "Is there nothing like it here yet? Would I accept it from a colleague?",
    source: sources.google,
  },
];
