import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Desk } from "./desk.ts";
import { eventually } from "./pages/eventually.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = '{\n  "version": 1,\n  "hooks": {\n    "stop": [{ "command": "./mine.sh" }]\n  }\n}\n';

describe("an agent's hooks", () => {
  let desk: Desk;
  let file: string;

  before(async () => {
    desk = await Desk.open("hooks", {
      files: { "a.js": "// one\n" },
      settings: { "security.workspace.trust.enabled": true },
      prepare: ({ editor }) => {
        file = join(editor.folders.home, ".cursor", "hooks.json");
        mkdirSync(join(editor.folders.home, ".cursor"));
        writeFileSync(file, own);
      },
    });
  });

  after(() => desk.close());

  function window(): Workbench {
    return desk.workbench;
  }

  async function choose(command: string, tool: string): Promise<void> {
    await window().run(`Review Debt: ${command}`);
    await window().quick.titled(/ an agent's hooks$/);
    await window().quick.answer(tool);
  }

  async function fileIs(what: string, isRight: (text: string) => boolean): Promise<string> {
    return eventually(what, async () => readFileSync(file, "utf8"), isRight);
  }

  it("are connected after one has seen the change, and then tell of an edit", async () => {
    await choose("Connect an Agent's Hooks…", "Cursor");
    assert.match(await window().dialog(), /^Let Cursor tell Review Debt what it writes\?[^]*\.cursor\/hooks\.json/);
    await window().shows("hooks.json");
    await window()
      .page.locator(".modified-in-monaco-diff-editor .view-line", { hasText: '"afterTabFileEdit"' })
      .waitFor();
    await window().screenshot("connect-hooks");
    await window().answerDialog("Cancel");
    await eventually(
      "the change to close",
      () => window().tabs(),
      (tabs) => tabs.length === 0,
    );
    assert.equal(readFileSync(file, "utf8"), own, "Cancel changes nothing");
    assert.ok(!existsSync(join(desk.storage, "hooks")));

    await choose("Connect an Agent's Hooks…", "Cursor");
    await window().answerDialog("Look First");
    await window().shows("hooks.json");
    await window().answerNotification("Let Cursor tell Review Debt what it writes?", "Install");
    const text = await fileIs("our hooks", (found) => found !== own);
    const { hooks } = JSON.parse(text) as { hooks: Record<string, { command: string }[]> };
    assert.deepEqual(Object.keys(hooks), ["stop", "afterFileEdit", "afterTabFileEdit"]);
    assert.deepEqual(await window().notifications(), []);

    const input = {
      hook_event_name: "afterFileEdit",
      user_email: "CANARY-email",
      file_path: join(desk.folder, "a.js"),
      edits: [{ old_string: "// one", new_string: "// two" }],
    };
    const command = hooks["afterFileEdit"]?.[0]?.command ?? "";
    const { status } = spawnSync("sh", ["-c", command], { input: JSON.stringify(input) });
    assert.equal(status, 0);
    desk.write("a.js", "// two\n");
    await window().statusIs("1 min");
    assert.deepEqual(await desk.tracked("a.js"), ["1 unread"]);
    await eventually(
      "the inbox to be empty",
      async () => readdirSync(join(desk.storage, "hooks", "inbox")),
      (names) => names.length === 0,
    );
  });

  it("are disconnected again, and nothing is left", async () => {
    await window().run("Review Debt: Connect an Agent's Hooks…");
    assert.match((await window().quick.texts())[0] ?? "", /^Cursor ?connected /);
    await window().quick.cancel();
    await choose("Disconnect an Agent's Hooks…", "Cursor");
    assert.match(await window().dialog(), /^Let Cursor no longer tell Review Debt what it writes\?/);
    await window().screenshot("disconnect-hooks");
    await window().answerDialog("Remove");
    await fileIs("what was there before", (found) => found === own);
    await eventually(
      "what is ours to go",
      async () => readdirSync(desk.storage),
      (names) => !names.includes("hooks"),
    );
    await window().run("Review Debt: Disconnect an Agent's Hooks…");
    await window().page.locator(".statusbar-item", { hasText: "No agent's hooks are connected." }).waitFor();
  });

  it("of a file with comments are left alone", async () => {
    writeFileSync(file, `// mine\n${own}`);
    await choose("Connect an Agent's Hooks…", "Cursor");
    await window().notification(/hooks\.json is not plain JSON/);
    assert.equal(readFileSync(file, "utf8"), `// mine\n${own}`);
  });
});
