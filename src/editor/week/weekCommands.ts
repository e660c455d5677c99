import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { weekQuestions } from "../../core/week/questions.ts";
import { uriOf, weekQuestionOf, type WeekWish, weekWishOf } from "../arguments.ts";
import type { Storage } from "../keep/storage.ts";
import type { Later } from "../later.ts";
import type { CommandName, Handler } from "../commandNames.ts";
import { askOfWeek } from "../show/questions.ts";
import type { WeekDot } from "./weekDot.ts";
import { weekMeant } from "./meant.ts";
import type { WeekPages } from "./weekPages.ts";
import type { WeekText } from "./weekText.ts";

/** What the commands of the weekly page act on. */
export interface WeekTargets {
  readonly storage: Storage;
  readonly weekPages: Later<WeekPages>;
  readonly weekText: WeekText;
  readonly weekDot: WeekDot;
}

/**
 * The commands of the weekly page. Where an argument leaves it open, they are about the page that is open, or else about the week
 * that is announced, or the running one.
 * @param answer says what came of it
 */
export function weekCommands(
  targets: WeekTargets,
  answer: (text: string) => void,
): Readonly<Record<CommandName & `${string}Week${string}`, Handler>> {
  const { storage, weekPages, weekText, weekDot } = targets;
  const { l10n } = vscode;
  const announced = (): WeekWish => (weekDot.week === undefined ? {} : { week: weekDot.week.start });
  const wished = (argument: unknown): WeekWish => ({
    ...announced(),
    ...weekPages.made?.page.wish,
    ...weekWishOf(argument),
  });

  return {
    showWeek: async (argument) => {
      await (await weekPages.get()).page.show({ ...announced(), ...weekWishOf(argument) });
      await weekDot.opened();
    },
    openWeekAsText: (argument) => {
      const wish = wished(argument);
      return weekText.show(weekMeant(wish).start, wish.scope);
    },
    saveWeek: async (argument) => {
      const wish = wished(argument);
      const target =
        // A menu of the page's tab passes what is open in it.
        (argument instanceof vscode.Uri ? undefined : uriOf(argument)) ??
        (await vscode.window.showSaveDialog({
          // At home and not in the workspace, where it might be committed by mistake.
          defaultUri: vscode.Uri.file(join(homedir(), weekText.nameOf(weekMeant(wish).start))),
          filters: { Markdown: ["md"] },
          saveLabel: l10n.t("Save"),
          title: l10n.t("Save the week as Markdown"),
        }));
      if (target === undefined) return;
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await weekText.of(wish)));
      answer(l10n.t("Saved."));
    },
    answerWeek: async (argument) => {
      const question = weekQuestionOf(argument);
      if (question === undefined) return;
      const week = weekMeant(wished(argument)).start;
      const before = storage.weekAnswers().find((known) => known.week === week && known.question === question.id);
      const text = weekQuestions.find(({ id }) => id === question.id)?.text ?? "";
      const said = question.text ?? (await askOfWeek(l10n.t(text), before?.text));
      if (said === undefined || said === before?.text) return;
      const isKept = storage.writeWeekAnswer(week, question.id, said.trim() === "" ? undefined : said);
      if (!isKept) answer(l10n.t("The answer could not be stored."));
      await weekPages.made?.page.refresh();
    },
  };
}
