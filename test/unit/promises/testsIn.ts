import { type Syntax, childOf, childrenOf, keyOf, listOf, parse, textOf } from "../shipped/syntax.ts";

/** A test, or a group of tests, as it stands in a file. */
export interface Told {
  /** Its title, with `…` for what is only known when it runs. */
  readonly title: string;
  /** Whether it is run, as far as the file tells: not skipped itself, nor around it, nor left out by `only` elsewhere. */
  readonly isRun: boolean;
}

const groups = new Set(["describe", "context", "suite"]);
const tests = new Set(["it", "specify", "test"]);

/** The tests of a file of mocha's, and their groups. A group counts as run when it has tests and all of them are. */
export function testsIn(file: string, source: string): readonly Told[] {
  const found: Found[] = [];
  look(parse(file, source), false, found);
  const hasOnly = found.some(({ isOnly }) => isOnly);
  return found.map(({ title, isRun }) => ({ title, isRun: isRun && !hasOnly }));
}

interface Found extends Told {
  readonly isTest: boolean;
  readonly isOnly: boolean;
}

function look(node: Syntax, isSkipped: boolean, found: Found[]): void {
  const call = node.type === "CallExpression" ? callOf(node) : undefined;
  if (call === undefined) {
    for (const [, child] of childrenOf(node)) look(child, isSkipped, found);
    return;
  }
  const { name, modifier, title, body } = call;
  const isTest = tests.has(name.replace(/^x/, ""));
  const isOff = isSkipped || name.startsWith("x") || modifier === "skip" || body === undefined;
  const inside: Found[] = [];
  if (body !== undefined) look(body, isOff, inside);
  const isRun = isTest
    ? !isOff && !skipsItself(body)
    : inside.some((one) => one.isTest) && inside.every((one) => one.isRun) && !skipsItself(body);
  found.push({ title, isTest, isRun, isOnly: modifier === "only" }, ...inside);
}

/** What a call such as `it.skip("title", () => …)` says; `undefined` of any other call. */
function callOf(
  node: Syntax,
): { name: string; modifier: string | undefined; title: string; body: Syntax | undefined } | undefined {
  const callee = childOf(node, "callee");
  const named = callee?.type === "MemberExpression" ? childOf(callee, "object") : callee;
  const name = named?.type === "Identifier" ? String(named["name"]) : "";
  const plain = name.replace(/^x/, "");
  const [title, body] = listOf(node["arguments"]);
  if ((!groups.has(plain) && !tests.has(plain)) || title === undefined) return undefined;
  const modifier = callee?.type === "MemberExpression" ? keyOf(callee) : undefined;
  return { name, modifier, title: titleOf(title), body };
}

function titleOf(node: Syntax): string {
  if (node.type !== "TemplateLiteral") return textOf(node) ?? "…";
  return listOf(node["quasis"])
    .map((quasi) => (quasi["value"] as { readonly cooked: string | null }).cooked ?? "")
    .join("…");
}

/** Whether `this.skip()` or the like is called somewhere in it. */
function skipsItself(node: Syntax | undefined): boolean {
  if (node === undefined) return false;
  const callee = node.type === "CallExpression" ? childOf(node, "callee") : undefined;
  if (callee?.type === "MemberExpression" && keyOf(callee) === "skip") return true;
  return Array.from(childrenOf(node)).some(([, child]) => skipsItself(child));
}
