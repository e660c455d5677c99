import { rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { Workbench } from "../e2e/pages/workbench.ts";
import { closeBrowser } from "../rig/browser.ts";
import { buildProduct } from "../rig/build.ts";
import { Editor } from "../rig/editor.ts";
import { git } from "../rig/git.ts";
import type { Page } from "../rig/playwright.ts";
import { packProduct, packProvider } from "../rig/vsix.ts";
import { temporaryWorkspace } from "../rig/workspace.ts";
import { type FilledFile, fillStore } from "./filledStore.ts";

const hunksPerFile = 20;
const linesPerHunk = 5;
/** As many lines of a person's are between two hunks. */
const gapLines = 5;
const windows = 3;
/** By then a window has read all its files and rests. */
const restMs = 5_000;

/** How long views took to open, from the key until their first rows were drawn, in milliseconds, one figure a window. */
export interface Openings {
  /** The queue, for the first time in a window. */
  readonly firstMs: readonly number[];
  /** The queue, shown again. */
  readonly againMs: readonly number[];
  /** The editor's own source control view, for the first time, with the same files, all of them untracked. */
  readonly scmMs: readonly number[];
}

/** Opens the queue of so many files with 20 unread hunks each by its key, in each of a few windows of a real editor. */
export async function measureQueueOpening(fileCount: number): Promise<Openings> {
  await buildProduct();
  const vsix = await Promise.all([packProduct(), packProvider()]);
  const files = Array.from({ length: fileCount }, (_, i) => file(i));
  const folder = temporaryWorkspace(
    Object.fromEntries(files.map(({ path, lines }) => [path, `${lines.join("\n")}\n`])),
  );
  git(folder, "init", "--quiet", "--initial-branch=main");
  const found = { firstMs: [] as number[], againMs: [] as number[], scmMs: [] as number[] };
  await using editor = await Editor.start({ name: "queue-opening", vsix });
  fillStore(editor, folder, files);
  const rows = '[id="workbench.view.extension.reviewDebt"] .customview-tree .monaco-list-row';
  try {
    for (let i = 0; i < windows; i++) {
      const window = await Workbench.open(editor, { folder });
      await window.statusIs(/min|h/);
      await delay(restMs);
      found.scmMs.push(await openingMs(window.page, ".scm-view .monaco-list-row", ["Control+Shift+G"]));
      await window.openFile(file(0).path);
      await window.editor.focus();
      await delay(restMs);
      found.firstMs.push(await openingMs(window.page, rows, ["Control+K", "l"]));
      await delay(restMs);
      await window.press("Control+Shift+E");
      await window.editor.focus();
      await delay(restMs);
      found.againMs.push(await openingMs(window.page, rows, ["Control+K", "l"]));
      await window.page.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await closeBrowser();
  }
  return found;
}

/** The time from the last key until a row is in the page and drawn. */
async function openingMs(page: Page, rows: string, keys: readonly string[]): Promise<number> {
  await page.evaluate(`{
    globalThis.openedMs = undefined;
    let pressedMs;
    addEventListener("keydown", () => (pressedMs = performance.now()), { capture: true });
    const look = () => {
      if (globalThis.openedMs !== undefined || pressedMs === undefined) return;
      if (document.querySelector(${JSON.stringify(rows)}) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => (globalThis.openedMs = performance.now() - pressedMs));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
  }`);
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForFunction("globalThis.openedMs !== undefined");
  return page.evaluate<number>("globalThis.openedMs");
}

function file(i: number): FilledFile {
  const lines: string[] = [];
  const unread = Array.from({ length: hunksPerFile }, (_, hunk) => {
    for (let line = 0; line < gapLines; line++) lines.push(`// ${i} ${hunk} ${line}`);
    const start = lines.length;
    for (let line = 0; line < linesPerHunk; line++)
      lines.push(`export const value${i}_${hunk}_${line} = read(${line});`);
    return { start, end: lines.length };
  });
  return { path: `src/part${i % 20}/file${i}.ts`, lines, unread };
}
