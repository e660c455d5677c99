import type { Locator, Page } from "../../rig/playwright.ts";
import { eventually } from "./eventually.ts";

/** One row of the queue. */
export interface QueueRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the outermost rows. */
  readonly level: number;
  /** Undefined when the row has no checkbox. */
  readonly checked: boolean | undefined;
  /** Undefined when the row has no children. */
  readonly expanded: boolean | undefined;
}

/** The view `reviewDebt.queue` in the side bar. */
export class Queue {
  readonly #page: Page;
  readonly #view: Locator;
  readonly #rows: Locator;
  readonly #links: Locator;
  readonly #icon: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#view = page.locator('[id="workbench.view.extension.reviewDebt"]');
    this.#icon = page.locator('.activitybar .action-item .action-label[aria-label^="Review Debt"]');
    this.#rows = this.#view.locator(".customview-tree .monaco-list-row");
    this.#links = this.#view.locator(".welcome-view-content").locator(".monaco-button, .monaco-link");
  }

  /** Shows the view, by its icon in the activity bar, if it is not shown. */
  async show(): Promise<void> {
    if (!(await this.#view.isVisible())) {
      await this.#icon.click();
      await this.#view.waitFor();
    }
  }

  /** Waits until the activity bar has the view's icon. */
  async isOffered(): Promise<void> {
    await this.#icon.waitFor();
  }

  /** Waits until the view is not shown. */
  async hidden(): Promise<void> {
    await this.#view.waitFor({ state: "hidden" });
  }

  /** The rows on screen, top to bottom. */
  async rows(): Promise<QueueRow[]> {
    const rows = await this.#rows.evaluateAll((elements) =>
      elements.map((row) => ({
        index: Number(row.getAttribute("data-index")),
        label: row.querySelector(".label-name")?.textContent ?? "",
        description: row.querySelector(".label-description")?.textContent ?? "",
        level: Number(row.getAttribute("aria-level")),
        checkbox: row.querySelector(".custom-view-tree-node-item-checkbox")?.getAttribute("aria-checked") ?? null,
        expansion: row.getAttribute("aria-expanded"),
      })),
    );
    return rows
      .toSorted((a, b) => a.index - b.index)
      .map(({ label, description, level, checkbox, expansion }) => ({
        label,
        description,
        level,
        checked: checkbox === null ? undefined : checkbox === "true",
        expanded: expansion === null ? undefined : expansion === "true",
      }));
  }

  /** Waits until the rows are as wanted, and returns them. */
  has(what: string, isRight: (rows: readonly QueueRow[]) => boolean): Promise<QueueRow[]> {
    return eventually(`the queue to have ${what}`, () => this.rows(), isRight);
  }

  /** Waits until no row was drawn anew for so long, 2 seconds unless told. */
  async rests(forMs = 2000): Promise<void> {
    await this.#page.evaluate(`{
      globalThis.queueObserver?.disconnect();
      const rows = document.querySelector('[id="workbench.view.extension.reviewDebt"] .monaco-list-rows');
      const note = () => (globalThis.queueDrawnMs = performance.now());
      globalThis.queueObserver = new MutationObserver(note);
      globalThis.queueObserver.observe(rows, { childList: true, subtree: true, attributes: true, characterData: true });
      note();
    }`);
    await eventually(
      "the queue to rest",
      () => this.#page.evaluate<number>("performance.now() - globalThis.queueDrawnMs"),
      (ms) => ms > forMs,
    );
  }

  /** The row with this label, for anything not offered here. */
  row(label: string | RegExp): Locator {
    return this.#rows.filter({ hasText: label }).first();
  }

  /** Opens what the row stands for, by a click. */
  async open(label: string | RegExp): Promise<void> {
    await this.row(label).locator(".label-name").click();
  }

  /** Ticks or clears the row's checkbox, once it stands still: a row drawn anew between press and release is not clicked. */
  async toggle(label: string | RegExp): Promise<void> {
    await this.rests(400);
    await this.row(label).locator(".custom-view-tree-node-item-checkbox").click();
  }

  /** Shows the row's children. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute("aria-expanded")) === "false") {
      await row.locator(".monaco-tl-twistie").click();
      await eventually(
        "the row to open",
        () => row.getAttribute("aria-expanded"),
        (expanded) => expanded === "true",
      );
    }
  }

  /** Presses one of the buttons that appear on a row under the mouse, by the start of its label. */
  async press(label: string | RegExp, action: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
  }

  /** The text shown instead of rows. */
  async welcomeText(): Promise<string> {
    return (await this.#view.locator(".welcome-view-content").allInnerTexts()).join("\n");
  }

  /** Waits until the text shown instead of rows is this. */
  welcomes(wanted: RegExp): Promise<string> {
    return eventually(
      `the queue to say ${String(wanted)}`,
      () => this.welcomeText(),
      (text) => wanted.test(text),
    );
  }

  /** Presses a button or a link in the text shown instead of rows. */
  async follow(words: string): Promise<void> {
    await this.#links.filter({ hasText: words }).first().click();
  }

  /** The words of the buttons and links in the text shown instead of rows. */
  async links(): Promise<string[]> {
    return (await this.#links.allInnerTexts()).map((text) => text.trim());
  }

  /** The message above the rows. */
  async message(): Promise<string> {
    return (await this.#view.locator(".tree-explorer-viewlet-tree-view > .message").allInnerTexts()).join("\n");
  }

  /** The number on the icon in the activity bar; empty when there is none. */
  async badge(): Promise<string> {
    const item = this.#page
      .locator(".activitybar .action-item")
      .filter({ has: this.#page.locator('.action-label[aria-label^="Review Debt"]') });
    return ((await item.locator(".badge-content").textContent()) ?? "").trim();
  }
}
