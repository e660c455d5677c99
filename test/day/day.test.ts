import assert from "node:assert/strict";
import { globSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { runClaude } from "../rig/agents/claude.ts";
import { FakeModel } from "../rig/fakemodel.ts";
import { git } from "../rig/git.ts";
import { outFolder } from "../rig/paths.ts";
import { Desk } from "../e2e/desk.ts";
import { Chat } from "../e2e/pages/chat.ts";
import { eventually } from "../e2e/pages/eventually.ts";
import type { Workbench } from "../e2e/pages/workbench.ts";
import { Trace } from "./trace.ts";

const own = ["// CANARYown1", "function add(a, b) {", "  return a + b;", "}", "// CANARYown2", ""];
/** What may be kept nowhere: words of ours, and the numbers of tokens that the stand-in for Claude Code records. */
const secrets = ["CANARY", "770077", "880088"];
const author = "--author=CANARY Name <CANARY@example.com>";
const traceFile = join(outFolder, "logs", "day.strace");

/**
 * A whole day: completions, chat, agents, git, review, the week. It runs in a network namespace that has nothing but loopback,
 * see `test/rig/noNetwork.ts`. Everything that is none of our business has the word CANARY in it. The editor's own AI calls others as
 * soon as it is on; so that it is known who calls, the day is lived again without it, and every network call is written down.
 */
for (const isWatched of [false, true]) {
  describe(
    isWatched ? "a watched day without a network and without the editor's own AI" : "a day without a network",
    () => {
      aDay(isWatched);
    },
  );
}

function aDay(isWatched: boolean): void {
  let model: FakeModel;
  let desk: Desk;
  const exported: string[] = [];

  before(async () => {
    mkdirSync(join(outFolder, "logs"), { recursive: true });
    rmSync(traceFile, { force: true });
    model = await FakeModel.start();
    desk = await Desk.open("day", {
      files: Object.fromEntries(["typed", "chat", "agent", "copied"].map((name) => [`src/${name}.js`, own.join("\n")])),
      settings: { "chat.tools.global.autoApprove": true, "chat.disableAIFeatures": isWatched },
      userFiles: { "chatLanguageModels.json": model.models({ "Replacing Model": ["find-replace"] }) },
      prepare: ({ folder }) => {
        git(folder, "init", "--initial-branch=CANARYbranch");
        git(folder, "add", ".");
        git(folder, "commit", author, "--message", "CANARY subject\n\nCo-Authored-By: CANARY <CANARY@example.com>");
        git(folder, "notes", "--ref=ai", "add", "--message", "CANARY note");
      },
      ...(isWatched && { traceNetwork: traceFile }),
    });
  });

  after(async () => {
    await desk.close();
    await model[Symbol.asyncDispose]();
  });

  function window(): Workbench {
    return desk.workbench;
  }

  it("has no way out", () => {
    const names = Object.keys(networkInterfaces());
    assert.deepEqual(names, names.includes("lo") ? ["lo"] : [], "the namespace has nothing but loopback");
  });

  it("begins with completions, typing and the clipboard", async () => {
    await desk.letAiWrite("src/typed.js", ["const CANARYcode = 1;", "const CANARYmore = CANARYcode;"], 1);
    await window().editor.type(" // CANARYtyped");
    await window().save();
    await desk.becomes("src/typed.js", ["2 unread", "3 edited"]);
    await window().editor.goTo(2);
    await window().press("Control+C");
    await window().openFile("src/copied.js");
    await window().press("Control+V");
    await window().save();
    await desk.becomes("src/copied.js", ["1 unread"]);
  });

  if (!isWatched) {
    it("goes on with the chat's agent", async () => {
      const chat = new Chat(window().page, model);
      await window().openFile("src/chat.js");
      await chat.say("CANARY hello");
      await chat.choose("Replacing Model");
      model.steps = [
        {
          tool: "replace_string_in_file",
          input: {
            filePath: join(desk.folder, "src", "chat.js"),
            oldString: "  return a + b;",
            newString: "  const CANARYsum = a + b;\n  return CANARYsum;",
          },
        },
      ];
      await chat.say("CANARY please");
      await desk.becomes("src/chat.js", ["3-4 unread"]);
      await chat.decide("Keep");
      await window().openFile("src/chat.js");
      await window().save();
    });
  }

  it("has an agent in a terminal at work", async () => {
    runClaude(desk.editor.folders.home, desk.folder, [
      {
        tool: "Edit",
        path: join(desk.folder, "src", "agent.js"),
        oldText: own[2]!,
        newText: "  return CANARYagent(a);",
      },
      { tool: "Write", path: join(desk.folder, "src", "new.js"), text: "export const CANARYnew = [1, 2, 3];\n" },
    ]);
    await desk.becomes("src/agent.js", ["3 unread"]);
    await desk.becomes("src/new.js", ["1 unread"]);
    assert.match(await desk.lookBack(), /^(Found|Agents left)/);
  });

  it("commits some of it", async () => {
    git(desk.folder, "add", ".");
    git(desk.folder, "commit", author, "--message", "CANARY second subject");
    await window().queue.show();
    await window().queue.has("what is committed", (rows) => rows.some(({ label }) => /committed/i.test(label)));
  });

  it("reads: explains, walks, answers a checklist, marks, dismisses, reopens", async () => {
    await window().openFile("src/agent.js");
    await window().editor.goTo(3);
    await window().press("Control+K", "q");
    await window().quick.titled("Line 3: AI-assisted, unread");
    await window().quick.cancel();
    await window().press("Control+K", "j");
    await window().quick.titled(/^Checklist/);
    await window().press("Enter");
    await window().press("Escape");
    await window().quick.closed();
    await window().press("Control+F7");
    await desk.becomes("src/agent.js", ["3 marked"]);
    await window().openFile("src/agent.js");
    await window().editor.goTo(3);
    await window().press("Control+K", "b");
    await desk.becomes("src/agent.js", ["3 unread"]);
    await window().openFile("src/new.js");
    await window().press("Control+Shift+F7");
    await desk.becomes("src/new.js", ["1 marked"]);
  });

  it("ends with the week, an export and all that is stored", async () => {
    await window().run("Review Debt: Show Week");
    await window().week.says("AI-written lines in the tree now");
    await window().run("Review Debt: Open Week as Text");
    await window().editor.shows("# The week of");
    exported.push(await window().wholeText());
    await window().closeEditors();
    await window().run("Review Debt: Show Everything Stored");
    await window().editor.shows('"tables"');
    exported.push(await window().wholeText());
    exported.push(JSON.stringify(await desk.exported()));
    await desk.restart();
    await desk.becomes("src/new.js", ["1 marked"]);
  });

  it("left no word of code, prompts, replies, usage, people or the clipboard in anything that was written down", async () => {
    const { user, server } = desk.editor.folders;
    const written = [
      ...filesIn(desk.storage),
      ...globSync("User/workspaceStorage/*/review-debt.review-debt/**", { cwd: user }).map((name) => join(user, name)),
      ...filesIn(join(user, "logs")),
      ...filesIn(join(server, "data", "logs")),
    ].filter((file) => statSync(file).isFile());
    assert.ok(written.some((file) => file.endsWith("review-debt.db")));
    assert.ok(written.some((file) => file.includes("review-debt.review-debt") && file.endsWith(".log")));
    for (const file of written) {
      if (isOthers(file)) continue;
      for (const secret of secrets) assert.ok(!readFileSync(file).includes(secret), `${secret} in ${file}`);
    }
    assert.equal(exported.length, 3);
    for (const text of exported)
      for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text}`);
    assert.ok(!(await remembered()).includes("CANARY"), "what the editor keeps for us");
    assert.deepEqual(git(desk.folder, "status", "--porcelain").trim(), "", "nothing was put into the repository");
    assert.equal(
      git(desk.folder, "for-each-ref", "--format=%(refname)").trim().split("\n").toSorted().join(" "),
      "refs/heads/CANARYbranch refs/notes/ai",
    );
  });

  if (isWatched) {
    it("called nobody", async () => {
      await desk.closeWindow();
      await desk.editor.restart();
      const trace = new Trace(readFileSync(traceFile, "utf8"));
      assert.ok(trace.networkCalls > 20, "the editor's own loopback calls were seen");
      const hosts = desk.editor.extensionHosts();
      assert.ok(hosts.length >= 2, "the window was opened twice");
      for (const host of hosts) assert.deepEqual(trace.callsOutOf(host), []);
      await desk.openWindow();
    });
  }

  /** What the editor keeps for extensions in the browser: its `globalState`, as text. */
  async function remembered(): Promise<string> {
    return eventually(
      "the state of our extension",
      () =>
        window().page.evaluate<string>(`(async () => {
          const found = [];
          for (const { name } of await indexedDB.databases()) {
            const db = await new Promise((resolve) => {
              const request = indexedDB.open(name);
              request.onsuccess = () => resolve(request.result);
            });
            for (const store of db.objectStoreNames) {
              const request = db.transaction(store).objectStore(store).get("review-debt.review-debt");
              const value = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
              if (value !== undefined) found.push(String(value));
            }
            db.close();
          }
          return found.join("\\n");
        })()`),
      (text) => text !== "",
    );
  }
}

function filesIn(folder: string): string[] {
  return globSync("**/*", { cwd: folder }).map((name) => join(folder, name));
}

/** Logs that other extensions and the editor's chat write, with prompts and code in them. */
function isOthers(file: string): boolean {
  return /[\\/](vscode\.|GitHub\.|github\.|output_|ptyhost|network)/.test(file);
}
