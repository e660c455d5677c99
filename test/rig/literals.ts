/** A string literal of TypeScript code, or one piece of a template's text. */
export interface Literal {
  /** Where its first quote is; of a piece where its text begins. */
  readonly start: number;
  /** Behind its last quote; of a piece behind its text. */
  readonly end: number;
  /** What it says. */
  readonly text: string;
  /** Whether it is only a part of a text, beside `${…}`. */
  readonly isPiece: boolean;
}

/** TypeScript code with what is between its quotes. */
export interface Scanned {
  /** The same length as the source, with blanks for comments, regular expressions and texts; quotes stay. */
  readonly code: string;
  /** In their order. */
  readonly literals: readonly Literal[];
}

/** Behind these a slash begins a regular expression. Nothing in this repository needs more than that. */
const beforeExpression = /(?:^|[([{,;=:!&|?<>+*%~^-]|\b(?:return|case|typeof|in|of))\s*$/;
const expression = /\/(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/[a-z]*/y;

/** Finds the string literals of TypeScript code. A careful reading, but no parser: the code is taken to be right. */
export function scan(source: string): Scanned {
  const literals: Literal[] = [];
  let code = "";
  let at = 0;
  const blank = (end: number): void => {
    code += source.slice(at, end).replace(/[^\n]/g, " ");
    at = end;
  };
  const keep = (): void => {
    code += source[at] ?? "";
    at += 1;
  };
  const quoted = (quote: string): void => {
    const start = at;
    keep();
    let end = at;
    while (end < source.length && source[end] !== quote) end += source[end] === "\\" ? 2 : 1;
    const text = unescaped(source.slice(at, end));
    blank(end);
    keep();
    literals.push({ start, end: at, text, isPiece: false });
  };
  const template = (): void => {
    const start = at;
    let pieceStart = at + 1;
    let isWhole = true;
    keep();
    const endPiece = (end: number, isLast: boolean): void => {
      const text = unescaped(source.slice(pieceStart, end));
      blank(end);
      if (isLast && isWhole) literals.push({ start, end: end + 1, text, isPiece: false });
      else if (text !== "") literals.push({ start: pieceStart, end, text, isPiece: true });
    };
    for (let i = at; i < source.length;) {
      if (source[i] === "\\") i += 2;
      else if (source[i] === "`") {
        endPiece(i, true);
        keep();
        return;
      } else if (source.startsWith("${", i)) {
        isWhole = false;
        endPiece(i, false);
        keep();
        keep();
        codeUntil("}");
        keep();
        i = at;
        pieceStart = at;
      } else i += 1;
    }
  };
  const codeUntil = (closing: string | undefined): void => {
    let depth = 0;
    while (at < source.length) {
      const character = source[at];
      if (character === closing && depth === 0) return;
      if (source.startsWith("//", at)) blank(endOf("\n", 0));
      else if (source.startsWith("/*", at)) blank(endOf("*/", 2));
      else if (character === '"' || character === "'") quoted(character);
      else if (character === "`") template();
      else if (character === "/" && beforeExpression.test(code.slice(-40))) {
        expression.lastIndex = at;
        const length = expression.exec(source)?.[0].length ?? 1;
        blank(at + length);
      } else {
        if (character === "{") depth += 1;
        if (character === "}") depth -= 1;
        keep();
      }
    }
  };
  const endOf = (mark: string, length: number): number => {
    const found = source.indexOf(mark, at);
    return found < 0 ? source.length : found + length;
  };
  codeUntil(undefined);
  return { code, literals };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0" };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi,
    (_, braced?: string, four?: string, two?: string, one = "") => {
      const hex = braced ?? four ?? two;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return one === "\n" ? "" : (escapes[one] ?? one);
    },
  );
}
