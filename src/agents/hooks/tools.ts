import { join } from "node:path";
import type { Surroundings } from "../format.ts";
import {
  cmdCommand,
  posixCommand,
  powershellCommand,
  windowsBashCommand,
  type CommandLine,
  type HookProgram,
} from "./commandLine.ts";
import type { Hooks } from "./hooksFile.ts";
import type { HookSource } from "./record.ts";

/** A tool with hooks. */
export interface HookTool {
  readonly source: HookSource;
  /** The product name. */
  readonly name: string;
  /** The file in which its user keeps hooks for all folders. */
  file(surroundings: Pick<Surroundings, "home" | "env">): string;
  /** What goes into that file. */
  hooks(program: HookProgram, platform: string): Hooks;
}

/** Seconds after which a tool may end our program. It needs a twentieth of one. */
const timeoutSeconds = 5;

/** The tools that can be connected. */
export const hookTools: readonly HookTool[] = [
  {
    // The only exact record of tab completions there is. https://cursor.com/docs/agent/hooks
    source: "cursor",
    name: "Cursor",
    file: ({ home }) => join(home, ".cursor", "hooks.json"),
    hooks: (program, platform) => {
      const { text, mark } = platform === "win32" ? cmdCommand(program, "cursor") : posixCommand(program, "cursor");
      const events = ["afterFileEdit", "afterTabFileEdit"];
      const entries = events.map((event) => ({ event, value: { command: text } }));
      return { entries, isVersioned: true, isOwnFile: false, mark };
    },
  },
  {
    // https://docs.anthropic.com/en/docs/claude-code/hooks: on Windows commands run in Git Bash.
    source: "claudeCode",
    name: "Claude Code",
    file: ({ home, env }) => join(env["CLAUDE_CONFIG_DIR"]?.split(",", 1)[0] || join(home, ".claude"), "settings.json"),
    hooks: (program, platform) => {
      const line = platform === "win32" ? windowsBashCommand : posixCommand;
      const { text, mark } = line(program, "claudeCode");
      const hook = { type: "command", command: text, timeout: timeoutSeconds };
      const value = { matcher: "Edit|Write|MultiEdit|NotebookEdit", hooks: [hook] };
      return { entries: [{ event: "PostToolUse", value }], isVersioned: false, isOwnFile: false, mark };
    },
  },
  {
    // https://docs.github.com/en/copilot/reference/hooks-configuration: every *.json in the folder is read.
    source: "copilotCli",
    name: "GitHub Copilot CLI",
    file: ({ home, env }) => join(env["COPILOT_HOME"] || join(home, ".copilot"), "hooks", "review-debt.json"),
    hooks: (program, platform) => {
      const { text, mark } = shellOf(program, "copilotCli", platform);
      const shell = platform === "win32" ? "powershell" : "bash";
      const value = { type: "command", [shell]: text, timeoutSec: timeoutSeconds };
      return { entries: [{ event: "postToolUse", value }], isVersioned: true, isOwnFile: true, mark };
    },
  },
  {
    // https://docs.windsurf.com/windsurf/cascade/hooks
    source: "windsurf",
    name: "Windsurf",
    file: ({ home }) => join(home, ".codeium", "windsurf", "hooks.json"),
    hooks: (program, platform) => {
      const { text, mark } = shellOf(program, "windsurf", platform);
      const shell = platform === "win32" ? "powershell" : "command";
      const value = { [shell]: text, show_output: false };
      return { entries: [{ event: "post_write_code", value }], isVersioned: false, isOwnFile: false, mark };
    },
  },
];

function shellOf(program: HookProgram, source: HookSource, platform: string): CommandLine {
  return platform === "win32" ? powershellCommand(program, source) : posixCommand(program, source);
}
