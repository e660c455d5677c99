import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { HooksProblem } from "./problem.ts";

/** No tool's file of hooks comes near this. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The text of a tool's file, byte for byte; `undefined` where there is none.
 * @throws HooksProblem: `symbolicLink`, `notReadable`, `notWritable`
 */
export function readConfig(path: string): string | undefined {
  const stat = attempt("notReadable", () => lstatSync(path, { throwIfNoEntry: false }));
  if (stat === undefined) return undefined;
  // A file that is linked to is kept elsewhere, often under version control: a rename would cut the link.
  if (stat.isSymbolicLink()) throw new HooksProblem("symbolicLink", path);
  if (!stat.isFile() || stat.size > mostBytes) throw new HooksProblem("notReadable", path);
  if ((stat.mode & 0o200) === 0) throw new HooksProblem("notWritable", path);
  const bytes = attempt("notReadable", () => readFileSync(path));
  return attempt("notReadable", () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
}

/**
 * Writes a tool's file in one step, or removes it, if it still has the text that was shown. Its mode stays.
 * @throws HooksProblem: `changedMeanwhile`, `notWritable`, and those of `readConfig`
 */
export function writeConfig(path: string, before: string | undefined, after: string | undefined): void {
  if (readConfig(path) !== before) throw new HooksProblem("changedMeanwhile", path);
  if (after === undefined) {
    attempt("notWritable", () => rmSync(path, { force: true }));
    return;
  }
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  attempt("notWritable", () => {
    const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0o600;
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(draft, after, { flag: "wx", mode: mode & 0o777, flush: true });
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}

function attempt<T>(kind: HooksProblem["kind"], act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new HooksProblem(kind, error instanceof Error ? error.message : "");
  }
}
