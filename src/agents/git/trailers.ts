import { basename, dirname } from "node:path";
import { isObjectName, runGit } from "./run.ts";

/** A commit as far as it may tell an assistant. */
export interface CommitText {
  readonly authorName: string;
  readonly authorEmail: string;
  readonly message: string;
}

/** What a commit says of the line it wrote: a hint only, for anyone can write a trailer, and it names no lines. */
export interface Hint {
  /** The tool's product name. */
  readonly tool: string;
  /** The day of the commit at its author's, `YYYY-MM-DD`. */
  readonly day: string;
}

/** So much of a message is looked at, in characters. */
const messageLength = 64 * 1024;

/** E-mail addresses and names of accounts that are an assistant's own (FACTS-agents §4.3). */
const accounts: readonly (readonly [account: RegExp, tool: string])[] = [
  [/^noreply@anthropic\.com$/, "Claude Code"],
  [/^(?:\d+\+)?copilot@users\.noreply\.github\.com$/, "GitHub Copilot"],
  [/^(?:\d+\+)?copilot-swe-agent(?:\[bot\])?(?:@users\.noreply\.github\.com)?$/, "GitHub Copilot"],
  [/^cursoragent@cursor\.com$/, "Cursor"],
  [/^cursor agent$/, "Cursor"],
  [/^noreply@openai\.com$/, "Codex"],
  [/^(?:noreply|aider)@aider\.chat$/, "Aider"],
  [/^(?:\d+\+)?devin-ai-integration\[bot\](?:@users\.noreply\.github\.com)?$/, "Devin"],
  [/^(?:\d+\+)?gemini-code-assist\[bot\](?:@users\.noreply\.github\.com)?$/, "Gemini Code Assist"],
  [/^(?:\d+\+)?gemini-cli\[bot\](?:@users\.noreply\.github\.com)?$/, "Gemini CLI"],
  [/^(?:\d+\+)?google-labs-jules\[bot\](?:@users\.noreply\.github\.com)?$/, "Jules"],
  [/^(?:\d+\+)?factory-droid\[bot\](?:@users\.noreply\.github\.com)?$/, "Factory Droid"],
  [/^roomote@roocode\.com$/, "Roo Code"],
  [/^cline agent$/, "Cline"],
];

/** Tools by the word that a trailer such as `Assisted-by:` begins with. */
const spoken: readonly (readonly [start: RegExp, tool: string])[] = [
  [/^claude\b/, "Claude Code"],
  [/^(?:github )?copilot\b/, "GitHub Copilot"],
  [/^cursor\b/, "Cursor"],
  [/^(?:openai )?codex\b/, "Codex"],
  [/^aider\b/, "Aider"],
  [/^devin\b/, "Devin"],
  [/^gemini code assist\b/, "Gemini Code Assist"],
  [/^gemini\b/, "Gemini CLI"],
  [/^(?:google )?jules\b/, "Jules"],
  [/^(?:factory )?droid\b/, "Factory Droid"],
  [/^roo(?: ?code)?\b/, "Roo Code"],
  [/^cline\b/, "Cline"],
  [/^windsurf\b/, "Windsurf"],
  [/^opencode\b/, "OpenCode"],
];

/** The product name of the assistant that a commit names, or `undefined`. */
export function assistantOf({ authorName, authorEmail, message }: CommitText): string | undefined {
  const author = accountTool(authorEmail) ?? accountTool(authorName);
  if (author !== undefined) return author;
  for (const line of message.slice(0, messageLength).split("\n")) {
    const tool = toolOfLine(line.trim().toLowerCase());
    if (tool !== undefined) return tool;
  }
  return undefined;
}

/**
 * The assistant that the commit of a line names, of a file by its absolute path and a 0-based line of it as it is on disk.
 * `undefined` for a line that is not committed, a commit that names none, or where there is no git.
 */
export async function hintFor(file: string, line: number): Promise<Hint | undefined> {
  if (!Number.isSafeInteger(line) || line < 0) return undefined;
  const folder = dirname(file);
  const emptied = await filterSettings(folder);
  if (emptied === undefined) return undefined;
  const range = `${line + 1},${line + 1}`;
  // A repository's settings may name any file for a list of commits, and blame fails where it is none.
  const args = ["blame", "--porcelain", "--no-textconv", "--no-ignore-revs-file", "-L", range];
  const blamed = await runGit({ folder, args, paths: [`./${basename(file)}`], emptied });
  const commit = blamed?.toString("utf8", 0, 64).split(" ", 1)[0] ?? "";
  if (!isObjectName(commit) || /^0+$/.test(commit)) return undefined;
  const format = "--format=%as%x00%an%x00%ae%x00%B";
  const shown = await runGit({
    folder,
    args: ["log", "-1", "--no-patch", "--no-ext-diff", "--no-notes", format, commit],
  });
  const [day = "", authorName = "", authorEmail = "", message = ""] = shown?.toString().split("\0") ?? [];
  const tool = assistantOf({ authorName, authorEmail, message });
  return tool === undefined || !/^\d{4}-\d\d-\d\d$/.test(day) ? undefined : { tool, day };
}

/**
 * Settings that would start a program on the file: blame compares it as it would be committed, and a repository's own
 * settings may name a filter for that. `undefined` where they cannot be told.
 */
async function filterSettings(folder: string): Promise<readonly string[] | undefined> {
  // Without a match git fails, so one that every call has is asked for, too.
  const pattern = String.raw`^(core\.fsmonitor$|filter\.)`;
  const output = await runGit({ folder, args: ["config", "--null", "--name-only", "--get-regexp", pattern] });
  const names = output
    ?.toString()
    .split("\0")
    .filter((name) => /^filter\..*\.(?:clean|smudge|process|required)$/s.test(name));
  return names && [...new Set(names)];
}

function toolOfLine(line: string): string | undefined {
  const [, name = "", value = ""] = /^([a-z-]+):\s*(\S.*)$/.exec(line) ?? [];
  switch (name) {
    case "co-authored-by": {
      const [, who = "", email = ""] = /^([^<]*)<([^<>]*)>/.exec(value) ?? [];
      return accountTool(email) ?? accountTool(who);
    }
    case "assisted-by":
    case "generated-by":
    case "made-with":
      return spokenTool(value);
    case "claude-session":
      return "Claude Code";
    default:
      return spokenTool(/^(?:🤖\s*)?generated (?:with|by) \[?(.*)$/u.exec(line)?.[1] ?? "") ?? autofix(line);
  }
}

function autofix(line: string): string | undefined {
  return line.includes("copilot autofix powered by ai") ? "GitHub Copilot" : undefined;
}

function accountTool(account: string): string | undefined {
  const plain = account.trim().toLowerCase();
  return accounts.find(([pattern]) => pattern.test(plain))?.[1];
}

function spokenTool(value: string): string | undefined {
  return spoken.find(([start]) => start.test(value))?.[1];
}
