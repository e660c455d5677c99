import { type Place, type Syntax, childOf, childrenOf, listOf } from "./syntax.ts";

/** A name that a file declares itself. */
export interface Binding {
  readonly name: string;
}

/** Who is meant by each identifier that is read or written: a binding of the file, or `undefined` for a global. */
export type Names = ReadonlyMap<Syntax, Binding | undefined>;

type Scope = { readonly above: Scope | undefined; readonly own: Map<string, Binding> };

/** Opens a scope for `let`, `const`, classes and functions; functions also for `var`. */
const opens = new Set([
  "Program",
  "BlockStatement",
  "StaticBlock",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
  "CatchClause",
  "ClassDeclaration",
  "ClassExpression",
]);

/** Resolves all identifiers of a parsed file by the scopes of JavaScript in strict mode. */
export function namesOf(program: Syntax): Names {
  const names = new Map<Syntax, Binding | undefined>();
  resolve(program, { parent: undefined, key: "" }, undefined, names);
  return names;
}

function resolve(node: Syntax, place: Place, above: Scope | undefined, names: Map<Syntax, Binding | undefined>): void {
  if (node.type === "Identifier") {
    if (isName(place)) names.set(node, lookUp(String(node["name"]), above));
    return;
  }
  const scope = opens.has(node.type) || isFunction(node) ? { above, own: declaredIn(node) } : above;
  for (const [key, child] of childrenOf(node)) resolve(child, { parent: node, key }, scope, names);
}

function lookUp(name: string, scope: Scope | undefined): Binding | undefined {
  for (let at = scope; at !== undefined; at = at.above) {
    const found = at.own.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether an identifier names a variable; labels, keys and the outer names of imports and exports do not. */
function isName({ parent, key }: Place): boolean {
  switch (parent?.type) {
    case "MemberExpression":
      return key === "object" || parent["computed"] === true;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return key !== "key" || parent["computed"] === true;
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return false;
    case "ImportSpecifier":
    case "ExportSpecifier":
      return key === "local";
    default:
      return true;
  }
}

/** What a node declares for what is inside it. */
function declaredIn(node: Syntax): Map<string, Binding> {
  const own = new Map<string, Binding>();
  const add = (pattern: Syntax | undefined): void => {
    for (const name of declaredBy(pattern)) own.set(name, own.get(name) ?? { name });
  };
  if (isFunction(node)) {
    // The name of a function expression is only inside; that of a declaration is also outside, and the same there.
    if (node.type === "FunctionExpression") add(childOf(node, "id"));
    listOf(node["params"]).forEach(add);
    if (node.type !== "ArrowFunctionExpression") own.set("arguments", { name: "arguments" });
    variables(childOf(node, "body"), add);
    return own;
  }
  if (node.type === "ClassDeclaration" || node.type === "ClassExpression") add(childOf(node, "id"));
  if (node.type === "CatchClause") add(childOf(node, "param"));
  if (node.type === "Program" || node.type === "StaticBlock") variables(node, add);
  const statements = node.type === "SwitchStatement" ? listOf(node["cases"]).flatMap(inside) : inside(node);
  for (const statement of statements) {
    if (statement.type === "VariableDeclaration") listOf(statement["declarations"]).forEach((one) => add(idOf(one)));
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") add(idOf(statement));
    if (statement.type === "ImportDeclaration") {
      listOf(statement["specifiers"]).forEach((specifier) => add(childOf(specifier, "local")));
    }
  }
  return own;
}

/** The statements that stand right in a scope, exported ones as well. */
function inside(node: Syntax): readonly Syntax[] {
  const statements = ["body", "consequent", "init", "left"].flatMap((key) => listOf(node[key]));
  return statements.map((statement) => childOf(statement, "declaration") ?? statement);
}

/** Gives all `var` of a function's body to `add`, wherever they stand; those of functions inside are theirs. */
function variables(node: Syntax | undefined, add: (pattern: Syntax | undefined) => void): void {
  if (node === undefined || isFunction(node) || node.type === "PropertyDefinition") return;
  if (node.type === "VariableDeclaration" && node["kind"] === "var") {
    listOf(node["declarations"]).forEach((one) => add(idOf(one)));
  }
  for (const [, child] of childrenOf(node)) variables(child, add);
}

/** The names in a pattern such as `{ a, b: [c = 1], ...d }`. */
function declaredBy(pattern: Syntax | undefined): readonly string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [String(pattern["name"])];
    case "AssignmentPattern":
      return declaredBy(childOf(pattern, "left"));
    case "RestElement":
      return declaredBy(childOf(pattern, "argument"));
    case "Property":
      return declaredBy(childOf(pattern, "value"));
    case "ObjectPattern":
      return listOf(pattern["properties"]).flatMap(declaredBy);
    case "ArrayPattern":
      return listOf(pattern["elements"]).flatMap(declaredBy);
    default:
      return [];
  }
}

function idOf(node: Syntax): Syntax | undefined {
  return childOf(node, "id");
}

function isFunction({ type }: Syntax): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}
