import type { TextChange } from "../text/change.ts";
import { hasWord, isBlank, stripped } from "../text/lines.ts";
import { isMark, type Tag } from "./tag.ts";

/**
 * What a person's change inside one line does to the line's tag: nothing, or it makes the line edited (DESIGN §2,
 * rule 2) and takes it out of its commit. `arrivals` says that cut or copied lines are on their way and may arrive here. Always what `attribute`
 * would say, only sooner, and `compare` where only that can say it.
 */
export function keystrokeOn(
  tag: Tag | undefined,
  oldLine: string,
  newLine: string,
  change: TextChange,
  arrivals: boolean,
): "keep" | "edit" | "compare" {
  const { startCharacter, endCharacter, text } = change;
  if (arrivals && text.length > 1 && hasWord(text)) return "compare";
  if (tag === undefined) return "keep";
  if (!isMark(tag) || isBlank(oldLine) || isBlank(newLine)) return "compare";
  if (tag.settled?.kind === "edited" && tag.committed === undefined) return "keep";
  if (startCharacter === endCharacter) return isBlank(text) ? "keep" : "edit";
  return stripped(oldLine) === stripped(newLine) ? "keep" : "edit";
}

/**
 * The tags of the lines that white space put into a line makes of it: none of them changes. `undefined` where texts
 * must be compared.
 */
export function lineBreakIn(
  tag: Tag | undefined,
  newLines: readonly string[],
  change: TextChange,
): (Tag | undefined)[] | undefined {
  const { startLine, startCharacter, endLine, endCharacter, text } = change;
  const insertsOnly = startLine === endLine && startCharacter === endCharacter;
  if (!insertsOnly || !isMark(tag) || !isBlank(text) || newLines.every(isBlank)) return undefined;
  return newLines.map((line) => (isBlank(line) ? undefined : tag));
}
