import { setTimeout as delay } from "node:timers/promises";
import type { Locator, Page } from "../../rig/playwright.ts";
import { eventually, fits } from "./eventually.ts";

/** After this time a menu takes clicks. */
const menuMs = 500;

/** Where the caret is; both count from 1, as the status bar does. */
export interface Caret {
  readonly line: number;
  readonly column: number;
}

/** The active text editor. Only what is on screen can be read. */
export class TextEditor {
  readonly #page: Page;
  readonly #editor: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#editor = page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
  }

  /** Waits until the editor has the keyboard, and gives it if needed. */
  async focus(): Promise<void> {
    await this.#editor.locator(".native-edit-context, textarea.inputarea").first().focus();
  }

  /** The lines on screen, top to bottom, without ghost text's own lines. Spaces are plain spaces. */
  async lines(): Promise<string[]> {
    const found = await this.#editor.locator(".view-lines > .view-line").evaluateAll((lines) =>
      lines.map((line) => {
        let text = line.textContent ?? "";
        for (const ghost of line.querySelectorAll(".ghost-text-decoration, .ghost-text-decoration-preview")) {
          text = text.replace(ghost.textContent ?? "", "");
        }
        return { top: Number.parseFloat(line.style["top"] ?? "0"), text };
      }),
    );
    return found
      .toSorted((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll("\u00a0", " ").replaceAll("\u200c", ""));
  }

  /** Waits until a line on screen has this text, and returns all lines. */
  shows(text: string): Promise<string[]> {
    return eventually(
      `the editor to show "${text}"`,
      () => this.lines(),
      (lines) => lines.some((line) => line.includes(text)),
    );
  }

  /** Waits until the lines on screen are these. */
  async becomes(...wanted: readonly string[]): Promise<void> {
    await eventually(
      `the editor to show ${JSON.stringify(wanted)}`,
      () => this.lines(),
      (lines) => lines.length === wanted.length && lines.every((line, i) => line === wanted[i]),
    );
  }

  /** Waits until no line on screen has this text. */
  showsNo(text: string): Promise<string[]> {
    return eventually(
      `the editor to show no "${text}"`,
      () => this.lines(),
      (lines) => lines.every((line) => !line.includes(text)),
    );
  }

  /** Types, one key after the other, as a person does. Auto-closing and suggestions happen. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Puts the caret at a line and column (from 1) with the editor's own command. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press("Control+G");
    const input = this.#page.locator(".quick-input-widget .quick-input-box input").first();
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await input.press("Enter");
    await this.#page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await this.caretIs(line, column);
  }

  /** Waits until the caret is at a line and, if named, a column (from 1). */
  async caretIs(line: number, column?: number): Promise<void> {
    await eventually(
      `the caret in line ${line}`,
      () => this.caret(),
      (caret) => caret?.line === line && (column === undefined || caret.column === column),
    );
  }

  /** The caret as the status bar tells it; undefined while several carets or none. */
  async caret(): Promise<Caret | undefined> {
    const item = this.#page.locator('[id="status.editor.selection"]');
    const text = (await item.count()) === 0 ? "" : ((await item.textContent()) ?? "");
    const match = /Ln (\d+), Col (\d+)/.exec(text);
    return match === null ? undefined : { line: Number(match[1]), column: Number(match[2]) };
  }

  /** Waits until the code lenses on screen are these, parts with " | " between; empty for none. */
  async lensIs(wanted: string | RegExp): Promise<void> {
    await eventually(
      `a code lens ${String(wanted)}`,
      async () =>
        (await this.#editor.locator(".codelens-decoration").allInnerTexts()).join("\n").replaceAll(/\s+/g, " "),
      (text) => fits(text.trim(), wanted),
    );
  }

  /** Presses a part of a code lens. */
  async clickLens(part: string): Promise<void> {
    await this.#editor.locator(".codelens-decoration a", { hasText: part }).first().click();
  }

  /** The text of the hover at the caret, asked for by its key; empty when there is none for a second. */
  async hover(): Promise<string> {
    for (const key of ["Escape", "Control+K", "Control+I"]) await this.#page.keyboard.press(key);
    const hover = this.#page.locator(".monaco-hover:not(.hidden) .hover-row").first();
    const isThere = await hover.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) return "";
    const rows = await this.#page.locator(".monaco-hover:not(.hidden) .hover-row").allInnerTexts();
    return rows.join("\n").replaceAll("\u00a0", " ");
  }

  /** Presses a link in the hover. */
  async clickHover(link: string): Promise<void> {
    await this.#page.locator(".monaco-hover:not(.hidden) .hover-row a", { hasText: link }).first().click();
  }

  /** Opens the menu of a line's number and chooses from it. */
  async numberMenu(line: number, entry: string): Promise<void> {
    await this.#editor.locator(".line-numbers", { hasText: new RegExp(`^${line}$`) }).click({ button: "right" });
    const row = this.#page.locator(".monaco-menu .action-label", { hasText: entry }).first();
    await row.hover();
    // A menu takes no click in its first moment: it could be the one that opened it.
    await delay(menuMs);
    await row.click();
  }

  /**
   * Waits for ghost text with these words, white space aside, and returns all of the ghost text on screen. `ask` asks for
   * it, again every two seconds: the editor shows none while a change of settings or focus is still on its way.
   */
  ghostText(words = "", ask: () => Promise<void> = async () => undefined): Promise<string> {
    let askedMs = -Infinity;
    const solid = (text: string): string => text.replaceAll(/\s/g, "");
    const parts = this.#editor.locator(
      ".ghost-text-decoration, .ghost-text-decoration-preview, .suggest-preview-text .view-line",
    );
    return eventually(
      "ghost text",
      async () => {
        if (performance.now() - askedMs > 2000) {
          askedMs = performance.now();
          await ask();
        }
        return (await parts.allTextContents()).join("\n").replaceAll("\u00a0", " ");
      },
      (text) => text !== "" && solid(text).includes(solid(words)),
    );
  }

  /** Waits until no ghost text is on screen. */
  async noGhostText(): Promise<void> {
    const parts = this.#editor.locator(".ghost-text-decoration, .suggest-preview-text");
    await eventually(
      "no ghost text",
      () => parts.count(),
      (count) => count === 0,
    );
  }
}
