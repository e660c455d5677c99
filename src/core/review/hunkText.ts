import { bareCodeOf } from "./bareCode.ts";
import { commentStyleOf } from "./comments.ts";

/** A hunk as its questions are chosen by. */
export interface HunkText {
  /** Where its file is in the workspace folder, with `/`. */
  readonly path: string;
  /** The editor's id of its language. */
  readonly languageId: string;
  /** The lines from the hunk's first to its last, untracked ones between included. */
  readonly lines: readonly string[];
  /** Whether HEAD has no such file. */
  readonly isNewFile: boolean;
  /** The lines that stood there before. Left out while nobody looked. */
  readonly before?: readonly string[];
  /** Those of `namesIn` that nothing else in the repository has. Left out while nobody looked; then none counts as new. */
  readonly newNames?: ReadonlySet<string>;
}

/** What a hunk looks like to the packs. It is cut to a size that is looked through in no time. */
export interface Glance {
  readonly hunk: HunkText;
  readonly path: string;
  readonly languageId: string;
  /** Code is looked at as code, data for settings and secrets only, prose not at all. */
  readonly kind: "code" | "data" | "prose";
  /** The lines without comments. Empty for prose. */
  readonly code: string;
  /** The same with nothing in its strings. */
  readonly bare: string;
}

/** A hunk has no more lines (PRODUCT §3). */
const lineLimit = 200;
/** What is further right is data, or nobody's handwriting. */
const lineCharacters = 400;
const hunkCharacters = 20_000;
const pathCharacters = 1000;

const proseIds = new Set(["markdown", "plaintext", "restructuredtext", "asciidoc", "latex", "git-commit"]);
const dataIds = new Set(
  "json jsonc jsonl yaml toml ini properties dotenv xml csv dockercompose github-actions-workflow azure-pipelines".split(
    " ",
  ),
);

/** Looks at a hunk, once for all packs. */
export function glanceAt(hunk: HunkText): Glance {
  const { languageId } = hunk;
  const kind = proseIds.has(languageId) ? "prose" : dataIds.has(languageId) ? "data" : "code";
  const lines: string[] = [];
  let room = kind === "prose" ? 0 : hunkCharacters;
  for (const line of hunk.lines.slice(0, lineLimit)) {
    if (room <= 0) break;
    const part = line.slice(0, Math.min(lineCharacters, room));
    room -= part.length;
    lines.push(part);
  }
  const path = hunk.path.slice(-pathCharacters);
  return { hunk, path, languageId, kind, ...textsOf(lines, languageId) };
}

function textsOf(lines: readonly string[], languageId: string): { code: string; bare: string } {
  const { code, bare } = bareCodeOf(lines, commentStyleOf(languageId));
  // Text in strings matters as it may be SQL; in SQL it is not.
  return { code: languageId === "sql" || languageId === "plsql" ? bare : code, bare };
}
