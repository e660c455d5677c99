/** What shipped programs may reach, in the words of `reach.ts`. */
export interface Allowed {
  /** Why it is needed, and why it leads nowhere. */
  readonly why: string;
  /** The file or folder of the source that uses it. */
  readonly where: string;
  /** Which programs may: names in `dist`. */
  readonly programs: readonly string[];
  readonly apis: readonly string[];
}

const extension = "extension.cjs";
const worker = "worker.cjs";
const headworker = "headworker.cjs";
const hookworker = "hookworker.cjs";

/**
 * All that shipped programs reach beyond their own data. What is not here may not ship, and what is not used any more may
 * not stay here.
 */
export const allowed: readonly Allowed[] = [
  {
    why: "Reads git, with fixed words, no shell, no prompts, no fetching and nothing that a repository names.",
    where: "src/agents/git/run.ts",
    programs: [extension, worker, headworker],
    apis: ["module node:child_process", 'node:child_process.execFile("git")', "process.env", "process.execPath"],
  },
  {
    why: "Long reading happens in a thread of its own: a program of ours, by its file.",
    where: "src/agents",
    programs: [extension],
    apis: ["module node:worker_threads", "node:worker_threads.Worker"],
  },
  {
    why: "A thread hears its questions and tells its answers.",
    where: "src/agents",
    programs: [worker, headworker],
    apis: ["module node:worker_threads", "node:worker_threads.parentPort"],
  },
  {
    why: "A thread's one question.",
    where: "src/agents/headworker.ts",
    programs: [headworker],
    apis: ["node:worker_threads.workerData"],
  },
  {
    why: "Our database. It is handed to the code that opens it; the names by which SQLite loads programs are watched on everything.",
    where: "src/store/database.ts",
    programs: [extension],
    apis: ["module node:sqlite", 'process.getBuiltinModule("node:sqlite")', "node:sqlite (handed on)"],
  },
  {
    why: "Keeps the texts of closed files in less memory.",
    where: "src/editor/keep/deflated.ts",
    programs: [extension],
    apis: ["module node:zlib", 'process.getBuiltinModule("node:zlib")'],
  },
  {
    why: "Reads agents' databases, and writes none.",
    where: "src/agents/read/rows.ts",
    programs: [worker],
    apis: ["module node:sqlite", 'process.getBuiltinModule("node:sqlite")', "node:sqlite.DatabaseSync"],
  },
  {
    why: "Unpacks agents' records where this Node can.",
    where: "src/agents/read/zstd.ts",
    programs: [worker],
    apis: ["module node:zlib", 'process.getBuiltinModule("node:zlib")', "module node:stream"],
  },
  {
    why: "Reads agents' records and the files they name.",
    where: "src/agents",
    programs: [worker, headworker],
    apis: ["module node:fs", "module node:path"],
  },
  {
    why: "Recognises records, and knows paths that are written as URLs.",
    where: "src/agents",
    programs: [worker],
    apis: ["module node:crypto", "module node:url"],
  },
  {
    why: "Keeps its own storage, and looks at the files it tracks.",
    where: "src",
    programs: [extension],
    apis: [
      "module node:buffer",
      "module node:crypto",
      "module node:fs",
      "module node:fs/promises",
      "module node:os",
      "module node:path",
      "module node:path/posix",
      "module node:util",
    ],
  },
  {
    why: "The program that agents start keeps an edit in its inbox, says nothing and always succeeds.",
    where: "src/agents/hookworker.ts",
    programs: [hookworker],
    apis: ["process.argv", "process.exit", "process.on", "process.stdin", "global Buffer", "global setTimeout"],
  },
  {
    why: "What that program makes its records with.",
    where: "src/agents",
    programs: [hookworker],
    apis: ["module node:crypto", "module node:fs", "module node:path", "module node:url"],
  },
  {
    why: "Which computer and process this is, for paths and for names of files that are not yet whole.",
    where: "src",
    programs: [extension],
    apis: ["process.pid", "process.platform"],
  },
  {
    why: "Whether paths are those of Windows, which names other computers in them.",
    where: "src/agents/read/paths.ts",
    programs: [worker],
    apis: ["process.platform"],
  },
  {
    why: "Bytes, texts and time, which reach nothing.",
    where: "src",
    programs: [extension],
    apis: [
      "global AbortSignal",
      "global Buffer",
      "global TextDecoder",
      "global TextEncoder",
      "global clearTimeout",
      "global performance",
      "global queueMicrotask",
      "global setImmediate",
      "global setTimeout",
    ],
  },
  {
    why: "The same in the threads.",
    where: "src/agents",
    programs: [worker],
    apis: [
      "global Buffer",
      "global TextDecoder",
      "global clearTimeout",
      "global performance",
      "global setImmediate",
      "global setTimeout",
    ],
  },
  {
    why: "The same in the thread that reads git.",
    where: "src/agents",
    programs: [headworker],
    apis: ["global AbortSignal", "global TextDecoder"],
  },
  {
    why: "The editor's API, of which the rows below name what is used.",
    where: "src",
    programs: [extension],
    apis: ["module vscode"],
  },
  {
    why: "The editor's language and our texts in it.",
    where: "src/editor",
    programs: [extension],
    apis: ["vscode.env.language", "vscode.l10n.bundle", "vscode.l10n.t"],
  },
  {
    why: "Commands of ours, and of the editor's own ones those that show a file, a comparison or our settings.",
    where: "src/editor",
    programs: [extension],
    apis: [
      "vscode.commands.registerCommand",
      'vscode.commands.executeCommand("reviewDebt.didAccept")',
      'vscode.commands.executeCommand("reviewDebt.queue.focus")',
      'vscode.commands.executeCommand("setContext")',
      'vscode.commands.executeCommand("vscode.diff")',
      'vscode.commands.executeCommand("vscode.open")',
      'vscode.commands.executeCommand("workbench.action.openSettings")',
    ],
  },
  {
    why: "Which editor this is, and whether the command is there by which it accepts its own completions; neither is kept.",
    where: "src/editor/listen/acceptKeys.ts",
    programs: [extension],
    apis: ["vscode.commands.getCommands", "vscode.env.uriScheme"],
  },
  {
    why: "Runs what was chosen in our own menus, whose rows name their commands.",
    where: "src/editor/commands.ts",
    programs: [extension],
    apis: ["vscode.commands.executeCommand(computed)"],
  },
  {
    why: "Whether and where the editor's own git support is on, to look only there.",
    where: "src/editor/listen",
    programs: [extension],
    apis: ['vscode.extensions.getExtension("vscode.git")'],
  },
  {
    why: "Which completion tools are running, to name the one whose text was accepted; nothing of theirs is called.",
    where: "src/editor/listen",
    programs: [extension],
    apis: ['vscode.extensions.getExtension("github.copilot-chat")', "vscode.extensions.getExtension(computed)"],
  },
  {
    why: "Whether anybody is signed in, without which GitHub Copilot completes nothing. Asks for no session and keeps no name.",
    where: "src/editor/listen/completionTools.ts",
    programs: [extension],
    apis: ["vscode.authentication.getAccounts", "vscode.authentication.onDidChangeSessions"],
  },
  {
    why: "What languages say in their manifests about their comments.",
    where: "src/editor/keep/languages.ts",
    programs: [extension],
    apis: ["vscode.extensions.all"],
  },
  {
    why: "A breakpoint that is set is a sign of reading.",
    where: "src/editor/listen/reading.ts",
    programs: [extension],
    apis: ["vscode.debug.onDidChangeBreakpoints"],
  },
  {
    why: "Shows lenses and hovers, and sees pastes without keeping them.",
    where: "src/editor",
    programs: [extension],
    apis: [
      "vscode.languages.registerCodeLensProvider",
      "vscode.languages.registerDocumentPasteEditProvider",
      "vscode.languages.registerHoverProvider",
    ],
  },
  {
    why: "Shows things to the user, and asks.",
    where: "src",
    programs: [extension],
    apis: [
      "vscode.window.createOutputChannel",
      "vscode.window.createQuickPick",
      "vscode.window.createStatusBarItem",
      "vscode.window.createTextEditorDecorationType",
      "vscode.window.createTreeView",
      "vscode.window.createWebviewPanel",
      "vscode.window.registerFileDecorationProvider",
      "vscode.window.setStatusBarMessage",
      "vscode.window.showInformationMessage",
      "vscode.window.showInputBox",
      "vscode.window.showQuickPick",
      "vscode.window.showSaveDialog",
      "vscode.window.showTextDocument",
      "vscode.window.showWarningMessage",
      "vscode.window.withProgress",
    ],
  },
  {
    why: "Sees which code is on screen, and whether somebody is there.",
    where: "src/editor",
    programs: [extension],
    apis: [
      "vscode.window.activeTextEditor",
      "vscode.window.onDidChangeActiveTextEditor",
      "vscode.window.onDidChangeTextEditorSelection",
      "vscode.window.onDidChangeTextEditorVisibleRanges",
      "vscode.window.onDidChangeVisibleTextEditors",
      "vscode.window.onDidChangeWindowState",
      "vscode.window.state",
      "vscode.window.tabGroups",
      "vscode.window.visibleTextEditors",
    ],
  },
  {
    why: "Sees documents and files change, reads them, and saves what the user exports.",
    where: "src/editor",
    programs: [extension],
    apis: [
      "vscode.workspace.asRelativePath",
      "vscode.workspace.createFileSystemWatcher",
      "vscode.workspace.decode",
      "vscode.workspace.fs",
      "vscode.workspace.getConfiguration",
      "vscode.workspace.getWorkspaceFolder",
      "vscode.workspace.isTrusted",
      "vscode.workspace.name",
      "vscode.workspace.notebookDocuments",
      "vscode.workspace.onDidChangeConfiguration",
      "vscode.workspace.onDidChangeNotebookDocument",
      "vscode.workspace.onDidChangeTextDocument",
      "vscode.workspace.onDidChangeWorkspaceFolders",
      "vscode.workspace.onDidCloseTextDocument",
      "vscode.workspace.onDidGrantWorkspaceTrust",
      "vscode.workspace.onDidOpenNotebookDocument",
      "vscode.workspace.onDidOpenTextDocument",
      "vscode.workspace.onDidRenameFiles",
      "vscode.workspace.onDidSaveNotebookDocument",
      "vscode.workspace.onDidSaveTextDocument",
      "vscode.workspace.onWillSaveTextDocument",
      "vscode.workspace.openNotebookDocument",
      "vscode.workspace.openTextDocument",
      "vscode.workspace.registerTextDocumentContentProvider",
      "vscode.workspace.textDocuments",
      "vscode.workspace.workspaceFolders",
    ],
  },
];
