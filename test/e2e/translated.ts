import assert from "node:assert/strict";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Desk } from "./desk.ts";

/** Gives the installed extension a translation: a file of its folder, as `l10n/bundle.l10n.el.json`, in which each text is shown so. */
export function translate(desk: Desk, file: string, texts: readonly (readonly [key: string, shown: string])[]): void {
  const [folder] = globSync("review-debt.review-debt-*", { cwd: desk.editor.folders.extensions });
  assert.ok(folder !== undefined);
  writeFileSync(join(desk.editor.folders.extensions, folder, file), JSON.stringify(Object.fromEntries(texts)));
}
