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

  /** Waits until the caret is in a line of a cell. */
  async hasCaret(cell: number, line: number): Promise<void> {
    const editor = this.#cells()
      .nth(cell - 1)
      .locator(".monaco-editor.focused");
    const tops = async (selector: string): Promise<number[]> => {
      const found = await editor.locator(selector).evaluateAll((all) => all.map((each) => each.style["top"] ?? ""));
      return found.map((top) => Number.parseFloat(top)).toSorted((a, b) => a - b);
    };
    await eventually(
      `the caret in line ${line} of cell ${cell}`,
      async () => [(await tops(".cursors-layer > .cursor"))[0], (await tops(".view-lines > .view-line"))[line - 1]],
      ([caret, text]) => caret !== undefined && caret === text,
    );
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
