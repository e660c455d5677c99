import { type Glob, globOf } from "./globs.ts";
import { splitLines } from "../text/lines.ts";

/** What a repository says of a file: that it is not its people's work, that it is, or nothing. */
export type Attribution = "generated" | "vendored" | "own";

/** One `.gitattributes` file. */
export interface AttributesFile {
  /** Its folder in the repository, with `/` between, empty for the top. */
  readonly folder: string;
  readonly text: string;
}

/** A line that says something about files. */
interface Rule {
  readonly folder: string;
  readonly means: Glob;
  /** `undefined` where an attribute is taken back. */
  readonly states: readonly (readonly [attribute: Attribute, isSet: boolean | undefined])[];
}

type Attribute = "generated" | "vendored";

/** Nobody writes more by hand. */
const textCharacters = 200_000;
const lineCharacters = 1000;

/** What the `.gitattributes` of a repository say with `linguist-generated` and `linguist-vendored`. */
export class Attributes {
  readonly #rules: readonly Rule[];

  /** In any order; of two that say something the one in the deeper folder counts. */
  constructor(files: readonly AttributesFile[]) {
    this.#rules = files.toSorted((a, b) => depthOf(a) - depthOf(b)).flatMap(rulesOf);
  }

  /**
   * What they say of a path in the repository. The last line that means it counts, for each attribute; "own" is said with
   * `-linguist-generated` or `=false`, and nothing where no line means it. Macros (`[attr]`) and `.git/info` are not read.
   */
  of(path: string): Attribution | undefined {
    const states = new Map<Attribute, boolean | undefined>();
    for (const { folder, means, states: said } of this.#rules) {
      if (folder !== "" && !path.startsWith(`${folder}/`)) continue;
      if (!means(folder === "" ? path : path.slice(folder.length + 1))) continue;
      for (const [attribute, isSet] of said) states.set(attribute, isSet);
    }
    if (states.get("generated")) return "generated";
    if (states.get("vendored")) return "vendored";
    return [...states.values()].includes(false) ? "own" : undefined;
  }
}

function depthOf({ folder }: AttributesFile): number {
  return folder === "" ? 0 : folder.split("/").length;
}

function rulesOf({ folder, text }: AttributesFile): readonly Rule[] {
  return splitLines(text.slice(0, textCharacters)).flatMap((line): Rule[] => {
    if (!line.includes("linguist-")) return [];
    const [, quoted, bare, said = ""] =
      /^\s*(?:"((?:[^"\\]|\\.)*)"|((?!\[attr\])[^\s"#]\S*))\s+(.*)$/.exec(line.slice(0, lineCharacters)) ?? [];
    const pattern = quoted?.replace(/\\(["\\])/g, "$1") ?? bare;
    const means = pattern === undefined ? undefined : globOfPattern(pattern);
    const states = said.split(/\s+/).flatMap(stateOf);
    return means === undefined || states.length === 0 ? [] : [{ folder, means, states }];
  });
}

/** Git's patterns have no braces, and `\` takes the meaning off what follows; without `/` they are for names in all folders. */
function globOfPattern(pattern: string): Glob | undefined {
  // Git ignores what it does not know what to do with, and so do we.
  if (pattern.startsWith("!")) return undefined;
  const isName = !pattern.includes("/");
  const glob = pattern.replace(/\\(.)|([{}])/g, (_, escaped: string | undefined, brace: string | undefined) =>
    /[*?[\]{}]/.test(escaped ?? brace ?? "") ? `[${escaped ?? brace}]` : (escaped ?? ""),
  );
  return globOf(isName ? `**/${glob}` : glob.replace(/^\//, ""));
}

function stateOf(word: string): (readonly [Attribute, boolean | undefined])[] {
  const [, sign, name, value] = /^([-!]?)linguist-(generated|vendored)(?:=(.*))?$/.exec(word) ?? [];
  if (name === undefined) return [];
  const isSet = sign === "!" ? undefined : sign !== "-" && value?.toLowerCase() !== "false";
  return [[name === "generated" ? "generated" : "vendored", isSet]];
}
