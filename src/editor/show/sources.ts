import * as vscode from "vscode";
import type { SourceStatus } from "../../agents/messages.ts";
import type { AgentSessions } from "../listen/agentSessions.ts";
import { agoText } from "./wording.ts";

interface SourceItem extends vscode.QuickPickItem {
  readonly source: string;
}

/**
 * Lists where AI edits are read from besides this editor: on or off, where, when last, how many. The user switches
 * sources on and off by ticking them; that is kept in the settings.
 */
export async function chooseSources(sessions: AgentSessions): Promise<void> {
  const { l10n } = vscode;
  const items = sessions.sources.map(itemOf);
  const chosen = await vscode.window.showQuickPick<SourceItem>(items, {
    canPickMany: true,
    title: l10n.t("Sources of AI edits"),
    placeHolder:
      items.length === 0
        ? l10n.t("Nothing is read while there is no folder or everything is paused")
        : l10n.t("Ticked ones are read, on this machine only"),
    matchOnDetail: true,
  });
  if (chosen === undefined || items.length === 0) return;
  const off = items.filter(({ source }) => !chosen.some((item) => item.source === source));
  const value = Object.fromEntries(off.map(({ source }) => [source, false]));
  await vscode.workspace
    .getConfiguration("reviewDebt")
    .update("sources", off.length === 0 ? undefined : value, vscode.ConfigurationTarget.Global);
}

function itemOf({ source, tool, roots, readAtMs, edits, odd, skipped, isOn }: SourceStatus): SourceItem {
  const { l10n } = vscode;
  const facts = [
    placeOf(source, roots),
    ...(odd > 0 ? [l10n.t("{0} edits not understood: its format may have changed", odd)] : []),
    ...(skipped > 0 ? [l10n.t("{0} records passed over", skipped)] : []),
  ];
  const counts = edits === 1 ? l10n.t("1 edit") : l10n.t("{0} edits", edits);
  return {
    source,
    label: source === "copilotChat" ? l10n.t("{0}, chat in the editor", tool) : tool,
    description: [
      ...(edits > 0 || readAtMs !== undefined ? [counts] : []),
      ...(readAtMs === undefined ? [] : [l10n.t("last read {0}", agoText(readAtMs, Date.now()))]),
    ].join(" · "),
    detail: facts.join(" · "),
    picked: isOn,
  };
}

function placeOf(source: string, roots: readonly string[]): string {
  const { l10n } = vscode;
  if (source === "gitNote") return l10n.t("reads refs/notes/ai of trusted folders when looking back");
  if (source === "agentTrace") return l10n.t("reads .agent-trace of trusted folders when looking back");
  return roots.length === 0 ? l10n.t("nothing found") : l10n.t("reads {0}", roots.map(shortened).join(", "));
}

/** A path as people write it: the home folder as `~`. */
function shortened(path: string): string {
  const home = process.env["HOME"] ?? process.env["USERPROFILE"];
  return home !== undefined && home !== "" && path.startsWith(home) ? `~${path.slice(home.length)}` : path;
}
