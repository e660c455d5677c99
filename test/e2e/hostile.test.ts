import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runClaude } from "../rig/agents/claude.ts";
import { git } from "../rig/git.ts";
import { Desk } from "./desk.ts";
import type { Workbench } from "./pages/workbench.ts";

const own = "// one\n// two\n// three\n";
/** Names that want to be more than names. */
const names = [
  "[go](command:workbench.action.terminal.new).js",
  "<img src=x onerror=alert(1)>.js",
  "$(touch pwned)`touch pwned`.js",
  "$(trash) ${0} {0}.js",
  "--upload-pack=pwned.js",
];

/** A program that stands in the way of git, and one that git would start for a repository; both leave a note of what we did. */
class Traps {
  readonly folder = mkdtempSync(join(tmpdir(), "review-debt-traps-"));
  readonly #asked = join(this.folder, "asked");
  readonly #started = join(this.folder, "started");
  readonly #program = join(this.folder, "trap.sh");
  /** A file outside every workspace. */
  readonly secret = join(this.folder, "secret.js");

  constructor() {
    const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    // The editor asks git, too. Only our calls have this setting.
    this.#write(
      "git",
      `case "$*" in *safe.bareRepository=explicit*) echo "$*" >> '${this.#asked}'; export OURS=1;; esac\nexec '${real}' "$@"`,
    );
    this.#write("trap.sh", `[ "$OURS" = 1 ] && echo "$0 $*" >> '${this.#started}'\ncat`);
    writeFileSync(this.secret, "let outside = 'SECRET';\n");
  }

  /** What we asked git for. */
  asked(): string {
    return existsSync(this.#asked) ? readFileSync(this.#asked, "utf8") : "";
  }

  /** What was started by it. */
  started(): string {
    return existsSync(this.#started) ? readFileSync(this.#started, "utf8") : "";
  }

  /** Makes a folder a repository whose settings, attributes and hooks name the trap wherever git starts something. */
  lay(folder: string): void {
    git(folder, "init", "--initial-branch=main");
    git(folder, "add", ".");
    git(folder, "commit", "--message", "One\n\nCo-Authored-By: Claude <noreply@anthropic.com>");
    const hooks = join(folder, ".git", "evil");
    mkdirSync(hooks);
    for (const hook of ["post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"]) {
      writeFileSync(join(hooks, hook), readFileSync(this.#program));
      chmodSync(join(hooks, hook), 0o755);
    }
    const settings =
      "core.fsmonitor core.sshCommand core.editor core.pager core.askPass diff.external diff.evil.textconv diff.evil.command " +
      "filter.evil.clean filter.evil.smudge filter.evil.process credential.helper gpg.program";
    for (const name of settings.split(" ")) git(folder, "config", name, this.#program);
    git(folder, "config", "core.hooksPath", hooks);
    git(folder, "config", "alias.blame", `!${this.#program}`);
    writeFileSync(join(folder, ".gitattributes"), "* filter=evil diff=evil\n");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(this.folder, name), 0o755);
  }
}

for (const isTrusted of [true, false]) {
  describe(`a hostile repository that ${isTrusted ? "somebody trusts" : "nobody trusts"}`, () => {
    let traps: Traps;
    let desk: Desk;

    before(async () => {
      traps = new Traps();
      desk = await Desk.open(isTrusted ? "hostile-trusted" : "hostile-untrusted", {
        files: {
          ...Object.fromEntries(names.map((name) => [name, own])),
          "plain.js": own,
          ".agent-trace/traces.jsonl": `{"version":"0.1.0","files":[{"path":"../../etc/passwd"}]}\n{{{`,
        },
        settings: {
          "security.workspace.trust.enabled": true,
          "security.workspace.trust.startupPrompt": "never",
          "security.workspace.trust.banner": "never",
          "security.workspace.trust.emptyWindow": false,
          ...(isTrusted && { "security.workspace.trust.enabled": false }),
        },
        prepare: ({ folder, editor }) => {
          // The editor asks the login shell for the environment.
          writeFileSync(join(editor.folders.home, ".profile"), `export PATH='${traps.folder}':"$PATH"\n`);
          symlinkSync(traps.secret, join(folder, "link.js"));
          mkdirSync(join(folder, ".vscode"));
          const outside = join(traps.folder, "checklist.md");
          writeFileSync(outside, "- SECRET [go](command:workbench.action.terminal.new) <b>?\n");
          symlinkSync(outside, join(folder, ".vscode", "review-checklist.md"));
          traps.lay(folder);
        },
      });
    });

    after(async () => {
      await desk.close();
      traps.remove();
    });

    function window(): Workbench {
      return desk.workbench;
    }

    it("has its files tracked under the names they have", async () => {
      for (const name of names) {
        runClaude(desk.editor.folders.home, desk.folder, [
          { tool: "Edit", path: join(desk.folder, name), oldText: "// two\n", newText: "// two\nconst ai = 1;\n" },
        ]);
        await desk.becomes(name, ["3 unread"]).catch((e) => {
          console.log(
            "LOG",
            desk.log(),
            desk.hostLog().slice(-3000),
            "ASKED",
            traps.asked(),
            execFileSync("ls", ["-la", desk.folder + "/.git"], { encoding: "utf8" }),
          );
          throw e;
        });
      }
      await window().queue.show();
      const rows = await window().queue.has("the files", (found) =>
        names.every((name) => found.some(({ label }) => label === name)),
      );
      assert.ok(rows.length >= names.length);
      await window().screenshot(isTrusted ? "hostile-trusted" : "hostile-untrusted");
      assert.equal(await window().page.locator(".terminal-wrapper").count(), 0);
    });

    it("is asked about by every command, and nothing is started, read outside or clickable", async () => {
      await window().openFile("plain.js");
      await window().editor.goTo(1);
      await window().quick.opensBy(/nothing says AI wrote it/, "Control+K", "q");
      await window().quick.cancel();
      await desk.letAiWrite("plain.js", ["const user = grant(all);"], 2);
      await window().save();
      await window().editor.goTo(3);
      await window().run("Review Debt: Open Checklist for This Hunk…");
      await window().quick.titled(/^Checklist/);
      const questions = await window().quick.texts();
      assert.ok(questions.length > 0);
      assert.ok(!questions.join("\n").includes("SECRET"), "the list behind the link was read");
      await window().press("Escape");
      assert.match(await desk.lookBack(), /^(Found|Agents left)/);
      await window().run("Review Debt: Show Week");
      await window().week.says("AI-written lines in the tree now");
      const html = await window().week.html();
      const commands = [...html.matchAll(/href="command:([^?"]+)/g)].map(([, command]) => command ?? "");
      assert.ok(commands.length > 0 && commands.every((command) => command.startsWith("reviewDebt.")), commands.join());
      assert.ok(!/<img|<b>/.test(html));
      const exported = JSON.stringify(await desk.exported());
      assert.ok(!exported.includes("secret.js") && !exported.includes("passwd"));
      assert.equal(traps.started(), "", "nothing was started");
      if (isTrusted) assert.match(traps.asked(), /blame|log|notes/);
      else assert.equal(traps.asked(), "", "git was asked nothing in a folder that nobody trusts");
      assert.ok(!existsSync(join(desk.folder, "pwned")));
    });
  });
}
