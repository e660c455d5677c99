import type { AiChange, AiEdit } from "../../../../src/core/attribution/aiEdit.ts";
import type { HookSource } from "../../../../src/agents/hooks/record.ts";

/** What a tool gives its hooks, and the edits that are to come of it. */
export interface Example {
  readonly name: string;
  /** The tool whose file has the hook. */
  readonly runBy: HookSource;
  readonly input: string | Readonly<Record<string, unknown>>;
  /** The tool that wrote; the one that runs the hook unless told. */
  readonly source?: HookSource;
  readonly edits: readonly Partial<AiEdit>[];
}

const cursorCommon = {
  conversation_id: "CANARY-cursor-conversation",
  generation_id: "CANARY-cursor-generation",
  model: "CANARY-cursor-model",
  cursor_version: "2.4.1",
  workspace_roots: ["/w/CANARY-cursor-root"],
  transcript_path: "/home/u/CANARY-cursor-transcript.jsonl",
  user_email: "CANARY-cursor-email@example.com",
};

const claudeCommon = {
  session_id: "CANARY-claude-session",
  transcript_path: "/home/u/.claude/projects/CANARY-claude-slug/a.jsonl",
  cwd: "/w/app",
  permission_mode: "CANARY-claude-mode",
  hook_event_name: "PostToolUse",
  prompt_id: "CANARY-claude-prompt",
};

const copilotCommon = {
  sessionId: "CANARY-copilot-session",
  timestamp: 1_790_000_000_000,
  cwd: "/w/app",
  toolResult: { resultType: "success", textResultForLlm: "CANARY-copilot-result" },
};

function pieces(oldText: string, newText: string, more: object = {}): AiChange {
  const piece = { oldText, newText, wholeLines: false, everywhere: false, line: undefined, ...more };
  return { kind: "pieces", pieces: [piece] };
}

function claude(tool: string, input: object, response: unknown, more: object = {}): Record<string, unknown> {
  const call = { tool_use_id: `toolu_${tool}`, tool_name: tool, tool_input: input, tool_response: response };
  return { ...claudeCommon, ...call, ...more };
}

const claudeEdit = {
  file_path: "/w/app/a.ts",
  old_string: "let kiwi;",
  new_string: "let emu;",
  description: "CANARY-claude-description",
};

/** Payloads in the shapes that the tools document, with a secret in every field that is none of ours. */
export const examples: readonly Example[] = [
  {
    name: "an edit by Cursor's agent",
    runBy: "cursor",
    input: {
      ...cursorCommon,
      hook_event_name: "afterFileEdit",
      file_path: "/w/app/a.ts",
      edits: [
        { old_string: "one();", new_string: "two();", note: "CANARY-cursor-note" },
        { old_string: "", new_string: "three();\n" },
      ],
    },
    edits: [
      {
        path: "/w/app/a.ts",
        channel: "agentSession",
        tool: "Cursor",
        change: {
          kind: "pieces",
          pieces: [pieces("one();", "two();"), pieces("", "three();\n")].flatMap((change) =>
            change.kind === "pieces" ? change.pieces : [],
          ),
        },
      },
    ],
  },
  {
    name: "a completion in a line that was accepted in Cursor",
    runBy: "cursor",
    input: {
      ...cursorCommon,
      hook_event_name: "afterTabFileEdit",
      file_path: "/w/app/b.ts",
      edits: [
        {
          old_string: "",
          new_string: "(wombat)",
          range: { start_line_number: 5, start_column: 10, end_line_number: 5, end_column: 10 },
          old_line: "  call",
          new_line: "  call(wombat)",
        },
      ],
    },
    edits: [
      {
        path: "/w/app/b.ts",
        channel: "inlineAccept",
        change: pieces("  call", "  call(wombat)", { wholeLines: true, line: 4 }),
      },
    ],
  },
  {
    name: "a completion of several lines in Cursor",
    runBy: "cursor",
    input: {
      ...cursorCommon,
      hook_event_name: "afterTabFileEdit",
      file_path: "/w/app/b.ts",
      edits: [
        {
          old_string: "",
          new_string: "a();\nb();",
          range: { start_line_number: 2 },
          old_line: "",
          new_line: "a();\nb();",
        },
      ],
    },
    edits: [{ path: "/w/app/b.ts", channel: "inlineAccept", change: pieces("", "a();\nb();", { line: 1 }) }],
  },
  {
    name: "a call in Cursor, which runs Claude Code's hooks as well",
    runBy: "claudeCode",
    source: "cursor",
    input: {
      ...cursorCommon,
      hook_event_name: "postToolUse",
      tool_name: "StrReplace",
      tool_use_id: "tool_1",
      tool_input: { path: "/w/app/a.ts", old_string: "x", new_string: "y", instruction: "CANARY-cursor-instruction" },
      tool_output: "CANARY-cursor-output",
    },
    edits: [{ id: "cursor:tool_1", tool: "Cursor", path: "/w/app/a.ts", change: pieces("x", "y") }],
  },
  {
    name: "a file that Cursor deleted",
    runBy: "cursor",
    input: {
      ...cursorCommon,
      hook_event_name: "postToolUse",
      tool_name: "Delete",
      tool_input: { path: "/w/app/a.ts" },
    },
    edits: [{ path: "/w/app/a.ts", change: { kind: "delete" } }],
  },
  {
    name: "an edit by Claude Code",
    runBy: "claudeCode",
    input: claude("Edit", claudeEdit, {
      filePath: "/w/app/a.ts",
      oldString: "let kiwi;",
      newString: "let emu;",
      originalFile: "CANARY-claude-original",
      structuredPatch: [{ newStart: 12, newLines: 7, lines: ["CANARY-claude-lines"] }],
      gitDiff: "CANARY-claude-diff",
    }),
    edits: [
      {
        id: "claudeCode:toolu_Edit",
        tool: "Claude Code",
        channel: "agentSession",
        path: "/w/app/a.ts",
        change: pieces("let kiwi;", "let emu;", { line: 11 }),
      },
    ],
  },
  {
    name: "several edits by an older Claude Code, with a relative path",
    runBy: "claudeCode",
    input: claude(
      "MultiEdit",
      { file_path: "lib/a.ts", edits: [{ old_string: "x", new_string: "y", replace_all: true }] },
      {},
    ),
    edits: [{ path: "/w/app/lib/a.ts", change: pieces("x", "y", { everywhere: true }) }],
  },
  {
    name: "a new file by Claude Code",
    runBy: "claudeCode",
    input: claude("Write", { file_path: "/w/app/n.ts", content: "new();\n" }, { type: "create", originalFile: null }),
    edits: [{ path: "/w/app/n.ts", change: { kind: "whole", before: "", text: "new();\n" } }],
  },
  {
    name: "a file that Claude Code wrote anew",
    runBy: "claudeCode",
    input: claude(
      "Write",
      { file_path: "/w/app/n.ts", content: "new();\n" },
      { type: "update", originalFile: "CANARY-claude-before" },
    ),
    edits: [{ path: "/w/app/n.ts", change: { kind: "whole", before: undefined, text: "new();\n" } }],
  },
  {
    name: "a cell of a notebook by Claude Code",
    runBy: "claudeCode",
    input: claude("NotebookEdit", { notebook_path: "/w/app/n.ipynb", cell_id: "c", new_source: "f()" }, {}),
    edits: [{ path: "/w/app/n.ipynb", change: pieces("", "f()", { wholeLines: true }) }],
  },
  {
    name: "an edit that failed",
    runBy: "claudeCode",
    input: claude("Edit", claudeEdit, "Error: CANARY-failed"),
    edits: [],
  },
  { name: "a command", runBy: "claudeCode", input: claude("Bash", { command: "CANARY-command" }, {}), edits: [] },
  {
    name: "a request that waits for its answer",
    runBy: "claudeCode",
    input: claude("Edit", claudeEdit, {}, { hook_event_name: "PreToolUse" }),
    edits: [],
  },
  {
    name: "a call of VS Code's own chat, which is seen in the editor",
    runBy: "claudeCode",
    input: claude("Edit", claudeEdit, {}, { tool_use_id: "call_1__vscode-17", transcript_path: "/home/u/x.jsonl" }),
    edits: [],
  },
  {
    name: "an edit by Copilot CLI",
    runBy: "copilotCli",
    input: {
      ...copilotCommon,
      toolName: "edit",
      toolArgs: { path: "/w/app/a.ts", old_str: "x", new_str: "y", intention: "CANARY-copilot-intention" },
    },
    edits: [{ tool: "GitHub Copilot CLI", path: "/w/app/a.ts", change: pieces("x", "y") }],
  },
  {
    name: "a new file by Copilot CLI, its arguments in a string",
    runBy: "copilotCli",
    input: {
      ...copilotCommon,
      toolName: "create",
      toolArgs: JSON.stringify({ path: "/w/app/a.ts", file_text: "x\n", intention: "CANARY-copilot-string" }),
    },
    edits: [{ path: "/w/app/a.ts", change: { kind: "whole", before: undefined, text: "x\n" } }],
  },
  {
    name: "a patch of several files by Copilot CLI",
    runBy: "copilotCli",
    input: {
      ...copilotCommon,
      toolName: "apply_patch",
      toolArgs: {
        explanation: "CANARY-copilot-explanation",
        input: [
          "CANARY-copilot-before-patch",
          "*** Begin Patch",
          "*** Add File: n.ts",
          "+new();",
          "*** Update File: /w/app/old.ts",
          "*** Move to: /w/app/moved.ts",
          "@@",
          " same();",
          "-x();",
          "+y();",
          "*** Delete File: gone.ts",
          "*** End Patch",
        ].join("\n"),
      },
    },
    edits: [
      { path: "/w/app/n.ts" },
      { path: "/w/app/moved.ts", change: { kind: "move", from: "/w/app/old.ts" } },
      { path: "/w/app/moved.ts" },
      { path: "/w/app/gone.ts", change: { kind: "delete" } },
    ],
  },
  {
    name: "an edit that Copilot CLI was denied",
    runBy: "copilotCli",
    input: { ...copilotCommon, toolName: "edit", toolArgs: claudeEdit, toolResult: { resultType: "denied" } },
    edits: [],
  },
  {
    name: "an edit by Copilot CLI in Claude Code's spelling",
    runBy: "copilotCli",
    input: {
      hook_event_name: "PostToolUse",
      session_id: "CANARY-copilot-snake",
      cwd: "/w/app",
      transcript_path: "/home/u/.copilot/session-state/CANARY-copilot-state/events.jsonl",
      tool_name: "Edit",
      tool_input: claudeEdit,
      tool_result: { result_type: "success", text_result_for_llm: "CANARY-copilot-text" },
    },
    edits: [{ tool: "GitHub Copilot CLI", path: "/w/app/a.ts", change: pieces("let kiwi;", "let emu;") }],
  },
  {
    name: "an edit by Windsurf, with control characters that JSON forbids",
    runBy: "windsurf",
    input:
      '{"agent_action_name":"post_write_code","trajectory_id":"CANARY-windsurf-trajectory","model_name":"CANARY-windsurf-model",' +
      '"tool_info":{"file_path":"/w/app/a.py","edits":[{"old_string":"","new_string":"def f():\n\treturn \\"x\\""}]}}',
    edits: [{ tool: "Windsurf", path: "/w/app/a.py", change: pieces("", 'def f():\n\treturn "x"') }],
  },
  {
    name: "a path that is none",
    runBy: "cursor",
    input: { hook_event_name: "afterFileEdit", file_path: "a\0b", edits: [{ old_string: "", new_string: "x" }] },
    edits: [],
  },
  { name: "something else", runBy: "cursor", input: '["CANARY-array", {"__proto__": {"CANARY-proto": 1}}]', edits: [] },
  { name: "no JSON", runBy: "cursor", input: "CANARY-nonsense {", edits: [] },
  { name: "nothing", runBy: "cursor", input: "", edits: [] },
];
