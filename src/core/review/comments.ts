/** Something of several lines. A `string` that stands alone on its line is taken for a comment, as Python has them. */
export interface Block {
  readonly start: string;
  readonly end: string;
  readonly kind: "comment" | "string";
}

/** How a language writes comments and strings, as far as telling code from words needs it. */
export interface CommentStyle {
  /** What begins a comment up to the end of the line. */
  readonly line: readonly string[];
  readonly blocks: readonly Block[];
  /** Characters that begin and end a string in one line. */
  readonly quotes: string;
  /** A line that is in the middle of a comment, although the hunk does not have its beginning. */
  readonly continues: RegExp | undefined;
  /** Finds the next character at which any of them can begin; sticky in nothing, so set `lastIndex`. */
  readonly stops: RegExp;
}

function styleOf(line: string, blocks: readonly Block[], quotes: string, continues?: RegExp): CommentStyle {
  const starts = line.split(" ").filter((start) => start !== "");
  const firsts = [...starts, ...blocks.map(({ start }) => start)].map((start) => start.charAt(0)).join("");
  return {
    line: starts,
    blocks,
    quotes,
    continues,
    stops: new RegExp(`[${quotes}${firsts.replace("-", "\\-")}]`, "g"),
  };
}

const slashStar: Block = { start: "/*", end: "*/", kind: "comment" };
const angles: Block = { start: "<!--", end: "-->", kind: "comment" };
const documentation: readonly Block[] = ['"""', "'''"].map((quote) => ({ start: quote, end: quote, kind: "string" }));
const star = /^\s*\*(?:\s|\/|$)/;
const slashes = styleOf("//", [slashStar], "\"'`", star);

const styles: readonly (readonly [ids: string, style: CommentStyle])[] = [
  // A lone ' is not a quote there, but a lifetime or a label.
  ["rust swift fsharp", styleOf("//", [slashStar], '"', star)],
  [
    "shellscript ruby perl r yaml toml dockerfile makefile elixir powershell julia coffeescript properties dotenv cmake " +
      "dockercompose github-actions-workflow azure-pipelines",
    styleOf("#", [], "\"'`"),
  ],
  ["python", styleOf("#", documentation, "\"'")],
  ["php terraform hcl nix", styleOf("// #", [slashStar], "\"'`", star)],
  ["css", styleOf("", [slashStar], "\"'", star)],
  ["sql plsql lua haskell elm ada", styleOf("--", [slashStar], "\"'")],
  ["html xml xsl handlebars razor", styleOf("", [angles], "\"'")],
  ["vue svelte astro", styleOf("//", [slashStar, angles], "\"'`", star)],
  ["clojure lisp scheme ini", styleOf(";", [], '"')],
];
const byId = new Map(styles.flatMap(([ids, style]) => ids.split(" ").map((id) => [id, style] as const)));

/** How a language writes comments; like C and JavaScript where nobody said. */
export function commentStyleOf(languageId: string): CommentStyle {
  return byId.get(languageId) ?? slashes;
}
