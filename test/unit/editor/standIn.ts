import { registerHooks } from "node:module";

const place = "reviewDebtTestEditor";

/**
 * Imports a module of the product with a stand-in for the editor: what it, and what it imports for the first time, know as
 * `vscode` has these members and no others. Members that are objects may change later. One stand-in serves a whole run.
 */
export async function importWith<Module>(editor: Readonly<Record<string, unknown>>, url: URL): Promise<Module> {
  Reflect.set(globalThis, place, editor);
  const members = Object.keys(editor).map((name) => `export const ${name} = globalThis.${place}.${name};`);
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "vscode"
        ? {
            url: `data:text/javascript,${encodeURIComponent(members.join("\n"))}`,
            format: "module",
            shortCircuit: true,
          }
        : next(specifier, context),
  });
  try {
    return (await import(url.href)) as Module;
  } finally {
    hooks.deregister();
  }
}
