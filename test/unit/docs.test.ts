import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest } from "../rig/manifest.ts";
import { root } from "../rig/paths.ts";

/** The pages for people who build it. */
const pages = globSync(["README.md", "CONTRIBUTING.md", "PRIVACY.md", "SECURITY.md", "docs/**/*.md"], { cwd: root });
/** All files of the clone that a page could mean, and their folders. */
const files = globSync("{src,test,docs,media,l10n,.github,.vscode,.ci}/**", { cwd: root }).map((path) =>
  path.replaceAll("\\", "/"),
);

/** Files that are other people's, or that a run leaves behind. */
const elsewhere = /^(?:\.vscode\/review-checklist\.md|(?:dist|out|\.git)\/.*)$/;
/** A path of ours: it begins in one of our folders, or ends as our sources do. */
const path =
  /^(?:(?:src|test|docs|media|l10n|core|agents|store|editor|\.github|\.vscode|\.ci)\/[\w./*<>-]+|[\w/.*-]+\.(?:ts|mjs))$/;

/** The files and folders of ours that a page names in code type. Where commands are shown, their arguments too. */
function namedIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/`([^`\n]+)`/g), ([, code = ""]) => code.split(/[\s"']+/))
    .flat()
    .filter((word) => path.test(word) && !elsewhere.test(word));
}

/** Whether a file or folder ends with these segments; `*` and `<language>` stand for anything within one. */
function isThere(name: string): boolean {
  const pattern = name
    .replace(/\/$/, "")
    .split(/\*|<[^>]+>/)
    .map((part) => part.replace(/[.+^${}()|[\]\\]/g, "\\$&"))
    .join("[^/]*");
  const ending = new RegExp(`(?:^|/)${pattern}$`);
  return files.some((file) => ending.test(file));
}

/** The files that a page links to, as paths from the clone's folder. */
function linkedIn(page: string, text: string): readonly string[] {
  return Array.from(text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));
}

for (const page of pages) {
  const text = readFileSync(join(root, page), "utf8");

  describe(page, () => {
    it("names files that are there", () => {
      assert.deepEqual(
        namedIn(text).filter((name) => !isThere(name)),
        [],
      );
    });

    it("links to files that are there", () => {
      assert.deepEqual(
        linkedIn(page, text).filter((file) => !existsSync(join(root, file))),
        [],
      );
    });

    it("names scripts of npm that are there", () => {
      const scripts = Array.from(text.matchAll(/\bnpm run ([a-z0-9:]+)/g), ([, name = ""]) => name);
      assert.deepEqual(
        scripts.filter((name) => !(name in readManifest().whole.scripts)),
        [],
      );
    });
  });
}

describe("what a page names", () => {
  it("is found by its ending, whole segments only", () => {
    assert.deepEqual(namedIn("`keep/saver.ts`, `src/agents`, `node test/rig/l10n.ts fr`, `Tab` and `dist/a.ts`"), [
      "keep/saver.ts",
      "src/agents",
      "test/rig/l10n.ts",
    ]);
    assert.ok(isThere("keep/saver.ts"));
    assert.ok(isThere("src/agents/"));
    assert.ok(isThere("l10n/bundle.l10n.<language>.json"));
    assert.ok(!isThere("aver.ts"));
    assert.ok(!isThere("src/agents/saver.ts"));
  });
});

describe("a decision", () => {
  const records = globSync("docs/decisions/*.md", { cwd: root }).map((file) => file.replaceAll("\\", "/"));

  it("has a number of its own, without a gap", () => {
    const numbers = records.map((file) => Number(/\/(\d{3})-/.exec(file)?.[1])).toSorted((a, b) => a - b);
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => i + 1),
    );
  });

  for (const record of records) {
    const text = readFileSync(join(root, record), "utf8");

    it(`is short, and says by its heading which one it is: ${record}`, () => {
      assert.equal(/^# (\d{3}) · /.exec(text)?.[1], /\/(\d{3})-/.exec(record)?.[1]);
      assert.ok(text.split("\n").length <= 30);
    });
  }
});

describe("F5", () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, ".vscode", name), "utf8"));
  const { configurations } = read("launch.json") as {
    readonly configurations: readonly {
      readonly name: string;
      readonly args: readonly string[];
      readonly preLaunchTask?: string;
    }[];
  };
  const { tasks } = read("tasks.json") as {
    readonly tasks: readonly { readonly label: string; readonly command: string }[];
  };

  it("runs tasks that are there, and they scripts that are there", () => {
    const wanted = configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? []);
    assert.notEqual(wanted.length, 0);
    for (const label of wanted) {
      const command = tasks.find((task) => task.label === label)?.command ?? "";
      const script = /^npm run ([\w:]+)/.exec(command)?.[1] ?? "";
      assert.ok(script in readManifest().whole.scripts, `${label}: ${command}`);
    }
  });

  it("opens folders that are there", () => {
    const folders = configurations
      .flatMap(({ args }) => args)
      .flatMap((argument) => /\$\{workspaceFolder\}(.*)$/.exec(argument)?.[1] ?? []);
    assert.equal(folders.length, 3);
    for (const folder of folders) assert.ok(existsSync(join(root, folder)), folder);
  });
});
