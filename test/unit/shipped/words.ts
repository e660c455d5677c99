import { builtinModules } from "node:module";
import { runInNewContext } from "node:vm";

/** These are followed to the member; of other modules it only counts that they are there. */
const followed = new Set(["vscode", "node:child_process", "node:module", "node:sqlite", "node:worker_threads"]);

/** Functions of which it matters what they are called with first. */
export const called = new Set([
  "require",
  "process.getBuiltinModule",
  "node:child_process.execFile",
  "vscode.commands.executeCommand",
  "vscode.extensions.getExtension",
]);

/** What is dangerous on whatever object it is found. */
export const watchedNames = new Set([
  "EventSource",
  "Function",
  "WebAssembly",
  "WebSocket",
  "XMLHttpRequest",
  "__proto__",
  "_linkedBinding",
  "allowExtension",
  "asExternalUri",
  "binding",
  "constructor",
  "createRequire",
  "createTelemetryLogger",
  "createTerminal",
  "dlopen",
  "enableLoadExtension",
  "eval",
  "executeTask",
  "fetch",
  "getBuiltinModule",
  "globalThis",
  "loadExtension",
  "mainModule",
  "openExternal",
  "process",
  "require",
  "sendBeacon",
  "sendText",
  "setKeysForSync",
  "startDebugging",
]);

/** What may be switched off by name, but not on. */
export const switches = new Set(["enableForms", "enableScripts", "isTrusted", "supportHtml"]);

/** What the language itself has, which reaches nothing; asked of the language, so that nothing of Node's is among it. */
export const language: Set<string> = new Set<string>(
  runInNewContext("Object.getOwnPropertyNames(globalThis)") as string[],
);
for (const name of ["eval", "Function", "WebAssembly", "globalThis", "console"]) language.delete(name);
language.add("arguments");

/** Whether words name a place that has more below it: a module, a namespace of `vscode`. */
export function isPlace(words: string): boolean {
  return words === "process" || words === "module" || followed.has(words) || /^vscode\.[a-z]\w*$/.test(words);
}

/** The words for a member of something followed. What follows a value is no longer of interest. */
export function member(words: string, key: string): string | undefined {
  if (!isPlace(words)) return undefined;
  if (key === "default" && followed.has(words)) return words;
  // A class or a list of constants, by the custom of the API. It reaches nothing by itself.
  if (words === "vscode" && /^[A-Z]/.test(key)) return undefined;
  return `${words}.${key}`;
}

/** A module that is followed, or nothing. */
export function followedModule(module: string): string | undefined {
  return followed.has(module) ? module : undefined;
}

/** A module's name with the `node:` that may be left out. */
export function moduleName(text: string): string {
  return !text.startsWith("node:") && builtinModules.includes(text) ? `node:${text}` : text;
}

/** The words for having a module, by what is asked for. */
export function moduleWords(text: string | undefined): string {
  return text === undefined ? "module (computed)" : `module ${moduleName(text)}`;
}
