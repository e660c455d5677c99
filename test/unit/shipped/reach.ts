import { type Binding, namesOf } from "./scopes.ts";
import { type Place, type Syntax, childOf, childrenOf, keyOf, listOf, parse, textOf } from "./syntax.ts";
import {
  called,
  followedModule,
  isPlace,
  language,
  member,
  moduleName,
  moduleWords,
  switches,
  watchedNames,
} from "./words.ts";

/**
 * What a program can reach beyond its own data, each in words that a list can hold: `global fetch`, `module node:fs`,
 * `node:child_process.execFile("git")`, `process.env`, `vscode.env.language`, `property constructor`. Each with the code
 * around its first use.
 *
 * Modules that can do much, `process`, `require` and `vscode` are followed through variables, patterns and members whose
 * names are the same at every run. Whatever else is done with them counts as `… (handed on)`, so that nothing is lost from
 * sight without being told.
 */
export function reachOf(file: string, source: string): ReadonlyMap<string, string> {
  return new Reach(file, source).all();
}

class Reach {
  readonly #source: string;
  readonly #program: Syntax;
  readonly #names;
  readonly #places = new Map<Syntax, Place>();
  /** Which variables hold something followed, and its words. */
  readonly #held = new Map<Binding, string>();
  /** The function of the bundler that makes a module of `require`'s answer. */
  #interop: Binding | undefined;
  readonly #found = new Map<string, string>();

  constructor(file: string, source: string) {
    this.#source = source;
    this.#program = parse(file, source);
    this.#names = namesOf(this.#program);
    this.#each((node) => {
      for (const [key, child] of childrenOf(node)) this.#places.set(child, { parent: node, key });
    });
  }

  all(): ReadonlyMap<string, string> {
    // A variable may be used above the line that fills it, and be filled from another one.
    for (let before = -1; before < this.#held.size;) {
      before = this.#held.size;
      this.#each((node) => this.#hold(node));
    }
    this.#each((node) => this.#look(node));
    return this.#found;
  }

  #each(visit: (node: Syntax) => void): void {
    const below = (node: Syntax): void => {
      visit(node);
      for (const [, child] of childrenOf(node)) below(child);
    };
    below(this.#program);
  }

  #add(words: string, { start, end }: Syntax): void {
    if (this.#found.has(words)) return;
    this.#found.set(words, this.#source.slice(Math.max(0, start - 30), Math.min(end + 50, start + 120)));
  }

  /** Notes which variables a node fills with something followed. */
  #hold(node: Syntax): void {
    if (node.type === "VariableDeclarator") this.#fill(childOf(node, "id"), this.#wordsOf(childOf(node, "init")));
    if (node.type === "AssignmentExpression") this.#fill(childOf(node, "left"), this.#wordsOf(childOf(node, "right")));
    if (node.type !== "ImportDeclaration") return;
    const module = moduleName(textOf(childOf(node, "source")) ?? "");
    for (const specifier of listOf(node["specifiers"])) {
      const imported = specifier.type === "ImportSpecifier" ? nameOf(childOf(specifier, "imported")) : undefined;
      this.#fill(
        childOf(specifier, "local"),
        imported === undefined ? followedModule(module) : member(module, imported),
      );
    }
  }

  #fill(target: Syntax | undefined, words: string | undefined): void {
    if (target === undefined || words === undefined) return;
    if (target.type === "AssignmentPattern") this.#fill(childOf(target, "left"), words);
    if (target.type === "Identifier") {
      const binding = this.#names.get(target);
      if (binding !== undefined) this.#held.set(binding, words);
    }
    if (target.type !== "ObjectPattern") return;
    for (const property of listOf(target["properties"])) {
      const key = keyOf(property);
      if (key !== undefined) this.#fill(childOf(property, "value"), member(words, key));
    }
  }

  /** What an expression is, if it is something followed. */
  #wordsOf(node: Syntax | undefined): string | undefined {
    switch (node?.type) {
      case "Identifier": {
        if (!this.#names.has(node)) return undefined;
        const binding = this.#names.get(node);
        const name = nameOf(node) ?? "";
        if (binding !== undefined) return this.#held.get(binding);
        return name === "process" || name === "require" || name === "module" ? name : undefined;
      }
      case "MemberExpression": {
        const [words, key] = [this.#wordsOf(childOf(node, "object")), keyOf(node)];
        return words === undefined || key === undefined ? undefined : member(words, key);
      }
      case "CallExpression":
        return this.#answerOf(node);
      case "SequenceExpression":
        return this.#wordsOf(listOf(node["expressions"]).at(-1));
      case "AwaitExpression":
        return this.#wordsOf(childOf(node, "argument"));
      case "ChainExpression":
      case "ParenthesizedExpression":
        return this.#wordsOf(childOf(node, "expression"));
      case "ImportExpression":
        return followedModule(moduleName(textOf(childOf(node, "source")) ?? ""));
      default:
        return undefined;
    }
  }

  #answerOf(call: Syntax): string | undefined {
    const [first] = listOf(call["arguments"]);
    const callee = childOf(call, "callee");
    const words = this.#wordsOf(callee);
    if (words === "require" || words === "process.getBuiltinModule") {
      return followedModule(moduleName(textOf(first) ?? ""));
    }
    if (this.#isInterop(call)) return this.#wordsOf(first);
    return undefined;
  }

  /** Whether a call is the bundler's, which always looks like `var name=interop(require("…"),1)`. */
  #isInterop(call: Syntax): boolean {
    const [first, second, ...more] = listOf(call["arguments"]);
    const callee = childOf(call, "callee");
    const binding = callee && this.#names.get(callee);
    const isForm =
      first?.type === "CallExpression" &&
      nameOf(childOf(first, "callee")) === "require" &&
      (second === undefined || second["value"] === 1) &&
      more.length === 0 &&
      this.#places.get(call)?.parent?.type === "VariableDeclarator";
    if (!isForm || binding === undefined) return false;
    this.#interop ??= binding;
    return this.#interop === binding;
  }

  #look(node: Syntax): void {
    switch (node.type) {
      case "Identifier":
        this.#lookAtName(node);
        break;
      case "MemberExpression":
      case "Property":
        this.#lookAtKey(node);
        break;
      case "ImportExpression":
        this.#add(moduleWords(textOf(childOf(node, "source"))), node);
        break;
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "ExportNamedDeclaration":
        this.#lookAtSource(node);
        break;
      case "MetaProperty":
        if (nameOf(childOf(node, "meta")) === "import") this.#add("import.meta", node);
        break;
      case "Literal":
      case "TemplateElement":
        this.#lookAtText(node);
        break;
      case "WithStatement":
        this.#add("with", node);
        break;
      default:
    }
    const words = this.#wordsOf(node);
    if (words !== undefined) this.#lookAtUse(node, words);
  }

  #lookAtName(node: Syntax): void {
    const name = nameOf(node) ?? "";
    const isGlobal = this.#names.has(node) && this.#names.get(node) === undefined;
    if (isGlobal && !language.has(name) && this.#wordsOf(node) === undefined) this.#add(`global ${name}`, node);
  }

  #lookAtKey(node: Syntax): void {
    const key = keyOf(node);
    if (key === undefined) return;
    if (watchedNames.has(key)) {
      const isOwnWord = node.type === "MemberExpression" && this.#wordsOf(node) !== undefined;
      if (!isOwnWord) this.#add(`property ${key}`, node);
    }
    const assigned = this.#places.get(node)?.parent;
    const value =
      node.type === "Property"
        ? childOf(node, "value")
        : assigned?.type === "AssignmentExpression" && childOf(assigned, "left") === node
          ? childOf(assigned, "right")
          : undefined;
    if (switches.has(key) && value !== undefined && isOn(value)) this.#add(`${key} switched on`, node);
  }

  /** Addresses may be data, as the `url` that a question comes from, but nothing that is put together or shown. */
  #lookAtText(node: Syntax): void {
    const value =
      node.type === "Literal" ? node["value"] : (node["value"] as { readonly cooked: string | null }).cooked;
    const parent = this.#places.get(node)?.parent;
    if (typeof value !== "string" || (parent?.type === "Property" && keyOf(parent) === "url")) return;
    const [address] = /\b(?:https?|wss?|ftp):/i.exec(value) ?? [];
    if (address !== undefined) this.#add(`address ${address}`, node);
  }

  #lookAtSource(node: Syntax): void {
    const source = childOf(node, "source");
    if (source === undefined) return;
    const module = moduleName(textOf(source) ?? "");
    this.#add(moduleWords(textOf(source)), node);
    if (followedModule(module) === undefined) return;
    if (node.type !== "ImportDeclaration") this.#add(`${module} (handed on)`, node);
    for (const specifier of listOf(node["specifiers"])) {
      const imported = nameOf(childOf(specifier, "imported"));
      const words = imported === undefined ? undefined : member(module, imported);
      if (words !== undefined && !called.has(words) && !isPlace(words)) this.#add(words, specifier);
    }
  }

  /** Says what is done with something followed. */
  #lookAtUse(node: Syntax, words: string): void {
    const { parent, key } = this.#places.get(node) ?? { parent: undefined, key: "" };
    const isFilled =
      (parent?.type === "VariableDeclarator" && key === "init") ||
      (parent?.type === "AssignmentExpression" && key === "right");
    if (this.#isTarget(node)) return;
    if (called.has(words) && this.#isCalled(node, words)) return;
    if (!called.has(words) && !isPlace(words)) {
      // How a program hands out what it offers.
      if (words !== "module.exports") this.#add(words, node);
      return;
    }
    if (isTransparent(parent, key, node) || isOnlyAsked(parent, key)) return;
    if (parent?.type === "MemberExpression" && key === "object") {
      if (keyOf(parent) === undefined) this.#add(`${words} (computed)`, parent);
      else if (called.has(words)) this.#add(`${words}.${keyOf(parent)}`, parent);
    } else if (parent?.type === "CallExpression" && key === "arguments" && this.#isInterop(parent)) {
      // Its answer is followed.
    } else if (isFilled) this.#lookAtPattern(childOf(parent, key === "init" ? "id" : "left"), words);
    else this.#add(`${words} (handed on)`, parent ?? node);
  }

  #isCalled(node: Syntax, words: string): boolean {
    let [at, place] = [node, this.#places.get(node)];
    while (place?.parent !== undefined && isTransparent(place.parent, place.key, at)) {
      [at, place] = [place.parent, this.#places.get(place.parent)];
    }
    if (place?.parent?.type !== "CallExpression" || place.key !== "callee") return false;
    const text = textOf(listOf(place.parent["arguments"])[0]);
    if (words === "require" || words === "process.getBuiltinModule") this.#add(moduleWords(text), place.parent);
    if (words !== "require")
      this.#add(`${words}(${text === undefined ? "computed" : JSON.stringify(text)})`, place.parent);
    return true;
  }

  /** Whether an identifier is what is filled, not what something is filled with. */
  #isTarget(node: Syntax): boolean {
    const { parent, key } = this.#places.get(node) ?? { parent: undefined, key: "" };
    if (node.type !== "Identifier" || parent === undefined) return false;
    if (parent.type === "Property")
      return key === "value" && this.#places.get(parent)?.parent?.type === "ObjectPattern";
    if (parent.type === "VariableDeclarator") return key === "id";
    if (parent.type === "AssignmentExpression" || parent.type === "AssignmentPattern") return key === "left";
    return parent.type.startsWith("Import") && parent.type !== "ImportExpression";
  }

  #lookAtPattern(target: Syntax | undefined, words: string): void {
    if (target?.type === "Identifier" && this.#names.get(target) !== undefined) return;
    if (target?.type !== "ObjectPattern") {
      this.#add(`${words} (handed on)`, target ?? this.#program);
      return;
    }
    for (const property of listOf(target["properties"])) {
      const name = property.type === "Property" ? keyOf(property) : undefined;
      const inner = name === undefined ? undefined : member(words, name);
      const value = childOf(property, "value");
      if (inner === undefined) this.#add(`${words} (computed)`, property);
      else if (!called.has(inner) && !isPlace(inner)) this.#add(inner, property);
      else this.#lookAtPattern(value?.type === "AssignmentPattern" ? childOf(value, "left") : value, inner);
    }
  }
}

function nameOf(node: Syntax | undefined): string | undefined {
  if (node?.type === "Literal") return String(node["value"]);
  return node?.type === "Identifier" ? String(node["name"]) : undefined;
}

/** Whether the node above stands for this one. */
function isTransparent(parent: Syntax | undefined, key: string, node: Syntax): boolean {
  if (parent?.type === "SequenceExpression") return listOf(parent["expressions"]).at(-1) === node;
  return (
    parent?.type === "ChainExpression" ||
    parent?.type === "ParenthesizedExpression" ||
    (parent?.type === "AwaitExpression" && key === "argument")
  );
}

/** Whether it is only asked whether something is there. */
function isOnlyAsked(parent: Syntax | undefined, key: string): boolean {
  if (parent?.type === "BinaryExpression") return /^[!=]==?$/.test(String(parent["operator"]));
  if (parent?.type === "UnaryExpression") return parent["operator"] === "typeof" || parent["operator"] === "!";
  if (parent?.type === "SequenceExpression" || parent?.type === "ExpressionStatement") return true;
  return (parent?.type === "IfStatement" || parent?.type === "ConditionalExpression") && key === "test";
}

/** Whether a value is anything but `false`, which a minifier writes `!1`, or a list of what is allowed. */
function isOn(value: Syntax): boolean {
  if (value.type === "ObjectExpression") return false;
  if (value.type === "Literal") return value["value"] !== false;
  const isMinifiedFalse = value.type === "UnaryExpression" && value["operator"] === "!";
  return !(isMinifiedFalse && childOf(value, "argument")?.["value"] === 1);
}
