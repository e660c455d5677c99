import type { Page } from "../../rig/playwright.ts";
import { eventually } from "./eventually.ts";

/** The notebook in the active editor. Cells count from 1. */
export class Notebook {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Puts the caret at the end of a cell. */
  async edit(cell: number): Promise<void> {
    await this.#cells()
      .nth(cell - 1)
      .locator(".view-lines")
      .click();
    await this.#page.keyboard.press("Control+End");
  }

  /** Waits until the caret is in a cell. */
  async hasCaret(cell: number): Promise<void> {
    await this.#cells()
      .nth(cell - 1)
      .locator(".monaco-editor.focused")
      .waitFor();
  }

  /** Waits until the cells on screen have these texts. */
  async shows(...texts: readonly string[]): Promise<void> {
    await eventually(
      `cells with ${JSON.stringify(texts)}`,
      () => this.#cells().locator(".view-lines").allInnerTexts(),
      (found) => JSON.stringify(found.map((text) => text.replaceAll("\u00a0", " "))) === JSON.stringify(texts),
    );
  }

  /** Waits until so many lines on screen carry our mark. */
  async hasMarks(count: number): Promise<void> {
    await eventually(
      `${count} gutter marks`,
      () => this.#page.locator('.notebookOverlay .margin [class*="TextEditorDecorationType"]').count(),
      (found) => found === count,
    );
  }

  #cells() {
    return this.#page.locator(".notebookOverlay .code-cell-row .cell-editor-part");
  }
}
