/** Whether a glob means a path, which is relative and has `/` between its parts. */
export type Glob = (path: string) => boolean;

/** Nobody needs a longer glob. */
const globCharacters = 500;
/** Nor one with more ways through its braces. */
const choiceLimit = 200;
/** What is beyond is not looked at; no system has longer paths. */
const pathCharacters = 4096;

/** `[a-c]` or `[!a-c]`; `]` is itself as the first of them, `/` is none. Else any one character. */
const tokens = /\[(?:([!^])|(?![!^]))(\]?[^\]/]+|\])\]|./gsu;

/** What one item may be, or any number of any items. */
type Step<Item> = ((item: Item) => boolean) | "any";

/**
 * A glob as VS Code understands it: `*` and `?` stay inside one part of the path, `**` is any number of parts, `{a,b}` is
 * either, `[a-c]` and `[!a-c]` are one character; upper and lower case differ. `undefined` for one that is empty, leaves a
 * bracket or brace open, has more than 500 characters or more than 200 ways through its braces.
 *
 * A match takes at most time in proportion to path times glob, whatever they are.
 */
export function globOf(text: string): Glob | undefined {
  if (text === "" || text.length > globCharacters) return undefined;
  const choices = choicesOf(text);
  const globs = choices?.map((choice) => choice.split("/").map(stepOfPart));
  return globs && ((path) => globs.some((glob) => fits(path.slice(0, pathCharacters).split("/"), glob)));
}

/**
 * A glob as people write it about a folder's files: without any `/` it means the name in every folder, with `/` at the
 * end a folder with all that is in it, with `/` or `./` in front the top folder.
 */
export function pathGlobOf(text: string): Glob | undefined {
  const glob = text.trim().replace(/\/$/, "/**");
  const top = glob.replace(/^\.?\//, "");
  return globOf(top === glob && glob !== "" && !glob.includes("/") ? `**/${glob}` : top);
}

/** The globs without braces that one with braces stands for; `undefined` where it does not parse. */
function choicesOf(text: string): readonly string[] | undefined {
  // Each level of braces has what is complete of it, and what its choice under way can be.
  const levels: { done: string[]; open: string[] }[] = [{ done: [], open: [""] }];
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (level === undefined || token === "[") return undefined;
    const outer = levels.at(-2);
    if (token === "{") levels.push({ done: [], open: [""] });
    else if (token === "," && outer !== undefined) {
      level.done.push(...level.open);
      level.open = [""];
    } else if (token === "}" && outer !== undefined) {
      levels.pop();
      const choices = [...level.done, ...level.open];
      if (choices.length * outer.open.length > choiceLimit) return undefined;
      outer.open = outer.open.flatMap((before) => choices.map((choice) => before + choice));
    } else level.open = level.open.map((before) => before + token);
  }
  return levels.length === 1 ? levels[0]?.open : undefined;
}

/** What one part of a path may be. */
function stepOfPart(part: string): Step<string> {
  if (part === "**") return "any";
  const steps = Array.from(part.matchAll(tokens), ([token, not, body]): Step<string> => {
    if (token === "*") return "any";
    if (token === "?") return () => true;
    if (body === undefined) return (character) => character === token;
    const ranges = Array.from(body.matchAll(/(.)-(.)|(.)/gsu), ([, from, to, only = ""]) => [from ?? only, to ?? only]);
    const isIn = (character: string): boolean =>
      ranges.some(([from = "", to = ""]) => from <= character && character <= to);
    return (character) => isIn(character) === (not === undefined);
  });
  return (text) => fits(Array.from(text), steps);
}

/** Whether items are what the steps say. Going back to the latest "any" only is enough, as it can take what earlier ones left. */
function fits<Item>(items: readonly Item[], steps: readonly Step<Item>[]): boolean {
  let at = 0;
  let step = 0;
  let anyStep = -1;
  let anyAt = 0;
  while (at < items.length) {
    const current = steps[step];
    const item = items[at];
    if (current === "any") {
      anyStep = step++;
      anyAt = at;
    } else if (current !== undefined && item !== undefined && current(item)) {
      step++;
      at++;
    } else if (anyStep >= 0) {
      step = anyStep + 1;
      at = ++anyAt;
    } else return false;
  }
  return steps.slice(step).every((left) => left === "any");
}
