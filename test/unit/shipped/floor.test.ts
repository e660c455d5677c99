import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../rig/manifest.ts";
import { root } from "../../rig/paths.ts";

const { whole } = readManifest();
const { vscode = "" } = whole["engines"] as Readonly<Record<string, string>>;
const floor = vscode.replace("^", "");

/**
 * The ways in which code reaches members of the editor's API that its declarations do not have, and so would need to look
 * whether they are there: casts, members by name, and a compiler that is told to look away.
 */
const evasions: readonly RegExp[] = [
  /\bvscode(?:\.\w+)* as (?!const\b)/,
  /\bvscode(?:\.\w+)*\[(?!\])/,
  /\bReflect\.\w+\(\s*vscode\b/,
  /["']\w+["'] in vscode\b/,
  /@ts-(?:ignore|expect-error|nocheck)/,
  /\bdeclare (?:module|namespace) /,
];

function evasionsIn(source: string): readonly string[] {
  return evasions.flatMap((evasion) => evasion.exec(source)?.[0] ?? []);
}

describe("the oldest editor that is supported", () => {
  it("is a version and all of its successors", () => assert.match(vscode, /^\^1\.\d+\.0$/));

  it("is the one whose API the types are checked against, so that nothing newer compiles", () => {
    const types = JSON.parse(readFileSync(join(root, "node_modules/@types/vscode/package.json"), "utf8")) as {
      readonly version: string;
    };
    assert.equal(types.version, floor);
    assert.equal((whole["devDependencies"] as Readonly<Record<string, string>>)["@types/vscode"], floor);
  });

  it("has every API that is used: nothing reaches past the types, and no proposal is asked for", () => {
    const found = globSync("src/**/*.ts", { cwd: root }).flatMap((file) =>
      evasionsIn(readFileSync(join(root, file), "utf8")).map((code) => `${file}: ${code}`),
    );
    assert.deepEqual(found, []);
    assert.equal(whole["enabledApiProposals"], undefined);
    assert.deepEqual(globSync("**/*.d.ts", { cwd: join(root, "src") }), []);
  });

  it("is what the tests in desktop VS Code begin with", () => {
    assert.ok(readFileSync(join(root, ".github/workflows/ci.yml"), "utf8").includes(`vscode: ["${floor}", stable]`));
  });

  const past: readonly string[] = [
    "(vscode as unknown as Newer).thing()",
    "(vscode.window as Newer).thing()",
    'vscode.window["thing"]()',
    'Reflect.get(vscode.window, "thing")',
    'if ("thing" in vscode.window) use();',
    "// @ts-expect-error newer\nvscode.thing()",
    'declare module "vscode" { export function thing(): void; }',
  ];
  for (const code of past) {
    it(`would not be enough for: ${code.replace(/\n.*/, "")}`, () => assert.notDeepEqual(evasionsIn(code), []));
  }
});
