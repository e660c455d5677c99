import type { Glance } from "./hunkText.ts";

/** Names a hunk takes from elsewhere. */
export interface Names {
  /** Packages that are imported, without the path inside them. */
  readonly packages: readonly string[];
  /** Functions that are called and not defined in the hunk. */
  readonly calls: readonly string[];
}

/** Each name is a search in the repository for the caller. */
const nameLimit = 40;

const script = ["javascript", "typescript", "javascriptreact", "typescriptreact", "vue", "svelte", "astro"];
const scriptImport =
  /\b(?:from|import|require)\s{0,9}\(?\s{0,9}["'](?!node:|[./~#])((?:@[\w.-]{1,99}\/)?[\w.-]{1,99})/g;

/** What names an imported package, by language id. The first group is its name. */
const importsById = new Map<string, RegExp>([
  ...script.map((id) => [id, scriptImport] as const),
  ["python", /^[ \t]{0,99}(?:import|from)\s{1,9}([A-Za-z_]\w{0,99})/gm],
  ["go", /^[ \t]{0,99}(?:import\s{1,9})?(?:[\w.]{1,99}\s{1,9})?"([\w-]{1,99}\.[\w.-]{1,99}\/[\w./-]{1,199})"/gm],
  [
    "rust",
    /^[ \t]{0,99}(?:pub\s)?(?:use|extern crate)\s{1,9}(?!crate\b|self\b|super\b|std\b|core\b|alloc\b)(\w{1,99})/gm,
  ],
  ["ruby", /^[ \t]{0,99}(?:require|gem)\s{1,9}["']([\w./-]{1,99})["']/gm],
  ["java", /^[ \t]{0,99}import\s{1,9}(?:static\s)?(?!java\.|javax\.)(\w{1,99}\.\w{1,99}(?:\.\w{1,99})?)/gm],
  ["kotlin", /^[ \t]{0,99}import\s{1,9}(?!java\.|javax\.|kotlin\.)(\w{1,99}\.\w{1,99}(?:\.\w{1,99})?)/gm],
  ["csharp", /^[ \t]{0,99}using\s{1,9}(?:static\s)?(?!System\b)([A-Z]\w{0,99}(?:\.\w{1,99})?)\s{0,9};/gm],
  ["php", /^[ \t]{0,99}use\s{1,9}\\?([A-Z]\w{0,99}\\\w{1,99})/gm],
  ["swift", /^[ \t]{0,99}import\s{1,9}(\w{1,99})/gm],
]);

const call = /(?<![\w$])([A-Za-z_$][\w$]{2,60})\s?[(!]\(?/g;
const definition = /\b(?:function|def|fn|func|fun|class|struct|sub|macro_rules!)\*?\s{1,9}([\w$]{1,60})/g;
/** A method: its name begins the line, or follows modifiers, and a block follows its parameters. */
const method =
  /^[ \t]{0,99}(?:(?:public|private|protected|static|async|override|get|set)\s)*([\w$]{1,60})\([^\n]{0,200}\{\s{0,9}$/gm;
const keywords = new Set(
  (
    "if for while switch catch return await typeof function super constructor sizeof elif else except print println " +
    "match when until unless using lock fixed foreach throw new assert and not with def func require import defer"
  ).split(" "),
);

/** The names a hunk takes from elsewhere, each once, as they come; at most 40 of each kind. */
export function namesIn({ languageId, kind, code, bare }: Glance): Names {
  if (kind !== "code") return { packages: [], calls: [] };
  const defined = new Set([...groups(definition, bare), ...groups(method, bare)]);
  const calls = groups(call, bare).filter((name) => !keywords.has(name) && !defined.has(name));
  const imports = importsById.get(languageId);
  return { packages: first(imports ? groups(imports, code) : []), calls: first(calls) };
}

function groups(pattern: RegExp, text: string): string[] {
  return Array.from(text.matchAll(pattern), ([, name = ""]) => name);
}

function first(names: readonly string[]): string[] {
  return [...new Set(names)].slice(0, nameLimit);
}
