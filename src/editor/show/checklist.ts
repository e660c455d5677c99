import * as vscode from "vscode";
import type { Answers, Verdict } from "../../core/review/answers.ts";
import { outcomeOf } from "../../core/review/checklist.ts";
import { problemTexts } from "../../core/review/ownQuestions.ts";
import type { Question } from "../../core/review/question.ts";
import type { ListProblem } from "../listen/ownQuestions.ts";
import { questionName, questionText, sourceText, verdictIcon, verdictText } from "./questionWording.ts";
import { withoutIcons } from "./wording.ts";

/** What is asked about a hunk. */
export interface AskedChecklist {
  readonly title: string;
  readonly questions: readonly Question[];
  /** What was answered before. */
  readonly before: Answers;
  readonly problems: readonly ListProblem[];
}

/** What the person wants after they answered. */
export type Wish = "leaveOpen" | "mark" | "markAndGoOn";

/** What the person said. */
export interface SaidChecklist {
  readonly answers: Answers;
  /** Whether anything differs from before. */
  readonly isChanged: boolean;
  /** `undefined` when they left without saying. */
  readonly wish: Wish | undefined;
}

/** So much of a question of somebody's own stands on its row's first line. */
const labelCharacters = 60;

interface Row extends vscode.QuickPickItem {
  /** Tells a row from others, however it looks. */
  readonly key?: string;
  readonly question?: Question;
  readonly wish?: Wish;
  readonly isNote?: boolean;
  readonly problem?: ListProblem;
}

/**
 * Shows a checklist. Enter on a question goes from "not sure" to "holds" to "does not apply" and round again, in any order;
 * the last rows say what comes of it. Whoever leaves with Escape keeps what they answered.
 */
export async function askChecklist(asked: AskedChecklist): Promise<SaidChecklist> {
  const { questions, before } = asked;
  const verdicts = new Map(before.verdicts);
  let { note } = before;
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = asked.title;
  pick.placeholder = vscode.l10n.t("Enter changes an answer; what stays not sure keeps the hunk open");
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  pick.ignoreFocusOut = true;
  /** Where the rows are drawn anew the one that was chosen stays the active one. */
  const draw = (activeKey: string | undefined): void => {
    pick.items = rowsOf(asked, verdicts, note);
    pick.activeItems = pick.items.filter(({ key }) => key !== undefined && key === activeKey);
  };
  draw(questions[0]?.id);
  try {
    const wish = await new Promise<Wish | undefined>((resolve) => {
      let isNoting = false;
      const accept = async (row: Row): Promise<void> => {
        if (row.wish !== undefined) resolve(row.wish);
        else if (row.question !== undefined) turn(verdicts, row.question.id);
        else if (row.problem !== undefined) {
          resolve(undefined);
          await openProblem(row.problem);
        } else if (row.isNote === true) {
          isNoting = true;
          note = await askNote(note);
          isNoting = false;
          pick.show();
        }
        draw(row.key);
      };
      pick.onDidAccept(() => {
        // With a filter that nothing fits there is no row.
        const [row] = pick.activeItems;
        if (row !== undefined) void accept(row);
      });
      pick.onDidHide(() => {
        if (!isNoting) resolve(undefined);
      });
      pick.show();
    });
    const isChanged = note !== before.note || !sameVerdicts(verdicts, before.verdicts);
    return { answers: { verdicts, ...(note !== undefined && { note }) }, isChanged, wish };
  } finally {
    pick.dispose();
  }
}

function turn(verdicts: Map<string, Verdict>, id: string): void {
  const before = verdicts.get(id);
  if (before === undefined) verdicts.set(id, "holds");
  else if (before === "holds") verdicts.set(id, "doesNotApply");
  else verdicts.delete(id);
}

function rowsOf(
  { questions, problems }: AskedChecklist,
  verdicts: ReadonlyMap<string, Verdict>,
  note: string | undefined,
): Row[] {
  const { l10n } = vscode;
  const separator = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const rows = questions.map((question): Row => rowOf(question, verdicts.get(question.id)));
  const core = questions.filter(({ id }) => id.startsWith("core.")).length;
  const outcome = outcomeOf(questions, { verdicts });
  return [
    separator(l10n.t("Always")),
    ...rows.slice(0, core),
    ...(rows.length > core ? [separator(l10n.t("For this hunk")), ...rows.slice(core)] : []),
    separator(l10n.t("Then")),
    ...(outcome.kind === "complete"
      ? [
          {
            iconPath: new vscode.ThemeIcon("check-all"),
            label: l10n.t("Mark Reviewed and Go On"),
            wish: "markAndGoOn" as const,
            alwaysShow: true,
          },
          {
            iconPath: new vscode.ThemeIcon("check"),
            label: l10n.t("Mark Reviewed"),
            wish: "mark" as const,
            alwaysShow: true,
          },
        ]
      : []),
    {
      iconPath: new vscode.ThemeIcon("circle-large-outline"),
      label: l10n.t("Keep Answers, Leave the Hunk Open"),
      wish: "leaveOpen",
      alwaysShow: true,
      ...(outcome.kind === "unsure" && {
        description: l10n.t("{0} not sure", outcome.ids.length),
      }),
    },
    {
      iconPath: new vscode.ThemeIcon("note"),
      label: note === undefined ? l10n.t("Add a Note…") : l10n.t("Change the Note…"),
      key: "note",
      isNote: true,
      ...(note !== undefined && { description: withoutIcons(note) }),
    },
    ...(problems.length > 0 ? [separator(l10n.t("Left out")), ...problems.map(problemRow)] : []),
  ];
}

function rowOf(question: Question, verdict: Verdict | undefined): Row {
  const text = questionText(question);
  const [name, rest] = question.label === undefined ? cut(text) : [questionName(question.id), text];
  return {
    key: question.id,
    iconPath: new vscode.ThemeIcon(verdictIcon(verdict)),
    label: name,
    description: `${verdictText(verdict)} · ${sourceText(question)}`,
    ...(rest !== "" && { detail: rest }),
    question,
  };
}

/** What a row has room for before the answer, and the rest. */
function cut(text: string): [string, string] {
  if (text.length <= labelCharacters) return [text, ""];
  const end = text.lastIndexOf(" ", labelCharacters);
  const at = end < 1 ? labelCharacters : end;
  return [text.slice(0, at), text.slice(at).trim()];
}

function problemRow(problem: ListProblem): Row {
  const { l10n } = vscode;
  const { line, kind, file } = problem;
  return {
    iconPath: new vscode.ThemeIcon("warning"),
    label:
      file === undefined
        ? l10n.t("Your own question {0}", line)
        : l10n.t("{0}, line {1}", vscode.workspace.asRelativePath(file), line),
    detail: l10n.t(problemTexts[kind]),
    problem,
  };
}

async function askNote(before: string | undefined): Promise<string | undefined> {
  const { l10n } = vscode;
  const typed = await vscode.window.showInputBox({
    title: l10n.t("A note to yourself"),
    prompt: l10n.t("Kept on this machine with these lines; empty for none"),
    value: before ?? "",
    ignoreFocusOut: true,
  });
  if (typed === undefined) return before;
  return typed.trim() === "" ? undefined : typed.trim();
}

/** Opens the line of a list that is wrong. */
async function openProblem({ file, line }: ListProblem): Promise<void> {
  if (file === undefined) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "reviewDebt.checklist.questions");
    return;
  }
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(file, { selection: new vscode.Range(at, at) });
}

function sameVerdicts(a: ReadonlyMap<string, Verdict>, b: ReadonlyMap<string, Verdict>): boolean {
  return a.size === b.size && [...a].every(([id, verdict]) => b.get(id) === verdict);
}
