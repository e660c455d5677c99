import { globSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { basename, join } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { root } from "./paths.ts";
import { main, say } from "./say.ts";

/** Where GitHub looks for workflows. */
export const workflowsFolder = join(root, ".github", "workflows");

/** GitHub's own checker of workflows, as its editor extension runs it. It leaves out what Node wants to hear of JSON files. */
async function checker(): Promise<typeof import("@actions/languageservice")> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      return specifier.endsWith(".json") ? { ...found, importAttributes: { type: "json" } } : found;
    },
  });
  try {
    return await import("@actions/languageservice");
  } finally {
    hooks.deregister();
  }
}

/** Each text has an address of its own: the checker remembers what it read by address. */
let textCount = 0;

/** What GitHub would not take in a workflow, or what means nothing there, a sentence each with its line. */
export async function workflowFaults(name: string, text: string): Promise<readonly string[]> {
  const { validate } = await checker();
  const address = `file:///clone-${textCount++}/.github/workflows/${name}`;
  const found = await validate(TextDocument.create(address, "yaml", 0, text));
  return found.map(({ range, message }) => {
    const words = typeof message === "string" ? message : message.value;
    return `${name}:${range.start.line + 1}: ${words}`;
  });
}

/** The names of the workflows there are. */
export function workflowNames(): readonly string[] {
  return globSync("*.{yml,yaml}", { cwd: workflowsFolder }).map((file) => basename(file));
}

if (import.meta.main) {
  await main(async () => {
    const faults = await Promise.all(
      workflowNames().map((name) => workflowFaults(name, readFileSync(join(workflowsFolder, name), "utf8"))),
    );
    for (const fault of faults.flat()) say(fault);
    return faults.flat().length === 0 ? 0 : 1;
  });
}
