import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n";
const ai = ["alpha(1);", "beta(2);", "gamma(3);"];
const asAtFirst = ["3-5 unread"];
const names = "binary invalid huge long folder link detached index".split(" ");

/** What may come in a file's place: nothing of it is AI's, nothing fails, and what was there is known when it is back. */
const intruders: Readonly<Record<string, (path: string) => void>> = {
  binary: (path) => writeFileSync(path, Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256))),
  invalid: (path) => writeFileSync(path, Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0xc3, 0x28, 0x0a])),
  huge: (path) => {
    writeFileSync(path, own);
    truncateSync(path, 100 * 1024 * 1024);
  },
  long: (path) => writeFileSync(path, "x".repeat(5 * 1024 * 1024)),
  folder: (path) => mkdirSync(join(path, "inside"), { recursive: true }),
  link: (path) => symlinkSync("/dev/zero", path),
};

describe("files and repositories that are broken", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("bad-files", { files: Object.fromEntries(names.map((name) => [`${name}.js`, own])) });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  /** A closed file with AI's lines 3–5, saved, and nothing else tracked. */
  async function block(name: string): Promise<string> {
    const file = `${name}.js`;
    await desk.forgetAll();
    await desk.letAiWrite(file, ai, 2);
    await window().save();
    await window().statusIs("1 min");
    await becomes(file, ...asAtFirst);
    await window().closeEditors();
    return file;
  }

  function becomes(file: string, ...wanted: readonly string[]): Promise<void> {
    return desk.becomes(file, wanted);
  }

  for (const [name, put] of Object.entries(intruders)) {
    it(`know what was there when it is back after ${name}`, async () => {
      const file = await block(name);
      const path = join(desk.folder, file);
      const text = desk.read(file);
      rmSync(path);
      put(path);
      await window().statusIs("");
      rmSync(path, { recursive: true });
      desk.write(file, text);
      await window().statusIs("1 min");
      await becomes(file, ...asAtFirst);
    });
  }

  it("keep their marks while HEAD is no branch, while there is no commit, and while the index is broken", async () => {
    const file = await block("detached");
    git(desk.folder, "init", "--quiet", "--initial-branch=main");
    await window().queue.show();
    await window().queue.has("the group", (rows) => rows[0]?.label === "Not committed yet");
    git(desk.folder, "add", "--all");
    git(desk.folder, "commit", "--quiet", "--message", "Work");
    await window().queue.has("the group", (rows) => rows[0]?.label === "Committed");
    git(desk.folder, "checkout", "--quiet", "--detach");
    writeFileSync(join(desk.folder, ".git", "index"), "not an index");
    await desk.letAiWrite("index.js", ai, 2);
    await window().save();
    await becomes("index.js", ...asAtFirst);
    await becomes(file, ...asAtFirst);
    await window().queue.has("both groups", (rows) => rows.filter(({ level }) => level === 1).length === 2);
  });

  it("keep their marks when the repository is deleted under the editor", async () => {
    renameSync(join(desk.folder, ".git"), join(desk.folder, "aside"));
    await window().queue.has(
      "no group",
      (rows) => rows.length > 0 && rows[0]?.level === 1 && rows[0].label.endsWith(".js"),
    );
    await becomes("index.js", ...asAtFirst);
    rmSync(join(desk.folder, "aside"), { recursive: true });
  });

  it("are no reason to say anything", () => {
    assert.doesNotMatch(desk.log(), /\[error\]/);
  });
});
