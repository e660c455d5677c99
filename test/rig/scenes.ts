// What must last (DESIGN §2, rules 6 to 9), told once and run twice: on the ledger alone (`test/unit/core/ledger/scenes.test.ts`)
// and in a real editor with a real git repository (`test/e2e/scenes.test.ts`).

/**
 * A file at one moment, one string a line: its state, a space and its text. The states are u(nread), m(arked) and `-` for a
 * line that is not tracked.
 */
export type Shown = readonly string[];

/** One thing that happens to the file, and what it is then. */
export interface Step {
  /** Shell commands, one after the other, in the repository. */
  readonly run: readonly string[];
  /** `undefined` while the file is gone. What git says behind a conflict's marks is left out. */
  readonly shows: Shown | undefined;
  /** The file's name from here on. */
  readonly named?: string;
}

/** One story of a file. */
export interface Scene {
  /** The rule's number and what is told. */
  readonly name: string;
  /** The file's first commit, on `main`. */
  readonly before: readonly string[];
  /** The file as AI and its owner left it. */
  readonly start: Shown;
  /** Whether that is committed, on the branch `work`, or only in the working tree. */
  readonly committed: boolean;
  readonly steps: readonly Step[];
}

/** The name of every scene's file. */
export const fileName = "scene.js";

const own = ["// start", "function first() {", "  return 1;", "}", "// end"];

/** AI's function between the owner's lines: one line of it is marked reviewed. */
const start: Shown = [
  "- // start",
  "- function first() {",
  "-   return 1;",
  "- }",
  "u function second(value) {",
  "m   const twice = value * 2;",
  "u   return twice;",
  "u }",
  "- // end",
];

const ownShown: Shown = own.map((line) => `- ${line}`);

/** The lines with others in the place of those from `at` on. */
function spliced(lines: Shown, at: number, count: number, ...others: Shown): Shown {
  return [...lines.slice(0, at), ...others, ...lines.slice(at + count)];
}

/** Writes the file in the shell. */
function write(lines: Shown, end = "\\n"): string {
  return `printf '%s${end}' ${lines.map((line) => `'${line.slice(2).replaceAll("'", `'\\''`)}'`).join(" ")} > ${fileName}`;
}

const theirs = "- // theirs";
const withTheirs = spliced(start, 1, 0, theirs);

/** Somebody else's commit on `main`, one line below the first. */
const theirCommit = [
  "git checkout --quiet main",
  write(spliced(ownShown, 1, 0, theirs)),
  "git commit --quiet --all --message theirs",
];

/** Every scene. */
export const scenes: readonly Scene[] = [
  {
    name: "8: another branch and back",
    before: own,
    start,
    committed: true,
    steps: [
      { run: ["git checkout --quiet main"], shows: ownShown },
      { run: ["git checkout --quiet work"], shows: start },
      { run: ["git checkout --quiet --detach main"], shows: ownShown },
      { run: ["git checkout --quiet work"], shows: start },
    ],
  },
  {
    name: "8: a stash and its return",
    before: own,
    start,
    committed: false,
    steps: [
      { run: ["git stash --quiet"], shows: ownShown },
      { run: ["git stash pop --quiet"], shows: start },
    ],
  },
  {
    name: "8: a stash that returns to a text which moved on",
    before: own,
    start,
    committed: false,
    steps: [
      { run: ["git stash --quiet", ...theirCommit], shows: spliced(ownShown, 1, 0, theirs) },
      { run: ["git stash pop --quiet"], shows: withTheirs },
    ],
  },
  {
    name: "8: a rebase onto somebody else's work",
    before: own,
    start,
    committed: true,
    steps: [
      { run: theirCommit, shows: spliced(ownShown, 1, 0, theirs) },
      { run: ["git checkout --quiet work", "git rebase --quiet main"], shows: withTheirs },
    ],
  },
  {
    name: "8: a rebase with a conflict that is resolved by hand",
    before: own,
    start,
    committed: true,
    steps: [
      {
        run: [
          "git checkout --quiet main",
          write(spliced(ownShown, 4, 0, "- third();")),
          "git commit --quiet --all --message theirs",
        ],
        shows: spliced(ownShown, 4, 0, "- third();"),
      },
      {
        run: ["git checkout --quiet work", "git rebase --quiet main || true"],
        shows: spliced(spliced(start, 8, 0, "- >>>>>>>"), 4, 0, "- <<<<<<<", "- third();", "- ======="),
      },
      {
        run: [write(spliced(start, 4, 0, "- third();")), "git add .", "GIT_EDITOR=true git rebase --continue"],
        shows: spliced(start, 4, 0, "- third();"),
      },
    ],
  },
  {
    name: "8: an amended commit",
    before: own,
    start,
    committed: true,
    steps: [{ run: ["git commit --quiet --amend --message again"], shows: start }],
  },
  {
    name: "8: a reset and the way back",
    before: own,
    start,
    committed: true,
    steps: [
      { run: ["git reset --quiet --hard HEAD~1"], shows: ownShown },
      { run: ["git reset --quiet --hard ORIG_HEAD"], shows: start },
    ],
  },
  {
    name: "8: a revert that is reverted",
    before: own,
    start,
    committed: true,
    steps: [
      { run: ["git revert --no-edit HEAD"], shows: ownShown },
      { run: ["git revert --no-edit HEAD"], shows: start },
    ],
  },
  {
    name: "8: a cherry-pick onto a branch that is ahead",
    before: own,
    start,
    committed: true,
    steps: [
      { run: theirCommit, shows: spliced(ownShown, 1, 0, theirs) },
      { run: ["git cherry-pick work"], shows: withTheirs },
    ],
  },
  {
    name: "7: a merge of somebody else's work, whose lines are nobody's",
    before: own,
    start,
    committed: true,
    steps: [
      { run: [...theirCommit, "git checkout --quiet work", "git merge --quiet --no-edit main"], shows: withTheirs },
    ],
  },
  {
    name: "7: a pull of somebody else's work",
    before: own,
    start,
    committed: true,
    steps: [
      {
        run: [
          "git clone --quiet . .git/theirs",
          `cd .git/theirs && ${write(withTheirs)} && git -c user.name=They -c user.email=they@example.com commit --quiet --all --message theirs`,
          "git pull --quiet .git/theirs work",
        ],
        shows: withTheirs,
      },
    ],
  },
  {
    name: "8: a function that moved",
    before: own,
    start,
    committed: true,
    steps: [
      {
        run: [write([...start.slice(4, 8), ...start.slice(0, 4), ...start.slice(8)])],
        shows: [...start.slice(4, 8), ...start.slice(0, 4), ...start.slice(8)],
      },
    ],
  },
  {
    name: "7: lines that another program put in and changed",
    before: own,
    start,
    committed: true,
    steps: [
      {
        run: [write(spliced(spliced(start, 6, 1, "-   return value + value;"), 2, 0, "-   // more"))],
        shows: spliced(spliced(start, 6, 1, "-   return value + value;"), 2, 0, "-   // more"),
      },
    ],
  },
  {
    name: "2: other line ends and indents",
    before: own,
    start,
    committed: true,
    steps: [
      { run: [write(start, "\\r\\n")], shows: start },
      {
        run: [write(start.map((line) => line.replace("   ", " \t")))],
        shows: start.map((line) => line.replace("   ", " \t")),
      },
    ],
  },
  {
    name: "6: a file that git renames",
    before: own,
    start,
    committed: true,
    steps: [
      { run: ["git mv scene.js other.js"], named: "other.js", shows: start },
      { run: ["git commit --quiet --message renamed", "git checkout --quiet HEAD~1"], named: "scene.js", shows: start },
    ],
  },
  {
    name: "6: a file whose name changes in case only",
    before: own,
    start,
    committed: true,
    steps: [
      { run: ["git mv scene.js Scene.js"], named: "Scene.js", shows: start },
      { run: ["git commit --quiet --message renamed", "git checkout --quiet HEAD~1"], named: "scene.js", shows: start },
    ],
  },
  {
    name: "6: a file that is renamed and changed at once",
    before: own,
    start,
    committed: true,
    steps: [
      {
        run: [`${write(withTheirs)} && mv scene.js other.js`],
        named: "other.js",
        shows: withTheirs,
      },
    ],
  },
  {
    name: "8: a file that is deleted and restored",
    before: own,
    start,
    committed: true,
    steps: [
      { run: ["git rm --quiet scene.js"], shows: undefined },
      { run: ["git checkout --quiet HEAD scene.js"], shows: start },
    ],
  },
];
