import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "../rig/paths.ts";
import type { Samples } from "./door.ts";

/** Where real records lie for whoever has them; they are nobody's to copy. */
const folder = join(root, "..", "shared", "samples");
/** A longer record is cut into parts of about so many characters: a mutation shall be felt, and cost little. */
const partCharacters = 24 * 1024;

/** Real records, by the folder they lie in; `undefined` where there are none. */
export function realSamples(): Samples | undefined {
  if (!existsSync(folder)) return undefined;
  const files = globSync("*/*", { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
  const texts = files
    .filter((file) => !file.endsWith(".db"))
    .flatMap((file) => partsOf(file, readFileSync(join(folder, file), "utf8")).map((text) => ({ file, text })));
  const byFolder = Map.groupBy(texts, ({ file }) => basename(dirname(file)));
  return new Map([...byFolder].map(([name, all]) => [name, all.map(({ text }) => text)]));
}

/** A record of lines, some of its lines at a time; any other is whole or not there. */
function partsOf(file: string, text: string): string[] {
  if (!file.endsWith(".jsonl")) return text.length <= 8 * partCharacters ? [text] : [];
  const parts: string[] = [];
  let part = "";
  for (const line of text.split("\n")) {
    part += `${line}\n`;
    if (part.length < partCharacters) continue;
    parts.push(part);
    part = "";
  }
  return [...parts, part];
}
