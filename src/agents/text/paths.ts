import * as own from "node:path";
import { fileURLToPath } from "node:url";

/** How paths are written: as on this machine, or as on another one (`win32`, `posix`). */
export type PathRules = Pick<typeof own, "isAbsolute" | "join" | "normalize" | "sep">;

/**
 * The absolute path that a record means: of a plain path, a `file:` URI or `/c:/…`; relative ones start at `cwd`.
 * `undefined` for what is none (NUL, relative without a folder, another scheme).
 */
export function resolvePath(path: unknown, cwd: string | undefined, rules: PathRules = own): string | undefined {
  const absolute = typeof path === "string" && path !== "" ? absoluteOf(path, cwd, rules) : undefined;
  // Looked for last: a URI may spell it, and a folder may have it.
  return absolute?.includes("\0") === true ? undefined : absolute;
}

function absoluteOf(path: string, cwd: string | undefined, rules: PathRules): string | undefined {
  let plain = path;
  if (/^file:/i.test(path)) {
    try {
      plain = fileURLToPath(path, { windows: rules.sep === "\\" });
    } catch {
      return undefined;
    }
  } else if (/^\/[a-z]:[\\/]/i.test(path)) plain = path.slice(1);
  if (rules.isAbsolute(plain)) return rules.normalize(plain);
  return cwd === undefined || !rules.isAbsolute(cwd) ? undefined : rules.normalize(rules.join(cwd, plain));
}

/** Whether a path, as a record has it, starts at no folder: also one of a Windows drive or a `file:` URI, on any machine. */
export function isAbsolutePath(path: string): boolean {
  return own.isAbsolute(path) || /^(?:file:|\/?[a-z]:[\\/])/i.test(path);
}
