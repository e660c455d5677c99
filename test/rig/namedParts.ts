import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./paths.ts";
import { Stop, main, say } from "./say.ts";

/**
 * Runs the modules `test/KIND/*.KIND.ts` that the command line names, or all of them, one after the other, and ends with 1 where
 * one fails.
 * @param noun what one is, for a person who names another
 * @param run gets a module's name and what it exports; rejects, or says `false`, where it fails
 */
export async function runNamedParts(
  kind: string,
  noun: string,
  run: (name: string, module: unknown) => Promise<boolean>,
): Promise<void> {
  await main(async () => {
    const all = globSync(`test/${kind}/*.${kind}.ts`, { cwd: root }).map((file) => basename(file, `.${kind}.ts`));
    const asked = process.argv.slice(2);
    for (const name of asked) {
      if (!all.includes(name)) {
        throw new Stop(`There is no ${noun} "${name}". There are: ${all.toSorted().join(", ") || "none"}.`);
      }
    }
    let failures = 0;
    for (const name of asked.length > 0 ? asked : all.toSorted()) {
      process.stdout.write(`\n── ${name}\n`);
      const file = join(root, "test", kind, `${name}.${kind}.ts`);
      try {
        if (!(await run(name, await import(pathToFileURL(file).href)))) failures++;
      } catch (error) {
        failures++;
        say(`✗ ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
    return failures === 0 ? 0 : 1;
  });
}
