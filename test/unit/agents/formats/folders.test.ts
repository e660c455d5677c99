import assert from "node:assert/strict";
import { join } from "node:path";
import type { Surroundings } from "../../../../src/agents/format.ts";
import { claudeCode } from "../../../../src/agents/formats/claudeCode.ts";
import { codex } from "../../../../src/agents/formats/codex.ts";

const home = join(import.meta.dirname, "home");
const elsewhere = join(import.meta.dirname, "elsewhere");

function surroundings(env: Record<string, string> = {}): Surroundings {
  return { home, platform: "linux", env, userFolder: undefined, workspaceStorage: undefined };
}

describe("Claude Code's folders", () => {
  it("are below the home folder, or where the environment says", () => {
    const standard = [join(home, ".claude", "projects"), join(home, ".config", "claude", "projects")];
    assert.deepEqual(claudeCode.roots(surroundings()), standard);
    assert.deepEqual(claudeCode.roots(surroundings({ CLAUDE_CONFIG_DIR: " , " })), standard);
    assert.deepEqual(
      claudeCode.roots(surroundings({ XDG_CONFIG_HOME: elsewhere }))[1],
      join(elsewhere, "claude", "projects"),
    );
    assert.deepEqual(claudeCode.roots(surroundings({ CLAUDE_CONFIG_DIR: `${elsewhere}, ~/mine,relative` })), [
      join(elsewhere, "projects"),
      join(home, "mine", "projects"),
    ]);
  });

  it("may have a project folder by a name of its own, which is one folder's name", () => {
    const named = (name: string): readonly string[] =>
      claudeCode.roots(surroundings({ CLAUDE_CODE_PROJECT_DIR_NAME: name }));
    assert.deepEqual(named("mine").at(2), join(home, ".claude", "projects", "mine"));
    for (const name of ["..", ".", "a/b", "a\\b", "a\0b", ""]) assert.equal(named(name).length, 2, name);
  });

  it("are entered for a project, and for what is above and below it", () => {
    const scope = { folders: ["/home/ann/work/my_app"] };
    for (const name of [
      "-home-ann-work-my-app",
      "-home-ann-work-my-app-packages-core",
      "-home-ann-work-my-app--claude-worktrees-x",
      "-home-ann-work",
      "-home",
      "-",
      "-Home-Ann-Work-My-App",
    ]) {
      assert.ok(claudeCode.enters(name, scope), name);
    }
    for (const name of ["-home-ann-work-my-apple", "-home-ann-work-other", "-home-bob", "memory", "x"]) {
      assert.ok(!claudeCode.enters(name, scope), name);
    }
  });

  it("are known by Windows paths, and by the first 200 characters of long ones", () => {
    assert.ok(claudeCode.enters("C--Users-Ann-app", { folders: ["c:\\Users\\Ann\\app\\"] }));
    assert.ok(claudeCode.enters("C--", { folders: ["c:\\Users\\Ann\\app"] }));
    assert.ok(!claudeCode.enters("D--Users-Ann-app", { folders: ["c:\\Users\\Ann\\app"] }));
    const long = `/w/${"x".repeat(300)}`;
    const cut = `${long.replaceAll("/", "-").slice(0, 200)}-1a2b3c`;
    assert.ok(claudeCode.enters(cut, { folders: [long] }));
    assert.ok(claudeCode.enters(cut, { folders: ["/w"] }));
    assert.ok(!claudeCode.enters(cut, { folders: [`/w/${"y".repeat(300)}`] }));
  });

  it("hold sub-agents' records, and things that are nobody's business", () => {
    const scope = { folders: ["/work/app"] };
    const name = "5e551011-0000-4000-8000-000000000001";
    for (const folder of [
      `-work-app/${name}`,
      `-work-app/${name}/subagents`,
      `-work-app/${name}/subagents/workflows/wf_1`,
      // Below a project folder with a name of its own.
      name,
      `${name}/subagents`,
    ]) {
      assert.ok(claudeCode.enters(folder, scope), folder);
    }
    for (const folder of [
      "-work-app/memory",
      `-work-app/${name}/tool-results`,
      `-work-app/${name}/subagents/tool-results`,
      `-work-app/${name}/other`,
      `${name}/tool-results`,
      `-work-other/${name}/subagents`,
    ]) {
      assert.ok(!claudeCode.enters(folder, scope), folder);
    }
    for (const file of [`-work-app/${name}.jsonl`, `${name}.jsonl`, `-work-app/${name}/subagents/agent-1.jsonl`]) {
      assert.ok(claudeCode.isRecord(file), file);
    }
    for (const file of [
      `-work-app/${name}/subagents/agent-1.meta.json`,
      `-work-app/${name}/subagents/workflows/wf_1/journal.jsonl`,
      `-work-app/${name}/tool-results/x.jsonl`,
      "-work-app/memory/x.jsonl",
      "-work-app/notes.txt",
    ]) {
      assert.ok(!claudeCode.isRecord(file), file);
    }
  });
});

describe("Codex's folders", () => {
  it("are below the home folder, or where the environment says", () => {
    assert.deepEqual(codex.roots(surroundings()), [
      join(home, ".codex", "sessions"),
      join(home, ".codex", "archived_sessions"),
    ]);
    assert.deepEqual(codex.roots(surroundings({ CODEX_HOME: elsewhere }))[0], join(elsewhere, "sessions"));
  });

  it("hold rollouts, packed ones too, and nothing else that is read", () => {
    const name = "rollout-2026-09-10T21-44-00-01a08d46-8735-7c00-b558-f23eb1ce6cbc.jsonl";
    for (const file of [name, `2026/09/10/${name}`, `2026/09/10/${name}.zst`]) assert.ok(codex.isRecord(file), file);
    for (const file of ["history.jsonl", "2026/session.jsonl", `2026/${name}.gz`, "state.sqlite"]) {
      assert.ok(!codex.isRecord(file), file);
    }
  });

  it("have records whose working folder is told where they begin", () => {
    const told = (text: string | undefined): string | undefined =>
      codex.workingFolder?.(join(home, "rollout-1.jsonl"), { folders: [] }, () => text);
    const begins = { type: "session_meta", payload: { cwd: elsewhere } };
    assert.equal(told(`${JSON.stringify(begins)}\n{}`), elsewhere);
    for (const text of [undefined, "", "{", "\n", '{"payload":{"cwd":"not/absolute"}}'])
      assert.equal(told(text), undefined);
  });
});
