import { parseSync, visitorKeys } from "oxc-parser";

/** A node of an ESTree: its kind, where it stands in the source, and its children under their names. */
export interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A node's place: the node above it and under which name it hangs there. */
export interface Place {
  readonly parent: Syntax | undefined;
  readonly key: string;
}

/** Parses JavaScript or TypeScript, by the name of its file as CommonJS (`.cjs`) or as a module. Throws where it is none. */
export function parse(file: string, source: string): Syntax {
  const { program, errors } = parseSync(file, source, { sourceType: file.endsWith(".cjs") ? "commonjs" : "module" });
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
  return program as unknown as Syntax;
}

/** The nodes right below a node, in their order, each with the name under which it hangs. */
export function* childrenOf(node: Syntax): Generator<readonly [key: string, child: Syntax]> {
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of listOf(node[key])) yield [key, child];
  }
}

/** What hangs under a name, as a list: one node, several, or none. */
export function listOf(value: unknown): readonly Syntax[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter(isSyntax);
}

/** The node that hangs under a name, if there is one. */
export function childOf(node: Syntax, key: string): Syntax | undefined {
  const value = node[key];
  return isSyntax(value) ? value : undefined;
}

/** The text that an expression always has: a string literal, a template without `${}`, or such texts put together. */
export function textOf(node: Syntax | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node?.type === "TemplateLiteral") {
    const texts = listOf(node["quasis"]).map((quasi) => (quasi["value"] as { readonly cooked: string | null }).cooked);
    const filled = listOf(node["expressions"]).map(textOf);
    return together(texts.flatMap((text, i) => [text ?? undefined, ...filled.slice(i, i + 1)]));
  }
  if (node?.type === "BinaryExpression" && node["operator"] === "+") {
    return together([textOf(childOf(node, "left")), textOf(childOf(node, "right"))]);
  }
  return undefined;
}

/** The name of a property that is the same at every run, of a member (`a.b`, `a["b"]`), a key or a pattern's key. */
export function keyOf(node: Syntax): string | undefined {
  const key = childOf(node, node.type === "MemberExpression" ? "property" : "key");
  if (node["computed"] !== true && key?.type === "Identifier") return String(key["name"]);
  return textOf(key);
}

function together(texts: readonly (string | undefined)[]): string | undefined {
  return texts.every((text) => text !== undefined) ? texts.join("") : undefined;
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && "type" in value;
}
