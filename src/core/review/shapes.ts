import { isBlank, words } from "../text/lines.ts";
import type { Glance } from "./hunkText.ts";

/** A hunk of more lines is a big block, and so is a new file of more than a third of it. */
const bigLines = 60;
/** Deeper in a loop nothing is looked for. */
const loopLines = 15;
/** Fewer lines than this are too few to say that they were only moved about. */
const refactorLines = 4;

const loopHead =
  /^\s{0,400}(?:(?:for|foreach|while|until|loop)\b|[^\n]{0,200}(?:\.(?:forEach|map|flatMap|each|each_with_index|for_each)\b|\bfor\s[^\n]{1,80}\sin\s))/;
const loopHeadWithWork =
  /(?:\)|\bdo\b|:|=>)\s{0,9}\{?\s{0,9}(?:await|yield from)\b|\.(?:map|forEach|flatMap)\(\s{0,9}async\b/;
const work = new RegExp(
  [
    String.raw`\bawait\b`,
    String.raw`\bfetch\(`,
    String.raw`\.(?:query|execute|executeQuery|QueryRow|Query|Exec|findOne|findById|find_by|findUnique|findAll|objects)\b`,
    String.raw`\b(?:db|database|conn|connection|cursor|prisma|knex|axios|requests|redis|stmt|pdo)(?:\.|->)\w`,
    String.raw`[rR]epo(?:sitory)?\.(?:find|get|save|insert|delete|update)`,
    String.raw`\b(?:http|https|client|session)\.(?:Get|Post|Do|get|post|put|request|send|query|execute)\(`,
    String.raw`\b(?:readFile|readFileSync|writeFile|writeFileSync|fopen|urlopen|file_get_contents|curl_exec)\(|(?<![.\w])open\(`,
    String.raw`\bos\.(?:Open|ReadFile)\b|\bsubprocess\.|\bmysqli_query\b|\b(?:curl|wget|psql|ssh)\s`,
  ].join("|"),
);

/** Whether a loop asks a database, the network or the disk once for each item, as far as its first lines show. */
export function worksInLoop({ kind, bare }: Glance): boolean {
  if (kind !== "code" || !(work.test(bare) || bare.includes("async"))) return false;
  const lines = bare.split("\n");
  return lines.some((head, at) => {
    if (!loopHead.test(head)) return false;
    if (loopHeadWithWork.test(head)) return true;
    const depth = indentOf(head);
    for (const line of lines.slice(at + 1, at + 1 + loopLines)) {
      if (isBlank(line) || /^\s*\{\s*$/.test(line)) continue;
      if (indentOf(line) <= depth) return false;
      if (work.test(line)) return true;
    }
    return false;
  });
}

/** Whether a hunk is a lot at once, and so may come from somewhere. */
export function isBig({ hunk: { lines, isNewFile } }: Glance): boolean {
  return lines.length > (isNewFile ? bigLines / 3 : bigLines);
}

/** Whether a hunk says in other places or under other names what stood there before. */
export function isRearranged({ kind, hunk: { lines, before } }: Glance): boolean {
  if (kind !== "code" || before === undefined) return false;
  const now = solid(lines);
  const then = solid(before);
  if (now.length < refactorLines || then.length < refactorLines) return false;
  if (Math.abs(now.length - then.length) > then.length / 4) return false;
  const left = countsOf(then);
  let shared = 0;
  const tokens = tokensOf(now);
  for (const token of tokens) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    shared++;
  }
  return shared >= tokens.length * 0.7;
}

/** Whether an UPDATE or DELETE of a script has no WHERE. */
export function changesEveryRow({ code }: Glance): boolean {
  // A statement that does not end in the hunk may have one further on.
  const statements = code.split(";").slice(0, -1);
  return statements.some(
    (statement) => /^\s*(?:DELETE\s+FROM|UPDATE)\s/i.test(statement) && !/\bWHERE\b/i.test(statement),
  );
}

/** Whether a shell script has an expansion outside of quotes where it is split into words. */
export function splitsWords({ bare }: Glance): boolean {
  return bare
    .split("\n")
    .some((line) => !/\[\[|\(\(|^\s*case\b|^\s*for\b/.test(line) && /(?:^|\s)\$(?:\w|\{\w|[@*])/.test(line));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function solid(lines: readonly string[]): readonly string[] {
  return lines.slice(0, 200).flatMap((line) => {
    const part = line.slice(0, 400);
    return words(part) === "" ? [] : [part];
  });
}

function tokensOf(lines: readonly string[]): readonly string[] {
  return lines.join("\n").match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function countsOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokensOf(lines)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}
