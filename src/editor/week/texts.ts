import * as vscode from "vscode";
import type { Texts } from "../../core/week/text.ts";
import { localeFor } from "./locale.ts";

/** The weekly page's words, with numbers and dates in the language of the words: English where there is no translation. */
export function texts(): Texts {
  const { bundle } = vscode.l10n;
  const { language } = vscode.env;
  return {
    t: (message, ...args) => vscode.l10n.t(message, ...args),
    locale: localeFor(bundle === undefined && !/^en\b/i.test(language) ? "en" : language),
  };
}
