import type { Glance } from "./hunkText.ts";
import type { Question } from "./question.ts";

/** A question for hunks of one kind, and how such hunks are known. It fires when any of its triggers does. */
export interface Pack extends Question {
  readonly label: string;
  /** From 1 to 9: how much harm a miss does. Orders the walk (PRODUCT §3) and the questions. */
  readonly weight: number;
  /** Languages it is for, by the editor's ids; all where left out. */
  readonly languages?: readonly string[];
  /** What it looks for in the code of tests instead, if anything. Left out where it looks at tests as at all code. */
  readonly inTests?: RegExp | "nothing";
  /** Its triggers on code are also for data: settings, manifests, pipelines. */
  readonly seesData?: true;
  /** Paths of its files. */
  readonly paths?: RegExp;
  /** What it looks for in code, with strings. */
  readonly code?: RegExp;
  /** What it looks for in code when nothing is in its strings. */
  readonly bare?: RegExp;
  /** What no expression finds. */
  readonly also?: (glance: Glance) => boolean;
}

/** Files of tests. */
export const testPaths =
  /(?:^|\/)(?:tests?|__tests__|e2e|testdata)\/|(?:^|\/)(?:test_[^/]{1,100}|conftest)\.py$|[._-](?:test|spec)s?\.[^/.]+$|[a-z0-9](?:Tests?|Spec)\.[a-z]+$/;

/** Text about code, which no path makes code. */
const documentPaths = /\.(?:md|mdx|markdown|rst|adoc)$/i;

/** Whether a pack's question is one for a hunk. */
export function fires(pack: Pack, glance: Glance): boolean {
  const { path, kind, code, bare, languageId } = glance;
  if (pack.languages?.includes(languageId) === false) return false;
  const isDocument = documentPaths.test(path);
  if (pack.inTests !== undefined && !isDocument && testPaths.test(path)) {
    return pack.inTests !== "nothing" && pack.inTests.test(code);
  }
  if (!isDocument && pack.paths?.test(path)) return true;
  if (kind === "code" || (kind === "data" && pack.seesData)) {
    if (pack.code?.test(code) || pack.bare?.test(bare)) return true;
  }
  return pack.also?.(glance) ?? false;
}
