import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { type ClaudeStep, runClaude } from "../../rig/agents/claude.ts";
import { git } from "../../rig/git.ts";
import { accept, copy, nextChange, offer, paste, pressAccept, select, type } from "../hands.ts";
import { writers } from "../writers.ts";
import type { MadeUpCode } from "./code.ts";
import type { Oracle } from "./oracle.ts";

const run = vscode.commands.executeCommand;

/** What an act is done with. */
export interface Stage {
  readonly editor: vscode.TextEditor;
  readonly code: MadeUpCode;
  readonly oracle: Oracle;
}

type Act = (stage: Stage) => Thenable<unknown>;

/** Ways to accept what AI offers. */
const accepts: Readonly<Record<string, Act>> = {
  "accept: line": async (stage) => {
    await newLine(stage);
    await accept(stage.editor, stage.code.line());
  },
  "accept: several lines": async (stage) => {
    await newLine(stage);
    await accept(stage.editor, stage.code.block().join("\n"));
  },
  "accept: by word": async (stage) => {
    await newLine(stage);
    await type(stage.code.one(["", "x = ", `const ${stage.code.name()} = `]));
    await offer(stage.editor, stage.code.line());
    for (let words = 1 + stage.code.below(6); words > 0; words--) await pressAccept("word");
  },
  "accept: by line": async (stage) => {
    await newLine(stage);
    const lines = stage.code.block();
    await offer(stage.editor, lines.join("\n"));
    for (let taken = 1 + stage.code.below(lines.length); taken > 0; taken--) await pressAccept("line");
  },
  "accept: rest of a line": async (stage) => {
    const line = stage.code.line();
    const typed = stage.code.below(line.length - 2);
    await newLine(stage);
    await type(line.slice(0, typed));
    await accept(stage.editor, withoutClosed(stage.editor, line.slice(typed)));
  },
  "accept: over a typed beginning": async (stage) => {
    const line = stage.code.line();
    await newLine(stage);
    await type(line.slice(0, 1 + stage.code.below(7)));
    const { range } = stage.editor.document.lineAt(stage.editor.selection.active.line);
    await accept(stage.editor, line, "all", range);
  },
  "accept: middle of a line": async (stage) => {
    const { editor, code } = stage;
    const line = someLine(stage);
    const { text } = editor.document.lineAt(line);
    const opening = text.indexOf("(");
    select(editor, line, opening < 0 ? text.length : opening + 1);
    await accept(editor, code.one([`${code.name()}, `, `\n  ${code.name()},\n  ${code.name()},\n`]));
  },
  "accept: in brackets that close themselves": async (stage) => {
    const { editor, code } = stage;
    await newLine(stage);
    await type(`${code.name()}(`);
    const { line, character } = editor.selection.active;
    const closing = new vscode.Range(line, character, line, character + 1);
    const inner = code.one([code.name(), `${code.name()}, ${code.name()}, ${code.name()}`]);
    await accept(editor, `${inner})`, "all", closing);
  },
  "accept: formatted on save": async (stage) => {
    const { editor, code } = stage;
    await newLine(stage);
    await accept(editor, [`${code.name()} {`, `      ${code.line()}   `, code.line(), "  }"].join("\n"));
    await writers["format on save"]?.({ editor, line: editor.selection.active.line });
  },
  "accept: two in a row": async (stage) => {
    await newLine(stage);
    await accept(stage.editor, stage.code.line());
    await type("\n");
    await accept(stage.editor, stage.code.block().join("\n"));
  },
  "accept: typing follows at once": async (stage) => {
    const { editor, code } = stage;
    await newLine(stage);
    await offer(editor, code.line());
    const keys = code.one(["\nmine", " // mine", ";\n"]);
    await Promise.all([pressAccept(), ...Array.from(keys, (text) => run("type", { text }))]);
  },
  "accept: undone": async (stage) => {
    await newLine(stage);
    await accept(stage.editor, stage.code.block().join("\n"));
    await run("undo");
  },
  "accept: undone and redone": async (stage) => {
    await newLine(stage);
    await accept(stage.editor, stage.code.block().join("\n"));
    await run("undo");
    await run("redo");
  },
};

/** What an agent in a terminal does to the file on disk, while the person has it open. */
const agents: Readonly<Record<string, Act>> = {
  "agent: adds lines": async (stage) => {
    const line = lineText(stage);
    await agentDoes(stage, [replaced(stage, line, [line, ...indented(line, stage.code.block())].join("\n"))]);
  },
  "agent: replaces lines": async (stage) => {
    const { code, editor } = stage;
    const start = someLine(stage);
    const end = Math.min(start + 1 + code.below(3), editor.document.lineCount - 2);
    const old = Array.from({ length: end - start }, (_, i) => editor.document.lineAt(start + i).text).join("\n");
    await agentDoes(stage, [replaced(stage, old, code.block().join("\n"))]);
  },
  "agent: changes part of a line": async (stage) => {
    const [word = ""] = /\w+/.exec(lineText(stage)) ?? [];
    await agentDoes(stage, [replaced(stage, word, stage.code.name())]);
  },
  "agent: writes the whole file": async (stage) => {
    const { code, editor } = stage;
    const at = someLine(stage);
    const lines = savedText(editor).split("\n");
    const text = [...lines.slice(0, at), ...code.block(), ...lines.slice(at + code.below(3))].join("\n");
    await agentDoes(stage, [{ tool: "Write", path: editor.document.uri.fsPath, text }]);
  },
  "agent: two edits at once": async (stage) => {
    const first = lineText(stage);
    const added = stage.code.line();
    await agentDoes(stage, [
      replaced(stage, first, `${first}\n${added}`),
      replaced(stage, added, `${added}\n${stage.code.block().join("\n")}`),
    ]);
  },
  "agent: the person types on at once": async (stage) => {
    const line = lineText(stage);
    await agentDoes(stage, [replaced(stage, line, `${line}\n${stage.code.line()}`)]);
    select(stage.editor, 0, 0);
    await type("mine = 1\n");
  },
  "agent: a formatter goes over it": async (stage) => {
    const line = lineText(stage);
    await agentDoes(stage, [replaced(stage, line, `${line}\n      ${stage.code.line()}   `)]);
    await run("editor.action.formatDocument");
  },
  "agent: is refused": async (stage) => {
    const { tool: _, ...step } = replaced(stage, lineText(stage), "never()");
    await stage.editor.document.save();
    runClaude(home(), folder(), [{ tool: "Refused", ...step }]);
  },
};

/** What git does to the file on disk, while the person has it open. */
const gits: Readonly<Record<string, Act>> = {
  "git: another branch and back": async (stage) => {
    await committed(stage);
    await gitDoes(stage, "checkout", "--quiet", "-B", "side");
    await others(stage, (lines) => lines.filter((_, i) => i % 3 !== 1));
    await gitDoes(stage, "checkout", "--quiet", "main");
  },
  "git: a stash and its return": async (stage) => {
    await committed(stage);
    await newLine(stage);
    await accept(stage.editor, stage.code.block().join("\n"));
    await saved(stage);
    await gitDoes(stage, "stash", "--quiet");
    await gitDoes(stage, "stash", "pop", "--quiet");
  },
  "git: somebody else's lines are merged": async (stage) => {
    await committed(stage);
    await gitDoes(stage, "checkout", "--quiet", "-B", "side");
    await others(stage, (lines) => [stage.code.line(), ...lines, ...stage.code.block()]);
    await gitDoes(stage, "checkout", "--quiet", "main");
    await gitDoes(stage, "merge", "--quiet", "side");
  },
  "git: a rebase onto somebody else's lines": async (stage) => {
    await committed(stage);
    await gitDoes(stage, "checkout", "--quiet", "-B", "side");
    await others(stage, (lines) => [`theirs = ${stage.code.below(1000)}`, ...lines]);
    await gitDoes(stage, "checkout", "--quiet", "main");
    await run("cursorBottom");
    await type("\n");
    await accept(stage.editor, stage.code.line());
    await committed(stage);
    await gitDoes(stage, "rebase", "--quiet", "side");
  },
};

/** Commits the file as it is, on the branch `main`. */
async function committed(stage: Stage): Promise<void> {
  await saved(stage);
  if (!existsSync(join(folder(), ".git"))) git(folder(), "init", "--quiet", "--initial-branch=main");
  git(folder(), "add", "--all");
  git(folder(), "commit", "--quiet", "--allow-empty", "--message", "Work");
}

async function saved({ editor }: Stage): Promise<void> {
  await makePlain(editor);
  if (!(await editor.document.save())) await run("workbench.action.files.revert");
}

/** Somebody else changes the file and commits it. */
async function others(stage: Stage, change: (lines: string[]) => string[]): Promise<void> {
  const { document } = stage.editor;
  await reloads(document, () => {
    writeFileSync(document.uri.fsPath, change(savedText(stage.editor).split("\n")).join("\n"));
    git(folder(), "commit", "--quiet", "--all", "--allow-empty", "--message", "Theirs");
  });
}

async function gitDoes({ editor }: Stage, ...args: readonly string[]): Promise<void> {
  await reloads(editor.document, () => git(folder(), ...args));
}

function replaced({ editor }: Stage, oldText: string, newText: string) {
  return { tool: "Edit", path: editor.document.uri.fsPath, oldText, newText } as const;
}

function lineText(stage: Stage): string {
  return stage.editor.document.lineAt(someLine(stage)).text;
}

function indented(like: string, lines: readonly string[]): string[] {
  const indent = /^\s*/.exec(like)?.[0] ?? "";
  return lines.map((line) => (line === "" ? "" : indent + line));
}

/** The document's text with plain line ends, as an agent sees it. */
function savedText({ document }: vscode.TextEditor): string {
  return document.getText().replaceAll("\r\n", "\n");
}

/** Lets the agent do its steps and waits until the editor shows what came of them. */
async function agentDoes({ editor, oracle }: Stage, steps: readonly ClaudeStep[]): Promise<void> {
  const { document } = editor;
  await makePlain(editor);
  if (!(await document.save())) await run("workbench.action.files.revert");
  oracle.agentIsAtWork = true;
  try {
    await reloads(document, () => runClaude(home(), folder(), steps));
  } finally {
    oracle.agentIsAtWork = false;
  }
}

/** Changes the file on disk and waits until the editor shows it. */
async function reloads(document: vscode.TextDocument, change: () => void): Promise<void> {
  let reloaded = nextChange(document);
  change();
  const bytes = readFileSync(document.uri.fsPath);
  const wanted = await vscode.workspace.decode(bytes, { encoding: document.encoding });
  while (document.getText() !== wanted) {
    // The editor now and then misses the second of two changes on disk; what a person does then is what we do.
    const late = setInterval(() => void run("workbench.action.files.revert"), 5000);
    await reloaded;
    clearInterval(late);
    reloaded = nextChange(document);
  }
}

/** An agent's edit tools match whole texts, so the file has plain line ends and nothing else of an encoding. */
async function makePlain({ document }: vscode.TextEditor): Promise<void> {
  if (document.eol === vscode.EndOfLine.LF) return;
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.LF));
}

function home(): string {
  return process.env["HOME"] ?? "";
}

function folder(): string {
  return process.env["REVIEW_DEBT_WORKSPACE"] ?? "";
}

/** What a person does with lines that may be AI's, and with the past. */
const moves: Readonly<Record<string, Act>> = {
  "copy and paste lines": (stage) => carry(stage, "Copy"),
  "cut and paste lines": (stage) => carry(stage, "Cut"),
  undo: async ({ code }) => {
    for (let steps = 1 + code.below(4); steps > 0; steps--) await run("undo");
  },
  "undo and redo": async ({ code }) => {
    const steps = 1 + code.below(5);
    for (let i = 0; i < steps; i++) await run("undo");
    for (let i = 0; i < steps; i++) await run("redo");
  },
};

/** Acts that put lines of the file in a second time, without the clipboard. */
const duplicating = new Set(["copy line down", "copy line up", "duplicate selection", "remove duplicate lines"]);

const edits: Readonly<Record<string, Act>> = Object.fromEntries(
  Object.entries(writers).map(([kind, write]) => [
    kind,
    (stage: Stage) => {
      const line = someLine(stage);
      if (duplicating.has(kind)) stage.oracle.copies(line, line + 1);
      return write({ editor: stage.editor, line });
    },
  ]),
);

/** Every act by the kind of edit it is. */
export const acts: Readonly<Record<string, Act>> = { ...accepts, ...agents, ...gits, ...edits, ...moves };

/** Whether AI writes in acts of this kind. */
export function isAccept(kind: string): boolean {
  return kind in accepts || kind in agents;
}

/** A line with a word in it, and another one below. */
function someLine({ editor: { document }, code }: Stage): number {
  const suitable = Array.from({ length: document.lineCount - 2 }, (_, line) => line).filter(
    (line) => /^\s*\w/.test(document.lineAt(line).text) && /\S/.test(document.lineAt(line + 1).text),
  );
  return code.one(suitable);
}

/** Opens a new line below some line, as a person does, and leaves the caret there. */
async function newLine(stage: Stage): Promise<void> {
  const line = someLine(stage);
  select(stage.editor, line, stage.editor.document.lineAt(line).text.length);
  await type("\n");
}

/** An AI that reads what is behind the caret does not offer the brackets again that are closed there. */
function withoutClosed({ document, selection }: vscode.TextEditor, text: string): string {
  const behind = document.lineAt(selection.active).text.slice(selection.active.character);
  return behind !== "" && text.endsWith(behind) ? text.slice(0, -behind.length) : text;
}

async function carry(stage: Stage, how: "Copy" | "Cut"): Promise<void> {
  const { editor, code, oracle } = stage;
  const start = someLine(stage);
  const end = Math.min(start + 1 + code.below(4), editor.document.lineCount - 1);
  oracle.copies(start, end);
  select(editor, start, 0, end, 0);
  await copy(editor, how);
  select(editor, someLine(stage));
  await paste();
}
