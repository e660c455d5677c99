import * as vscode from "vscode";
import { readInside } from "../../agents/git/inside.ts";
import { type OwnQuestion, personalQuestions, type Problem } from "../../core/review/ownQuestions.ts";
import { teamFilePath, teamQuestions } from "../../core/review/teamFile.ts";
import { fileOf } from "../cells.ts";
import type { Settings } from "../settings.ts";

/** A larger file is nobody's list, and is not read at all. */
const fileBytes = 8 * 1024 * 1024;

/** A line of a list that says nothing usable. */
export interface ListProblem extends Problem {
  /** The team's file; `undefined` for the person's setting. */
  readonly file: vscode.Uri | undefined;
}

/** A team's questions and then a person's own, and what is wrong with their lists. */
export interface OwnLists {
  readonly questions: readonly OwnQuestion[];
  readonly problems: readonly ListProblem[];
}

/** Reads the questions of the team that a file is of, and those of the person. */
export async function ownQuestionsFor(uri: vscode.Uri, settings: Settings): Promise<OwnLists> {
  const personal = personalQuestions(settings.ownQuestions);
  const folder = vscode.workspace.getWorkspaceFolder(fileOf(uri));
  const file = folder && vscode.Uri.joinPath(folder.uri, teamFilePath);
  const team = teamQuestions((file && (await textOf(file, folder.uri))) ?? "");
  return {
    questions: [...team.questions, ...personal.questions],
    problems: [
      ...team.problems.map((problem) => ({ ...problem, file })),
      ...personal.problems.map((problem) => ({ ...problem, file: undefined })),
    ],
  };
}

/** A file as it is in the editor, or on the disk: there one that really lies in its folder, wherever links lead. */
async function textOf(file: vscode.Uri, folder: vscode.Uri): Promise<string | undefined> {
  const key = file.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  if (open !== undefined) return open.getText();
  if (file.scheme === "file") return readInside(folder.fsPath, file.fsPath, fileBytes)?.text;
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > fileBytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
