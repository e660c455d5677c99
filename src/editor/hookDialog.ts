import { homedir } from "node:os";
import { basename } from "node:path";
import * as vscode from "vscode";
import { HookConnections, type Proposal, type ToolConnection } from "../agents/hooks/connections.ts";
import { HooksProblem } from "../agents/hooks/problem.ts";

const scheme = "review-debt-proposed";

type Direction = "connect" | "disconnect";

/**
 * Connecting tools through their hooks: shows what would change in the tool's file, asks, and only then writes. The files
 * are the user's own and lie outside the workspace, so whether that is trusted does not matter.
 */
export class HookDialog implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #connections: HookConnections;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed: () => Promise<void>;
  readonly #registration: vscode.Disposable;
  /** Texts that are shown, by the path of their document. */
  readonly #texts = new Map<string, string>();
  #shownCount = 0;

  /**
   * @param storage a folder of ours
   * @param shipped the hook program as it was shipped
   * @param changed to be called when hooks were connected or disconnected
   */
  constructor(storage: string, shipped: string, log: vscode.LogOutputChannel, changed: () => Promise<void>) {
    this.#changed = changed;
    this.#connections = new HookConnections({
      surroundings: { home: homedir(), platform: process.platform, env: process.env },
      storage,
      execPath: process.execPath,
      shipped,
    });
    this.#log = log;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** Brings the hook program up to date where hooks are connected, and tells it whether to keep anything. */
  refresh(isPaused: boolean): void {
    this.#connections.refresh(isPaused);
  }

  /** Asks for a tool and puts our hooks into its file. Returns what to say, or `undefined` when the user left. */
  connect(): Promise<string | undefined> {
    return this.#run("connect", this.#connections.tools());
  }

  /** Asks for a connected tool and takes our hooks out of its file. */
  async disconnect(): Promise<string | undefined> {
    const tools = this.#connections
      .tools()
      .filter(({ connection }) => connection === "on" || connection === "outdated");
    return tools.length === 0 ? vscode.l10n.t("No agent's hooks are connected.") : this.#run("disconnect", tools);
  }

  /** The text of a document that shows one side of a change. */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async #run(to: Direction, tools: readonly ToolConnection[]): Promise<string | undefined> {
    const { l10n } = vscode;
    const chosen = await vscode.window.showQuickPick(
      tools.map((found) => ({ label: found.tool.name, description: stateText(found), detail: found.file, found })),
      {
        title: to === "connect" ? l10n.t("Connect an agent's hooks") : l10n.t("Disconnect an agent's hooks"),
        placeHolder: l10n.t("You see the change before anything is written"),
      },
    );
    if (chosen === undefined) return undefined;
    const { tool, file } = chosen.found;
    try {
      if (vscode.workspace.textDocuments.some((open) => open.isDirty && open.uri.fsPath === file)) {
        return say(l10n.t("{0} has unsaved changes. Save it and try again.", file));
      }
      const proposal = this.#connections.propose(tool, to);
      if (to === "connect" && proposal.before === proposal.after) return l10n.t("{0} is connected.", tool.name);
      if (!(await this.#agreed(proposal, to))) return undefined;
      this.#connections.apply(proposal);
      await this.#changed();
      return to === "connect"
        ? l10n.t("{0} is connected. What it writes from now on is tracked.", tool.name)
        : l10n.t("{0} is disconnected.", tool.name);
    } catch (error) {
      this.#log.warn(`${file} was not changed: ${String(error)}`);
      return say(problemText(error, file));
    }
  }

  /** Shows the change and asks. The document with the change closes again, whatever the answer. */
  async #agreed({ tool, file, before, after }: Proposal, to: Direction): Promise<boolean> {
    const { l10n } = vscode;
    const isConnect = to === "connect";
    const name = basename(file);
    const [left, leftText] =
      before === undefined ? this.#provided(name, "") : ([vscode.Uri.file(file), undefined] as const);
    const [right, rightText] = this.#provided(name, after ?? "");
    const title = isConnect
      ? l10n.t("{0}: Connect {1}", name, tool.name)
      : l10n.t("{0}: Disconnect {1}", name, tool.name);
    try {
      await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
      const yes = isConnect ? l10n.t("Install") : l10n.t("Remove");
      const asks = isConnect
        ? l10n.t("Let {0} tell Review Debt what it writes?", tool.name)
        : l10n.t("Let {0} no longer tell Review Debt what it writes?", tool.name);
      const detail = [
        after === undefined
          ? l10n.t("This file is removed: {0}", file)
          : l10n.t("This file is changed as shown: {0}", file),
        ...(isConnect
          ? [
              l10n.t(
                "After each edit {0} runs a small program that keeps the edit, and nothing else, on this machine until Review Debt has read it.",
                tool.name,
              ),
            ]
          : []),
      ].join("\n\n");
      // A modal question keeps one from scrolling in the change, which may be long.
      const look = l10n.t("Look First");
      const answer = await vscode.window.showInformationMessage(asks, { modal: true, detail }, yes, look);
      return (answer === look ? await vscode.window.showInformationMessage(asks, yes) : answer) === yes;
    } finally {
      await closeDiff(right);
      for (const path of [leftText, rightText]) if (path !== undefined) this.#texts.delete(path);
    }
  }

  #provided(name: string, text: string): readonly [vscode.Uri, string] {
    this.#shownCount += 1;
    const path = `/${this.#shownCount}/${name}`;
    this.#texts.set(path, text);
    return [vscode.Uri.from({ scheme, path }), path];
  }
}

async function closeDiff(right: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === right.toString());
  await vscode.window.tabGroups.close(tabs);
}

function stateText({ connection }: ToolConnection): string {
  const { l10n } = vscode;
  switch (connection) {
    case "on":
      return l10n.t("connected");
    case "outdated":
      return l10n.t("connected by another version: connect again");
    case "off":
      return "";
    default:
      return l10n.t("its file cannot be read");
  }
}

function say(text: string): undefined {
  void vscode.window.showWarningMessage(text);
}

function problemText(error: unknown, file: string): string {
  const { l10n } = vscode;
  switch (error instanceof HooksProblem ? error.kind : undefined) {
    case "notPlainJson":
      return l10n.t("{0} is not plain JSON (it may have comments), so it was left alone.", file);
    case "unexpectedShape":
      return l10n.t("{0} has another form than expected, so it was left alone.", file);
    case "symbolicLink":
      return l10n.t("{0} is a symbolic link, so it was left alone. Change the file it leads to by hand.", file);
    case "notReadable":
      return l10n.t("{0} could not be read, so it was left alone.", file);
    case "changedMeanwhile":
      return l10n.t("{0} changed in the meantime, so it was left alone. Try again.", file);
    default:
      return l10n.t("{0} could not be written.", file);
  }
}
