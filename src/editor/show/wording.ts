import * as vscode from "vscode";
import type { Progress } from "../../core/attention/attention.ts";
import {
  type Channel,
  type Confidence,
  type Engagement,
  type Mark,
  type State,
  stateOf,
} from "../../core/ledger/mark.ts";
import type { ReviewHunk } from "../../core/ledger/hunks.ts";
import { isUnread } from "../../core/ledger/tag.ts";
import type { WalkLimit } from "../../core/review/walk.ts";
import { cellNumber, fileOf } from "../cells.ts";
import type { Exclusion } from "../../core/review/excluded.ts";

/** Lines of a file as a person counts them: "7" or "7–12". Takes 0-based lines, `end` exclusive. */
export function rangeText(start: number, end: number): string {
  return end - start === 1 ? `${start + 1}` : `${start + 1}–${end}`;
}

/** Where a document is in its workspace; of a cell also which one it is. */
export function documentText(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(fileOf(uri));
  const cell = cellNumber(uri);
  return cell === undefined ? path : vscode.l10n.t("{0}, cell {1}", path, cell);
}

/** Who wrote it: the tool's name, or just "AI". */
export function toolText(mark: Mark): string {
  return mark.origin.tool ?? vscode.l10n.t("AI");
}

/** Costs half a millisecond to make, and a long queue tells many ages. */
let agoFormat: Intl.RelativeTimeFormat | undefined;

/** How long ago a moment was, in whole units, in the user's language. */
export function agoText(atMs: number, nowMs: number): string {
  const units = [
    ["year", 365 * 86_400_000],
    ["month", 30 * 86_400_000],
    ["week", 7 * 86_400_000],
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  const passed = Math.max(0, nowMs - atMs);
  for (const [unit, ms] of units) {
    if (passed >= ms) {
      agoFormat ??= new Intl.RelativeTimeFormat(vscode.env.language, { numeric: "auto" });
      return agoFormat.format(-Math.floor(passed / ms), unit);
    }
  }
  return vscode.l10n.t("just now");
}

/** The state of a line in a word. */
export function stateText(state: State): string {
  switch (state) {
    case "unread":
      return vscode.l10n.t("unread");
    case "read":
      return vscode.l10n.t("read");
    case "edited":
      return vscode.l10n.t("edited");
    case "marked":
      return vscode.l10n.t("reviewed");
    case "dismissed":
      return vscode.l10n.t("dismissed");
  }
}

/** The state's icon, told apart by shape and not only by colour. */
export function stateIcon(state: State): vscode.ThemeIcon {
  switch (state) {
    case "unread":
      return new vscode.ThemeIcon("circle-large-outline");
    case "read":
      return new vscode.ThemeIcon("eye");
    case "edited":
      return new vscode.ThemeIcon("edit");
    case "marked":
      return new vscode.ThemeIcon("check");
    case "dismissed":
      return new vscode.ThemeIcon("circle-slash");
  }
}

/** How we know, as a sentence. */
export function channelText(channel: Channel): string {
  switch (channel) {
    case "inlineAccept":
      return vscode.l10n.t("You accepted an inline completion.");
    case "chatEdit":
      return vscode.l10n.t("A chat or agent in the editor wrote it.");
    case "agentSession":
      return vscode.l10n.t("A coding agent's own record says it wrote it.");
    case "gitNote":
      return vscode.l10n.t("A Git AI note of the commit says so.");
    case "agentTrace":
      return vscode.l10n.t("An Agent Trace record says so.");
    case "declared":
      return vscode.l10n.t("You said so.");
  }
}

/** How sure we are, as a sentence. */
export function confidenceText(confidence: Confidence): string {
  switch (confidence) {
    case "reported":
      return vscode.l10n.t("Reported by the tool itself.");
    case "observed":
      return vscode.l10n.t("Observed in this editor as it happened.");
    case "likely":
      return vscode.l10n.t("Likely, by what the change looked like.");
    case "declared":
      return vscode.l10n.t("Declared by you.");
  }
}

/** What settled a line, as a sentence; for an unread line that nobody looked. */
export function evidenceText(mark: Mark, nowMs: number): string {
  const { settled } = mark;
  if (settled === undefined) return vscode.l10n.t("Nobody has looked at it yet.");
  const ago = agoText(settled.atMs, nowMs);
  switch (settled.kind) {
    case "read":
      return `${vscode.l10n.t("Read {0}, for {1} s.", ago, Math.round(settled.attendedMs / 1000))} ${engagementText(settled.engagement)}`;
    case "edited":
      return vscode.l10n.t("You changed it {0}.", ago);
    case "marked":
      return settled.scope === "hunk"
        ? vscode.l10n.t("You marked its hunk reviewed {0}.", ago)
        : settled.scope === "file"
          ? vscode.l10n.t("You marked its file reviewed {0}.", ago)
          : vscode.l10n.t("You marked it reviewed {0}.", ago);
    case "dismissed":
      return vscode.l10n.t("Won't review, because: {0} ({1}).", settled.reason, ago);
  }
}

/** How far an unread line is towards being read, as sentences. */
export function progressText({ attendedMs, neededMs, engagement }: Progress): string {
  const { l10n } = vscode;
  if (attendedMs === 0 && engagement === undefined) return l10n.t("Nobody has looked at it yet.");
  const [attended, needed] = [Math.floor(attendedMs / 1000), Math.ceil(neededMs / 1000)];
  return `${l10n.t("On screen for {0} of the {1} s that reading it takes.", attended, needed)} ${engagementText(engagement)}`;
}

function engagementText(engagement: Engagement | undefined): string {
  const { l10n } = vscode;
  switch (engagement) {
    case undefined:
      return l10n.t("Your caret was not in its hunk yet.");
    case "caret":
      return l10n.t("Your caret was in its hunk.");
    case "selection":
      return l10n.t("You selected in its hunk.");
    case "hover":
      return l10n.t("You asked what something in its hunk is.");
    case "definition":
      return l10n.t("You followed a name in its hunk.");
    case "breakpoint":
      return l10n.t("You set a breakpoint in its hunk.");
  }
}

/** The states of some marks in words, without repeating any: "unread, edited". */
export function statesText(marks: readonly Mark[]): string {
  return [...new Set(marks.map((mark) => stateText(stateOf(mark))))].join(", ");
}

/** Who wrote a line, when, and what is with it, in one line. */
export function markText(mark: Mark, nowMs: number): string {
  const { origin } = mark;
  return [aiText(origin.tool), agoText(origin.atMs, nowMs), stateText(stateOf(mark))].join(" · ");
}

/** Who wrote the unread lines of a hunk, when the newest came, and that they are unread, in one line. */
export function hunkText({ spans }: ReviewHunk, nowMs: number): string {
  const unread = spans.map(({ mark }) => mark).filter(isUnread);
  const tools = [...new Set(unread.map(({ origin }) => aiText(origin.tool)))];
  const newestMs = Math.max(...unread.map(({ origin }) => origin.atMs));
  return [...tools, agoText(newestMs, nowMs), stateText("unread")].join(" · ");
}

function aiText(tool: string | undefined): string {
  return tool === undefined ? vscode.l10n.t("AI") : `${vscode.l10n.t("AI")} · ${tool}`;
}

/** What lines are to git, in words. */
export function groupText(group: "uncommitted" | "committed"): string {
  return group === "committed" ? vscode.l10n.t("Committed") : vscode.l10n.t("Not committed yet");
}

/** What is in a group, as a sentence. */
export function groupMeaning(group: "uncommitted" | "committed"): string {
  return group === "committed"
    ? vscode.l10n.t("The last commit holds all their AI-written lines.")
    : vscode.l10n.t("The last commit lacks at least one of their AI-written lines.");
}

/** A text as it is, though it may have what the editor takes for an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$\u200b(");
}

/** What a walk is limited to, in words. */
export function limitText(limit: WalkLimit): string {
  const { l10n } = vscode;
  const pathOf = (uri: string): string => vscode.workspace.asRelativePath(fileOf(vscode.Uri.parse(uri)));
  switch (limit.kind) {
    case "file":
      return l10n.t("only {0}", pathOf(limit.file));
    case "folder":
      return l10n.t("only the folder {0}", pathOf(limit.folder));
    case "uncommitted":
      return l10n.t("only what is not committed yet");
    case "since":
      return l10n.t("only since yesterday");
    case "tool":
      return l10n.t("only by {0}", limit.tool ?? l10n.t("AI"));
  }
}

/** Why a file is left out, as a sentence. */
export function exclusionText(exclusion: Exclusion): string {
  const { l10n } = vscode;
  switch (exclusion) {
    case "byGlob":
      return l10n.t("Your setting leaves it out.");
    case "attributeGenerated":
      return l10n.t("A .gitattributes file says that it is generated.");
    case "attributeVendored":
      return l10n.t("A .gitattributes file says that it is other people's code.");
    case "vendoredFolder":
      return l10n.t("It lies in a folder for other people's code.");
    case "buildOutput":
      return l10n.t("It lies in a folder that builds write into.");
    case "lockFile":
      return l10n.t("It is a lock file.");
    case "gitIgnored":
      return l10n.t("Git ignores it.");
    case "generatedName":
      return l10n.t("Its name is one that programs give to what they generate.");
    case "generatedHeader":
      return l10n.t("Its first lines say that a program generated it.");
    case "minified":
      return l10n.t("It is minified.");
  }
}
