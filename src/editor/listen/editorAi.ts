import * as vscode from "vscode";

/**
 * Whether the user switched off the AI that the editor brings along (`chat.disableAIFeatures`): its chat and GitHub Copilot's
 * completions. Then nothing of it is followed or named; what other tools write is none of that setting's business.
 */
export function isEditorAiOff(): boolean {
  return vscode.workspace.getConfiguration("chat").get("disableAIFeatures") === true;
}
