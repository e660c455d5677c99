import * as vscode from "vscode";
import type { Texts } from "../../core/week/text.ts";

/** The user's language, as the weekly page speaks it. */
export function texts(): Texts {
  return { t: (message, ...args) => vscode.l10n.t(message, ...args), locale: vscode.env.language };
}
