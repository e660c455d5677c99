import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readBundle } from "../rig/l10n.ts";
import { conditionsOf, manifestText, readManifest, type WalkthroughStep } from "../rig/manifest.ts";
import { root } from "../rig/paths.ts";
import { ownSurface } from "../rig/surface.ts";

const manifest = readManifest();
const { literals } = ownSurface();
const bundles = ["package.nls.json", "package.nls.de.json"].map((file) => readBundle(file));
const [english = {}] = bundles;
const own = new Set(manifest.commands.map(({ command }) => command));
/** What a link may run besides our own commands. */
const editors = ["workbench.action.openSettings", "workbench.action.openWalkthrough"];

/** The commands that a text links to, with what they are given. */
function commandsIn(text: string): readonly (readonly [command: string, argument: unknown])[] {
  return Array.from(text.matchAll(/\]\(([^)]*)\)/g), ([, target = ""]) => {
    const [, command = target, query] = /^command:([\w.]+)(?:\?(.+))?$/.exec(target) ?? [];
    return [command, query === undefined ? undefined : (JSON.parse(decodeURIComponent(query)) as unknown)] as const;
  });
}

/** What is wrong with a completion event, if anything is. */
function faultOf(event: string): string | undefined {
  const [kind = "", what = ""] = event.split(/:(.*)/s);
  switch (kind) {
    case "onCommand":
      return own.has(what) ? undefined : `nobody declares the command ${what}`;
    case "onSettingChanged":
      return what in manifest.settings ? undefined : `nobody declares the setting ${what}`;
    case "onContext":
      return literals.has(what) ? undefined : `nobody sets ${what}`;
    default:
      return `${kind} is no event that we use`;
  }
}

describe("the walkthrough", () => {
  const [walkthrough, ...others] = manifest.walkthroughs;
  const steps: readonly WalkthroughStep[] = walkthrough?.steps ?? [];

  it("is one, of four to six steps", () => {
    assert.deepEqual(others, []);
    assert.ok(steps.length >= 4 && steps.length <= 6);
    assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length);
  });

  it("is not opened by the editor when we are installed: it is there once we are active", () => {
    assert.equal(walkthrough?.when, "reviewDebt.active");
    assert.ok(literals.has("reviewDebt.active"));
  });

  for (const { id, title, description, media, completionEvents } of steps) {
    describe(`at its step "${id}"`, () => {
      it("says what it is about, in every language, and leads to the same commands", () => {
        const wanted = commandsIn(manifestText(description, english));
        assert.ok(wanted.length > 0);
        for (const texts of bundles) {
          for (const text of [title, description, media.altText]) assert.match(manifestText(text, texts), /^_*\p{Lu}/u);
          assert.match(manifestText(title, texts), /[^.:!]$/u);
          assert.deepEqual(commandsIn(manifestText(description, texts)), wanted);
          // The editor knows `__` for slanted words there, and no Markdown.
          assert.doesNotMatch(manifestText(description, texts), /[*`]/);
        }
      });

      it("is ticked by something that can happen", () => {
        assert.ok(completionEvents.length > 0);
        assert.deepEqual(completionEvents.map(faultOf).filter(Boolean), []);
      });

      it("has a picture without words in the colours of every theme", () => {
        const picture = readFileSync(join(root, media.svg), "utf8");
        assert.doesNotMatch(picture, /<text|<image|<style|style=/);
        const colours = Array.from(picture.matchAll(/\b(?:fill|stroke)="([^"]*)"/g), ([, colour = ""]) => colour);
        assert.ok(colours.length > 0);
        for (const colour of colours)
          assert.match(colour, /^(?:none|var\(--vscode-[\w-]+(?:, var\(--vscode-[\w-]+){0,2}\)+)$/);
        for (const [, name = ""] of picture.matchAll(/--vscode-(reviewDebt-[\w-]+)/g)) {
          assert.ok(manifest.colors.includes(name.replace("-", ".")), name);
        }
      });
    });
  }
});

describe("a link of the manifest", () => {
  const texts = [
    ...manifest.viewsWelcome.map(({ contents }) => contents),
    ...manifest.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
  ];

  it("runs a command that is there", () => {
    const commands = texts.flatMap((text) => bundles.flatMap((bundle) => commandsIn(manifestText(text, bundle))));
    assert.deepEqual(
      commands.filter(([command]) => !own.has(command) && !editors.includes(command)),
      [],
    );
    for (const [command, argument] of commands) {
      if (command === "workbench.action.openSettings") assert.ok(String(argument) in manifest.settings);
      else if (command === "workbench.action.openWalkthrough") {
        assert.deepEqual(
          [argument],
          manifest.walkthroughs.map(({ id }) => `review-debt.review-debt#${id}`),
        );
      } else assert.equal(argument, undefined, command);
    }
  });
});

describe("the welcome of the queue", () => {
  const shownIn = (held: ReadonlySet<string>): readonly string[] =>
    manifest.viewsWelcome
      .filter(({ when }) =>
        when
          .replace("workspaceFolderCount > 0", "folder")
          .split(" && ")
          .every((key) => (key.startsWith("!") ? !held.has(key.slice(1)) : held.has(key))),
      )
      .map(({ contents }) => contents.replaceAll(/%|queue\./g, ""));

  const cases: Readonly<Record<string, [held: readonly string[], shown: readonly string[]]>> = {
    "nothing before it is known who is there": [[], []],
    "all of it after the installation": [
      ["active", "fresh", "folder"],
      ["fresh.tracked", "fresh.lookBack", "fresh.start"],
    ],
    "no look-back without a folder": [
      ["active", "fresh"],
      ["fresh.tracked", "fresh.start"],
    ],
    "the short text after that": [["active", "folder"], ["welcome"]],
    "that it is paused": [["active", "fresh", "folder", "paused"], ["paused"]],
    "nothing while there is something to read": [["active", "folder", "hasUnread"], []],
  };
  for (const [what, [held, shown]] of Object.entries(cases)) {
    it(`says ${what}`, () => {
      const keys = held.map((key) => (key === "folder" ? key : `reviewDebt.${key}`));
      assert.deepEqual(shownIn(new Set(keys)), shown);
    });
  }

  it("depends on keys that somebody sets", () => {
    const keys = conditionsOf(manifest).flatMap(
      (condition) => condition.match(/\breviewDebt\.(?:active|fresh)\b/g) ?? [],
    );
    for (const key of new Set(keys)) assert.ok(literals.has(key), key);
  });
});
