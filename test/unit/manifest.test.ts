import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { implies } from "../rig/conditions.ts";
import { readBundle } from "../rig/l10n.ts";
import { type DeclaredSetting, manifestText, readManifest } from "../rig/manifest.ts";
import { root } from "../rig/paths.ts";

const { commands, keybindings, menus, groups, settings, whole } = readManifest();
const bundles = Object.fromEntries(
  globSync("package.nls*.json", { cwd: root }).map((file) => [file, readBundle(file)] as const),
);
const english = bundles["package.nls.json"] ?? {};
/** How each language says what a setting is when nobody set it. */
const byDefault: Readonly<Record<string, RegExp>> = {
  "package.nls.json": /\bby default\b/i,
  "package.nls.de.json": /\bstandardmäßig\b/i,
};
/** Keys that hold with others, as `src/editor/show/contextKeys.ts` sets them. */
const known: Readonly<Record<string, string>> = {
  "reviewDebt.editorTracked": "reviewDebt.editorFollowed",
  "reviewDebt.editorUnread": "reviewDebt.hasUnread",
};
const commandOf = new Map(commands.map((command) => [command.command, command]));

function describedBy(setting: DeclaredSetting): string {
  return setting.markdownDescription ?? setting.description ?? "";
}

describe("settings", () => {
  it("are in groups with a title, in the order that they stand in", () => {
    assert.ok(groups.length > 1);
    assert.deepEqual(
      groups.map(({ order }) => order),
      groups.map((_, i) => i + 1),
    );
    for (const { title } of groups) assert.match(manifestText(title, english), /^[A-Z][\w, ]+$/);
    const all = Object.values(settings);
    assert.deepEqual(
      all.map(({ order }) => order),
      all.map((_, i) => i + 1),
    );
  });

  for (const [name, setting] of Object.entries(settings)) {
    it(`say what they do and what they are by default, in every language: ${name}`, () => {
      for (const [file, texts] of Object.entries(bundles)) {
        const text = manifestText(describedBy(setting), texts);
        assert.match(text, /^\p{Lu}.*\.$/u, file);
        assert.match(text, byDefault[file] ?? /$^/, file);
        if (setting.markdownDescription === undefined) assert.doesNotMatch(text, /[`*]/, file);
      }
      if (setting.type === "boolean") {
        assert.match(manifestText(describedBy(setting), english), setting.default === true ? /\bOn by/ : /\bOff by/);
      }
      if (setting.type === "number") {
        assert.match(
          manifestText(describedBy(setting), english),
          new RegExp(`\\b${String(setting.default)} by default`),
        );
      }
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length);
      if (setting.enum !== undefined) assert.ok(setting.enum.includes(String(setting.default)));
    });
  }

  it("have a scope, and those that a folder may set are left alone where it is not trusted", () => {
    const scopes = new Set(["application", "machine", "window", "resource"]);
    for (const [name, { scope = "" }] of Object.entries(settings)) assert.ok(scopes.has(scope), name);
    const ofFolders = Object.keys(settings).filter((name) => /^(?:window|resource)$/.test(settings[name]?.scope ?? ""));
    const { untrustedWorkspaces } = whole.capabilities;
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations?.toSorted(), ofFolders.toSorted());
    // The editor keeps them back only from an extension that says it is limited there.
    assert.equal(untrustedWorkspaces.supported, "limited");
  });

  it("are checked by the settings editor: numbers have bounds, lists and objects say what they hold, texts are a choice", () => {
    for (const [name, { type, ...setting }] of Object.entries(settings)) {
      const { minimum, maximum } = setting;
      if (type === "number") assert.ok(minimum! < maximum! && Number(setting.default) >= minimum!, name);
      if (type === "array") assert.ok(setting.items?.type === "string" && setting.items.maxLength !== undefined, name);
      if (type === "object") assert.equal(setting.additionalProperties?.type, "boolean", name);
      if (type === "string") assert.ok((setting.enum?.length ?? 0) > 1, name);
      assert.equal(typeof setting.default, { array: "object" }[type] ?? type, name);
    }
  });

  it("name no path, for which a machine's own value would have to count", () => {
    // `machine-overridable` is for paths: a program's or a folder's place differs from machine to machine.
    const paths = /\b(?:path|folder|director|executable)/i;
    assert.deepEqual(
      Object.keys(settings).filter((name) => paths.test(name)),
      [],
    );
  });
});

describe("where it runs", () => {
  it("is where the code is, and not in virtual workspaces, with a reason in every language", () => {
    assert.deepEqual(whole["extensionKind"], ["workspace"]);
    const { supported, description } = whole.capabilities.virtualWorkspaces!;
    assert.equal(supported, false);
    for (const [file, texts] of Object.entries(bundles)) {
      assert.match(manifestText(description, texts), /^\p{Lu}.{20,}\.$/u, file);
    }
  });
});

describe("the page in the registries", () => {
  const { keywords, categories, galleryBanner, icon, badges, description } = whole as Readonly<Record<string, unknown>>;

  it("can be found: up to thirty keywords, and categories that there are", () => {
    const words = keywords as readonly string[];
    assert.ok(words.length >= 5 && words.length <= 30);
    assert.equal(new Set(words).size, words.length);
    for (const word of words) assert.match(word, /^[a-z][a-z ]+$/);
    // code.visualstudio.com/api/references/extension-manifest
    const known = new Set(["AI", "Education", "Other", "SCM Providers", "Visualization"]);
    for (const category of categories as readonly string[]) assert.ok(known.has(category), category);
  });

  it("has a banner in the icon's colour, an icon of 256 pixels, and no badges", () => {
    assert.deepEqual(galleryBanner, { color: "#183a5c", theme: "dark" });
    const png = readFileSync(join(root, icon as string));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
    assert.equal(badges, undefined);
  });

  it("says in one sentence what it is, in every language", () => {
    for (const [file, texts] of Object.entries(bundles)) {
      const text = manifestText(description as string, texts);
      assert.ok(text.length > 40 && text.length <= 200, `${file}: ${text.length}`);
    }
  });

  it("shows what it does, its limits, its neighbours, answers and privacy", () => {
    const page = readFileSync(join(root, "README.md"), "utf8");
    const headings = Array.from(page.matchAll(/^## (.+)$/gm), ([, heading]) => heading);
    for (const heading of [
      "What it does",
      "Settings",
      "Where it runs",
      "What it cannot detect",
      "Beside its neighbours",
      "Questions",
      "Privacy in five lines",
    ]) {
      assert.ok(headings.includes(heading), heading);
    }
    for (const question of ["Why minutes?", "Why no percentage?", "Why no team dashboard?"]) {
      assert.ok(page.includes(`**${question}**`), question);
    }
    const [, privacy = ""] = /^## Privacy in five lines\n\n([^]*?)\n\n/m.exec(page) ?? [];
    assert.ok(privacy.split("\n").length <= 6, "five lines, and a link");
    const shown = Array.from(page.matchAll(/!\[[^\]]{10,}\]\((docs\/images\/[\w-]+\.png)\)/g), ([, file]) => file);
    const pictures = globSync("docs/images/*.png", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
    assert.deepEqual(shown.toSorted(), pictures.toSorted(), "all pictures that are shipped are shown, each once");
  });
});

describe("commands", () => {
  /** What the person says, instead of what they want done. */
  const said = ["AI Wrote This", "I Wrote This", "Won't Review, Because…"];
  const verb =
    /^(?:Archive|Connect|Delete|Disconnect|Explain|Export|Go|Look|Mark|Open|Pause|Reopen|Resume|Review|Save|Show|Start|Stop)\b/;

  for (const { command, title, category, icon } of commands) {
    it(`have a category, an icon and a title that says what is done: ${command}`, () => {
      assert.equal(category, "Review Debt");
      assert.match(icon ?? "", /^\$\([a-z-]+\)$/);
      const text = manifestText(title, english);
      assert.ok(said.includes(text) || verb.test(text), text);
      assert.match(text, /^\p{Lu}.*[^.:!]$/u);
    });
  }

  it("have titles of their own", () => {
    for (const [file, texts] of Object.entries(bundles)) {
      const titles = commands.map(({ title }) => manifestText(title, texts));
      assert.equal(new Set(titles).size, titles.length, file);
    }
  });

  it("are in the palette exactly where they work", () => {
    const listed = menus["commandPalette"] ?? [];
    for (const { command, enablement } of commands) {
      const when = listed.find((entry) => entry.command === command)?.when;
      assert.equal(when, enablement, command);
    }
  });

  it("are in no menu, and on no key, where they cannot work", () => {
    const places = [...Object.entries(menus), ["keys", keybindings] as const].flatMap(([place, entries]) =>
      entries.flatMap(({ command, when }) => {
        const declared = commandOf.get(command);
        if (declared === undefined) return command === "runCommands" ? [] : [`${place}: nobody declares ${command}`];
        return implies(when, declared.enablement, known)
          ? []
          : [`${place}: ${command} is there when ${when ?? "always"}`];
      }),
    );
    assert.deepEqual(places, []);
  });

  it("in the title of a view or an editor are there for ours only", () => {
    for (const { command, when } of [...(menus["view/title"] ?? []), ...(menus["editor/title"] ?? [])]) {
      assert.match(
        when ?? "",
        /view == reviewDebt\.|activeWebviewPanelId == 'reviewDebt\.|reviewDebt\.editorUnread/,
        command,
      );
    }
  });
});

describe("a condition", () => {
  it("implies what holds wherever it does", () => {
    assert.ok(implies("a && b", "a"));
    assert.ok(implies("a && !b", "a || b"));
    assert.ok(implies("view == x && a", "a"));
    assert.ok(implies(undefined, undefined));
    assert.ok(implies("a", undefined));
    assert.ok(implies("a && c", "b", { a: "b" }));
  });

  it("implies nothing else", () => {
    assert.ok(!implies("a", "a && b"));
    assert.ok(!implies("a || b", "a"));
    assert.ok(!implies("!a", "a"));
    assert.ok(!implies("b", "a", { a: "b" }));
    assert.ok(!implies(undefined, "a"));
    assert.ok(!implies("view == x", "view == y"));
  });
});
