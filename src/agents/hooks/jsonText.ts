import { HooksProblem } from "./problem.ts";

/** A JSON value and where it stands in its text. */
export type JsonNode =
  | { readonly kind: "object"; readonly start: number; readonly end: number; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "value"; readonly start: number; readonly end: number };

/** A key with its value; `start` is the key's. */
export interface JsonMember {
  readonly key: string;
  readonly start: number;
  readonly value: JsonNode;
}

/** A text that goes in at an offset. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** No tool's file is nested deeper. */
const deepest = 500;

/**
 * The nodes of a text that `JSON.parse` accepts. For another text the result means nothing.
 * @throws HooksProblem `unexpectedShape` for one that is nested too deep
 */
export function scan(text: string): JsonNode {
  const space = /\s*/y;
  const scalar = /[^\s,\]}]*/y;
  const skip = (at: number, pattern: RegExp): number => {
    pattern.lastIndex = at;
    pattern.test(text);
    return pattern.lastIndex;
  };
  const endOfString = (start: number): number => {
    let at = start + 1;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    return at + 1;
  };
  /** Reads what stands between brackets, after the opening one, and returns the end of the closing one. */
  const list = (open: number, element: (at: number) => number): number => {
    let at = skip(open + 1, space);
    while (at < text.length && text[at] !== "]" && text[at] !== "}") {
      at = skip(element(at), space);
      if (text[at] === ",") at = skip(at + 1, space);
    }
    return at + 1;
  };
  const value = (start: number, depth: number): JsonNode => {
    if (depth > deepest) throw new HooksProblem("unexpectedShape", "nested too deep");
    if (text[start] === "{") {
      const members: JsonMember[] = [];
      const end = list(start, (at) => {
        const keyEnd = endOfString(at);
        const found = value(skip(skip(keyEnd, space) + 1, space), depth + 1);
        members.push({ key: JSON.parse(text.slice(at, keyEnd)) as string, start: at, value: found });
        return found.end;
      });
      return { kind: "object", start, end, members };
    }
    if (text[start] === "[") {
      const items: JsonNode[] = [];
      const end = list(start, (at) => {
        const found = value(at, depth + 1);
        items.push(found);
        return found.end;
      });
      return { kind: "array", start, end, items };
    }
    return { kind: "value", start, end: text[start] === '"' ? endOfString(start) : skip(start, scalar) };
  };
  return value(skip(text.startsWith("\uFEFF") ? 1 : 0, space), 0);
}

/** The value under a key; the last one where the key is there twice, as `JSON.parse` has it. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === "object" ? node.members.findLast((member) => member.key === key)?.value : undefined;
}

/** How a new last member (with a key) or item goes into an object or array, in the text's own manner. */
export function insertionInto(text: string, container: JsonNode, key: string | undefined, value: unknown): Insertion {
  const children = childrenOf(container);
  const last = children.at(-1);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const prefix = key === undefined ? "" : `${JSON.stringify(key)}:`;
  const lines = (indent: string): string => {
    const pretty = JSON.stringify(value, undefined, unit).replaceAll("\n", newline + indent);
    return newline + indent + prefix + (prefix === "" ? "" : " ") + pretty;
  };
  const gap = text.includes('": ') ? " " : "";
  const inline = prefix + (prefix === "" ? "" : gap) + JSON.stringify(value);

  if (last !== undefined) {
    const indent = indentBefore(text, last.start);
    return { offset: last.end, text: indent === undefined ? `,${gap}${inline}` : `,${lines(indent)}` };
  }
  const offset = container.start + 1;
  const isOneLine = !text.trim().includes("\n") && text.trim().length > 2;
  if (isOneLine) return { offset, text: inline };
  const base = /[ \t]*/y.exec(text.slice(text.lastIndexOf("\n", container.start) + 1))?.[0] ?? "";
  const closes = text.slice(offset, container.end - 1).includes("\n") ? "" : newline + base;
  return { offset, text: lines(base + unit) + closes };
}

/** The text with an insertion made. */
export function inserted(text: string, { offset, text: added }: Insertion): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

/** The text without a child of an object or array, and without the comma and white space that came with it. */
export function withoutChild(text: string, container: JsonNode, index: number): string {
  const children = childrenOf(container);
  const [before, child, after] = [children[index - 1], children[index], children[index + 1]];
  if (child === undefined) return text;
  if (after !== undefined) return text.slice(0, child.start) + text.slice(after.start);
  if (before !== undefined) return text.slice(0, before.end) + text.slice(child.end);
  return text.slice(0, container.start + 1) + text.slice(container.end - 1);
}

function childrenOf(node: JsonNode): readonly { readonly start: number; readonly end: number }[] {
  if (node.kind === "array") return node.items;
  return node.kind === "object" ? node.members.map(({ start, value: { end } }) => ({ start, end })) : [];
}

/** The white space before the first thing on a line; `undefined` where something else stands before it. */
function indentBefore(text: string, offset: number): string | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  return lineStart > 0 && before.trim() === "" ? before : undefined;
}
