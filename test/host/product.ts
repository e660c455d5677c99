import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as vscode from "vscode";

/** Where the product is installed. */
export function productPath(): string {
  const extension = vscode.extensions.getExtension("review-debt.review-debt");
  assert.ok(extension);
  return extension.extensionPath;
}

/**
 * Tells the product that the window is focused and active, or not, from its next look on; no event tells it. A test cannot
 * take the focus from its own window, and one that nobody touches is inactive after a minute.
 */
export function setWindow(state: vscode.WindowState): void {
  Object.defineProperty(productApi().window, "state", { configurable: true, get: () => state });
}

/** The window is for the product what it is for the editor again. */
export function releaseWindow(): void {
  Object.defineProperty(productApi().window, "state", { configurable: true, get: () => vscode.window.state });
}

/** The editor gives each extension an API object of its own, by where the file lies that asks for it. */
function productApi(): typeof vscode {
  return createRequire(join(productPath(), "dist", "extension.cjs"))("vscode") as typeof vscode;
}
