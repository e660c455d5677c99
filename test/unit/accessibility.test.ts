import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../rig/manifest.ts";
import { root } from "../rig/paths.ts";

const { commands, menus, whole } = readManifest();
const { colors } = whole["contributes"] as {
  readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
};
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const sources = globSync("src/**/*.ts", { cwd: root }).map((file) => [file, read(file)] as const);
const pictures = globSync("media/*.svg", { cwd: root });

/** What editors show marks on: the background of the themes that the editor brings along. */
const backgrounds: Readonly<Record<string, string>> = {
  light: "#ffffff",
  dark: "#1f1f1f",
  highContrast: "#000000",
  highContrastLight: "#ffffff",
};

/** How bright a colour such as `#1a6fb5` is, 0 to 1 (WCAG 2.2, relative luminance). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours are apart, 1 to 21 (WCAG 2.2, contrast ratio). */
function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("colours", () => {
  it("are as far apart as is known", () => {
    assert.equal(contrastOf("#000000", "#ffffff"), 21);
    assert.equal(contrastOf("#777777", "#ffffff").toFixed(2), "4.48");
  });

  // WCAG 2.2, 1.4.11: three to one for what is no text.
  it("of the overview ruler stand out from the editor in every theme", () => {
    assert.equal(colors.length, 2);
    for (const { id, defaults } of colors) {
      assert.deepEqual(Object.keys(defaults).toSorted(), Object.keys(backgrounds).toSorted(), id);
      for (const [theme, background] of Object.entries(backgrounds)) {
        assert.ok(contrastOf(defaults[theme] ?? background, background) >= 3, `${id} in ${theme}`);
      }
    }
  });

  it("of the gutter's marks stand out from the editor in every theme", () => {
    for (const [name, themes] of [
      ["light", ["light", "highContrastLight"]],
      ["dark", ["dark", "highContrast"]],
    ] as const) {
      for (const kind of ["unread", "unsure"]) {
        const [, fill = ""] = /fill="(#[0-9a-f]{6})"/.exec(read(`media/${kind}-${name}.svg`)) ?? [];
        for (const theme of themes) assert.ok(contrastOf(fill, backgrounds[theme] ?? fill) >= 3, `${kind} in ${theme}`);
      }
    }
  });

  it("say nothing that a shape or a word does not say: the two marks differ in shape, the status bar has no colour", () => {
    for (const theme of ["light", "dark"]) {
      const [unread, unsure] = ["unread", "unsure"].map(
        (kind) => /\bd="([^"]+)"/.exec(read(`media/${kind}-${theme}.svg`))?.[1],
      );
      assert.notEqual(unread, unsure);
    }
    const statusBar = read("src/editor/show/statusBar.ts");
    assert.doesNotMatch(statusBar, /\b(?:backgroundColor|ThemeColor|\.color)\b/);
  });
});

describe("motion", () => {
  it("is nowhere: no icon turns, and no style or picture moves", () => {
    for (const [file, source] of sources) assert.doesNotMatch(source, /~spin\b/, file);
    for (const file of ["media/week.css", ...pictures]) {
      assert.doesNotMatch(read(file), /\banimat|\btransition\b|@keyframes|<set\b/i, file);
    }
  });
});

describe("what has an icon", () => {
  it("has words for whoever does not see it: items of the status bar and rows of trees say them", () => {
    const made = /createStatusBarItem\(|new vscode\.TreeItem\(/;
    const silent = sources.filter(([, source]) => made.test(source) && !source.includes("accessibilityInformation"));
    assert.deepEqual(
      silent.map(([file]) => file),
      [],
    );
    const badges = sources.filter(([, source]) => /new vscode\.FileDecoration\(/.test(source));
    assert.notEqual(badges.length, 0);
    for (const [file, source] of badges) assert.match(source, /new vscode\.FileDecoration\("[^"]+", \w+/, file);
  });
});

describe("the keyboard", () => {
  it("reaches every command by the palette", () => {
    const hidden = (menus["commandPalette"] ?? []).filter(({ when }) => when === "false");
    assert.deepEqual(hidden, []);
    assert.ok(commands.length > 20);
  });
});
