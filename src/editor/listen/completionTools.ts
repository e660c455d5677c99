import * as vscode from "vscode";
import { isEditorAiOff } from "./editorAi.ts";

/**
 * Extensions that offer inline completions, with the name their users know them by.
 * The editor does not say whose completion was accepted; where just one of these can have offered it, it is named.
 */
const tools: readonly {
  readonly extension: string;
  readonly name: string;
  /** Whether it offers completions here and now, beyond being installed and running. */
  readonly offers?: (document: vscode.TextDocument) => boolean;
}[] = [
  { extension: "github.copilot", name: "GitHub Copilot", offers: copilotOffers },
  { extension: "github.copilot-chat", name: "GitHub Copilot", offers: copilotOffers },
  { extension: "codeium.codeium", name: "Windsurf" },
  { extension: "supermaven.supermaven", name: "Supermaven" },
  { extension: "tabnine.tabnine-vscode", name: "Tabnine" },
  { extension: "continue.continue", name: "Continue" },
  { extension: "amazonwebservices.amazon-q-vscode", name: "Amazon Q" },
  { extension: "google.geminicodeassist", name: "Gemini Code Assist" },
  { extension: "jetbrains.jetbrains-ai-assistant", name: "JetBrains AI" },
  { extension: "augment.vscode-augment", name: "Augment" },
  { extension: "sourcegraph.cody-ai", name: "Cody" },
];

let signedInToGitHub = false;

/** Keeps up with whether the user is signed in to GitHub, without which Copilot completes nothing. Asks for no access. */
export function watchGitHubAccounts(): vscode.Disposable {
  const look = async (): Promise<void> => {
    const accounts = await vscode.authentication.getAccounts("github");
    signedInToGitHub = accounts.length > 0;
  };
  const lookQuietly = (): void => {
    look().then(undefined, () => {
      signedInToGitHub = false;
    });
  };
  lookQuietly();
  return vscode.authentication.onDidChangeSessions((event) => {
    if (event.provider.id === "github") lookQuietly();
  });
}

/** The tool whose completion it must have been, `undefined` when none or several can. */
export function completionTool(document: vscode.TextDocument): string | undefined {
  const names = new Set(
    tools
      .filter(({ extension, offers }) => {
        const running = vscode.extensions.getExtension(extension)?.isActive === true;
        return running && (offers === undefined || offers(document));
      })
      .map(({ name }) => name),
  );
  const [name] = names;
  return names.size === 1 ? name : undefined;
}

function copilotOffers(document: vscode.TextDocument): boolean {
  if (!signedInToGitHub || isEditorAiOff()) return false;
  const enabled: unknown = vscode.workspace.getConfiguration("github.copilot", document).get("enable");
  if (typeof enabled !== "object" || enabled === null) return true;
  const byLanguage = new Map<string, unknown>(Object.entries(enabled));
  return (byLanguage.get(document.languageId) ?? byLanguage.get("*")) !== false;
}
