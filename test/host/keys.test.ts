import assert from "node:assert/strict";
import * as vscode from "vscode";

/** A key binding, as package.json and the editor's list of defaults write it. */
interface Binding {
  readonly key: string;
  /** On macOS, where it is another one there. */
  readonly mac?: string;
  readonly command: string;
  readonly args?: { readonly commands?: readonly (string | { readonly command: string })[] };
}

const isMac = process.platform === "darwin";

/** The keys that mirror the editor's own: pressed on ghost text, they run the editor's own command first. */
const acceptKeys = ["tab", isMac ? "cmd+right" : "ctrl+right"];

describe("our keys", () => {
  let ours: readonly Binding[];
  let defaults: readonly Binding[];

  before(async () => {
    const manifest = vscode.extensions.getExtension("review-debt.review-debt")?.packageJSON as {
      readonly contributes: { readonly keybindings: readonly Binding[] };
    };
    ours = manifest.contributes.keybindings.map((binding) =>
      isMac ? { ...binding, key: binding.mac ?? binding.key } : binding,
    );
    defaults = (await defaultBindings()).filter((binding) => !isOurs(binding));
  });

  it("are not taken from the editor", () => {
    assert.ok(defaults.length > 500, `${defaults.length} defaults`);
    const taken = ours.flatMap(({ key, command }) =>
      defaults
        .filter((other) => !acceptKeys.includes(key) && collides(key, other.key))
        .map((other) => `${key}: ${command} against ${other.key}: ${other.command}`),
    );
    assert.deepEqual(taken, []);
  });

  it("begin a chord only where the editor's own do", () => {
    const leaders = new Set(ours.flatMap(({ key }) => (key.includes(" ") ? [key.split(" ", 1)[0]] : [])));
    for (const leader of leaders)
      assert.ok(
        defaults.some(({ key }) => key.startsWith(`${leader} `)),
        leader,
      );
  });

  it("are on the editor's accept commands where they mirror them", () => {
    for (const key of acceptKeys) {
      const first = ours.find((binding) => binding.key === key)?.args?.commands?.[0];
      assert.ok(
        defaults.some((binding) => binding.key === key && binding.command === first),
        `${key}: ${JSON.stringify(first)}`,
      );
    }
  });
});

/** Ours collides when it is the other, or begins the other's chord. Our own chords begin as the editor's do, with Ctrl+K. */
function collides(ours: string, other: string): boolean {
  return ours === other || other.startsWith(`${ours} `);
}

function isOurs({ command, args }: Binding): boolean {
  const all = [command, ...(args?.commands ?? [])];
  return all.some((one) => (typeof one === "string" ? one : one.command).startsWith("reviewDebt."));
}

/** What the editor lists as its default key bindings, those of extensions included. */
async function defaultBindings(): Promise<Binding[]> {
  await vscode.commands.executeCommand("workbench.action.openDefaultKeybindingsFile");
  const text = vscode.window.activeTextEditor?.document.getText() ?? "";
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  const withoutComments = text.replaceAll(/^\s*\/\/.*$/gm, "");
  return JSON.parse(withoutComments) as Binding[];
}
