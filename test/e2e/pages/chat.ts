import type { FakeModel } from "../../rig/fakemodel.ts";
import type { Locator, Page } from "../../rig/playwright.ts";
import { eventually } from "./eventually.ts";

/** The chat view with the built-in agent. */
export class Chat {
  readonly #page: Page;
  readonly #part: Locator;
  readonly #inline: Locator;
  readonly #hunks: Locator;
  readonly #model: FakeModel;

  constructor(page: Page, model: FakeModel) {
    this.#page = page;
    this.#model = model;
    this.#part = page.locator(".part.auxiliarybar");
    this.#inline = page.locator(".inline-chat-widget");
    this.#hunks = page.locator(".chat-diff-change-content-widget");
  }

  /** Opens the view, if need be, and puts the keyboard into its input. */
  async focus(): Promise<void> {
    const input = this.#part.locator(".interactive-input-part .monaco-editor").first();
    if (!(await input.isVisible())) {
      await this.#page.keyboard.press("Control+Alt+I");
      await input.waitFor();
    }
    await input.click();
  }

  /** Says something and waits until the answer is complete. */
  async say(text: string): Promise<void> {
    await this.focus();
    const before = this.#model.answered;
    await this.#page.keyboard.insertText(text);
    await this.#page.keyboard.press("Enter");
    await eventually(
      "the model's last word",
      async () => this.#model.answered,
      (count) => count > before,
      40_000,
    );
    await eventually(
      "the end of the answer",
      () => this.#part.locator(".chat-response-loading").count(),
      (count) => count === 0,
    );
  }

  /** Asks at the caret of the active editor (inline chat) and waits until an edit waits there. It ends with its edit, without a word. */
  async sayInline(text: string): Promise<void> {
    await this.#page.keyboard.press("Control+I");
    await this.#inline.waitFor();
    await this.#page.keyboard.insertText(text);
    await this.#page.keyboard.press("Enter");
    await this.#hunks.first().waitFor({ timeout: 40_000 });
  }

  /** Keeps, or undoes, what inline chat wrote, and closes it. */
  async decideInline(what: "Keep" | "Undo"): Promise<void> {
    await this.decideHunk(what);
    await this.#hunks.first().waitFor({ state: "hidden" });
    if (await this.#inline.isVisible()) await this.#page.keyboard.press("Escape");
    await this.#inline.waitFor({ state: "hidden" });
  }

  /** Chooses a model by its name. */
  async choose(model: string): Promise<void> {
    await this.#part
      .locator(".chat-input-toolbars .action-label", { hasText: /Auto|Model|GPT|Fake/ })
      .first()
      .click();
    const rows = this.#page.locator(".action-widget .monaco-list-row");
    await rows.first().waitFor();
    const row = rows.filter({ hasText: model }).first();
    if (!(await row.isVisible())) await rows.filter({ hasText: "Other Models" }).first().click();
    await row.click();
  }

  /** Keeps, or undoes, all edits that wait. */
  async decide(what: "Keep" | "Undo"): Promise<void> {
    await this.#part.locator(".chat-editing-session-actions .monaco-button", { hasText: what }).first().click();
    if (what === "Undo") {
      const yes = this.#page.locator(".monaco-dialog-box .monaco-button", { hasText: /^(Yes|Undo)/ }).first();
      await yes.click();
    }
  }

  /** Keeps, or undoes, one hunk in the active editor, by its number from the top. */
  async decideHunk(what: "Keep" | "Undo", index = 0): Promise<void> {
    const widget = this.#hunks.nth(index);
    await widget.hover();
    await widget.locator(`a.action-label[aria-label^="${what}"]`).click();
  }
}
