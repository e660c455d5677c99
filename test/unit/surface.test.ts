import assert from "node:assert/strict";
import type { DeclaredSetting, Manifest } from "../rig/manifest.ts";
import { type Surface, englishBundle, faultsOf, triedIn } from "../rig/surface.ts";

const on: DeclaredSetting = { type: "boolean", default: true };

/** A manifest of one of each kind, with what is given. */
function manifest(given: Partial<Manifest> = {}): Manifest {
  const commands = given.commands ?? [{ command: "reviewDebt.go", title: "%go%", enablement: "reviewDebt.some" }];
  const menus = given.menus ?? { commandPalette: [{ command: "reviewDebt.go", when: "config.reviewDebt.menu && a" }] };
  const settings = given.settings ?? { "reviewDebt.pace": on, "reviewDebt.menu": on };
  const whole = {
    scripts: {},
    capabilities: { untrustedWorkspaces: { supported: true } },
    contributes: { commands, menus },
  };
  return {
    keybindings: [{ key: "ctrl+k g", command: "reviewDebt.go" }],
    ...given,
    groups: [],
    viewsWelcome: [],
    walkthroughs: [],
    colors: [],
    commands,
    menus,
    settings,
    whole,
  };
}

/** A surface without a fault, with what is given. */
function surface(given: Partial<Surface> = {}): Surface {
  return {
    manifest: manifest(),
    texts: { [englishBundle]: { go: "Go" }, "package.nls.de.json": { go: "Los" } },
    bundles: { "l10n/bundle.l10n.de.json": { Done: "Fertig" } },
    shown: ["Done"],
    literals: new Set(["pace", "reviewDebt.some"]),
    tests: ['await executeCommand("reviewDebt.go");'],
    ...given,
  };
}

describe("the check of the surface", () => {
  it("finds nothing where all fits", () => assert.deepEqual(faultsOf(surface()), []));

  const faults: Readonly<Record<string, [given: Partial<Surface>, fault: string]>> = {
    "a text of the manifest that nobody uses": [
      { texts: { [englishBundle]: { go: "Go", old: "Old" } } },
      "package.nls.json has “old”, which nobody shows",
    ],
    "a text of the manifest that is missing in a language": [
      { texts: { [englishBundle]: { go: "Go" }, "package.nls.fr.json": {} } },
      "package.nls.fr.json lacks “go”",
    ],
    "a translation that nobody shows": [{ shown: [] }, "l10n/bundle.l10n.de.json has “Done”, which nobody shows"],
    "a text without a translation": [{ shown: ["Done", "Failed"] }, "l10n/bundle.l10n.de.json lacks “Failed”"],
    "a setting that nobody reads": [
      { literals: new Set(["reviewDebt.some"]) },
      "nobody reads the setting reviewDebt.pace",
    ],
    "a condition that nobody sets": [
      { literals: new Set(["pace"]) },
      "nobody sets reviewDebt.some, which is a condition",
    ],
    "a command that no test runs": [
      { tests: ['// executeCommand("reviewDebt.go")\nassert.ok(commands.includes("reviewDebt.go"));'] },
      "no test runs reviewDebt.go, by its id, its title or its key",
    ],
  };
  for (const [what, [given, fault]] of Object.entries(faults)) {
    it(`finds ${what}`, () => assert.deepEqual(faultsOf(surface(given)), [fault]));
  }

  it("takes an id, a title, a key and a chord for a run of a command", () => {
    for (const source of [
      'await vscode.commands.executeCommand("reviewDebt.go", { days: 1 });',
      'await window().run("Review Debt: Go");',
      'const bindings = [{ key: "ctrl+alt+g", command: "reviewDebt.go" }];',
      'await workbench.press("ArrowDown", "Control+K", "g");',
    ]) {
      assert.deepEqual(faultsOf(surface({ tests: [source] })), [], source);
    }
  });

  it("tells a chord from its keys alone", () => {
    assert.deepEqual(triedIn('press("Control+K"); press("g"); press("ControlOrMeta+Shift+F8");'), [
      "ctrl+k",
      "g",
      "ctrl+shift+f8",
    ]);
  });
});
