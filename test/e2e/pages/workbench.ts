import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Editor, OpenOptions } from "../../rig/editor.ts";
import { outFolder } from "../../rig/paths.ts";
import type { Locator, Page } from "../../rig/playwright.ts";
import { Decorations } from "./decorations.ts";
import { eventually, fits } from "./eventually.ts";
import { Queue } from "./queue.ts";
import { QuickInput } from "./quickinput.ts";
import { TextEditor } from "./texteditor.ts";
import { Walkthrough } from "./walkthrough.ts";
import { WeekPage } from "./week.ts";

/** A window of the editor, as a person sees and uses it. */
export class Workbench {
  /** The window that was opened last, for pictures of what went wrong. */
  static latest: Workbench | undefined;
  readonly page: Page;
  readonly quick: QuickInput;
  readonly editor: TextEditor;
  readonly queue: Queue;
  readonly decorations: Decorations;
  readonly week: WeekPage;
  readonly walkthrough: Walkthrough;
  readonly #status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.quick = new QuickInput(page);
    this.editor = new TextEditor(page);
    this.queue = new Queue(page);
    this.decorations = new Decorations(page);
    this.week = new WeekPage(page);
    this.walkthrough = new Walkthrough(page);
    this.#status = page.locator('[id="review-debt.review-debt.reviewDebt.status"]');
  }

  /**
   * Opens a window and waits until the test extension in it answers, so that ghost text comes from the first key on. The
   * editor must have been started with both `vsix` files of the fixtures.
   */
  static async open(editor: Editor, what: OpenOptions = {}): Promise<Workbench> {
    const workbench = new Workbench(await editor.open(what));
    Workbench.latest = workbench;
    await workbench.ready();
    return workbench;
  }

  /** Waits until our extension and the test extension answer: at the start, or after a reload. */
  async ready(): Promise<void> {
    await this.page.locator('[id="review-debt-test.rdtest.rdtest.ready"]').waitFor({ timeout: 60_000 });
  }

  /** Opens a file of the workspace and puts the keyboard into it. */
  async openFile(path: string): Promise<void> {
    await this.quick.openFile(path);
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.shows(name);
    await this.editor.focus();
  }

  /** Runs a command by its full title, as in `Review Debt: Show Menu`. */
  run(title: string): Promise<void> {
    return this.quick.runCommand(title);
  }

  /** Presses keys one after the other, in playwright's spelling: `Tab`, `Control+ArrowRight`, `ControlOrMeta+Z`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  /** Saves the active editor and waits until it is saved. */
  async save(): Promise<void> {
    await this.press("ControlOrMeta+S");
    await this.page.locator(".tab.active:not(.dirty)").waitFor();
  }

  /** Replaces the whole text of the active editor with what is then in the clipboard. */
  async paste(text: string): Promise<void> {
    await this.editor.focus();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.press("ControlOrMeta+A", "ControlOrMeta+V");
    await this.page.locator(".tab.active.dirty").waitFor();
  }

  /** The whole text of the active editor, by the clipboard. */
  async wholeText(): Promise<string> {
    await this.editor.focus();
    await this.page.evaluate("navigator.clipboard.writeText('')");
    await this.press("ControlOrMeta+A", "ControlOrMeta+C");
    return eventually(
      "the copied text",
      () => this.page.evaluate<string>("navigator.clipboard.readText()"),
      (text) => text !== "",
    );
  }

  /** Closes all editors; what is not saved in them is given up. */
  async closeEditors(): Promise<void> {
    await this.press("Control+K", "Control+W");
    const giveUp = this.page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" });
    await eventually(
      "all editors to be closed",
      async () => {
        if (await giveUp.isVisible()) await giveUp.click();
        return this.tabs();
      },
      (tabs) => tabs.length === 0,
    );
  }

  /** The text of our status bar item (icons have none); empty when it is not shown. */
  async statusText(): Promise<string> {
    return (await this.#status.allTextContents()).join("").replaceAll("\u00a0", " ").trim();
  }

  /** Waits until our status bar item is there, or is not. */
  async statusIsThere(isThere: boolean): Promise<void> {
    await this.#status.waitFor({ state: isThere ? "visible" : "detached" });
  }

  /** Waits until our status bar item says this, and returns what it says. */
  statusIs(wanted: string | RegExp): Promise<string> {
    return eventually(
      `the status bar to say ${String(wanted)}`,
      () => this.statusText(),
      (text) => fits(text, wanted),
    );
  }

  /** Waits for a passing message in the status bar, and returns it. */
  says(wanted: string | RegExp): Promise<string> {
    return eventually(
      `the status bar to say ${String(wanted)} for a while`,
      () => this.#message(wanted),
      (text) => text !== "",
    );
  }

  /** Waits until no such message is in the status bar any more. */
  async saysNo(unwanted: string | RegExp): Promise<void> {
    await eventually(
      `the status bar to say no ${String(unwanted)}`,
      () => this.#message(unwanted),
      (text) => text === "",
    );
  }

  /** What a screen reader says of our status bar item. */
  async statusLabel(): Promise<string> {
    return (await this.#status.getAttribute("aria-label")) ?? "";
  }

  /** The text of our status bar item's tooltip, as shown on hover. */
  async statusTooltip(): Promise<string> {
    const text = await this.hoverStatus();
    await this.awayFromStatus();
    return text;
  }

  /** Shows our status bar item's tooltip and returns its text. */
  async hoverStatus(): Promise<string> {
    // Where the mouse is there already, the editor hears of nothing new.
    await this.awayFromStatus();
    await this.#status.hover();
    return this.page.locator(".workbench-hover .hover-contents").first().innerText();
  }

  /** Takes the mouse away from our status bar item. */
  async awayFromStatus(): Promise<void> {
    await this.page.mouse.move(0, 0);
  }

  /** Clicks a link in our status bar item's tooltip. */
  async clickTooltip(link: string): Promise<void> {
    await this.#status.hover();
    await this.page.locator(".workbench-hover .hover-contents a", { hasText: link }).click();
  }

  /** Waits until a tab of this name is the active one. */
  async shows(name: string): Promise<void> {
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  async clickStatus(): Promise<void> {
    await this.#status.locator("a").first().click();
  }

  /** The texts of the notification toasts on screen. */
  notifications(): Promise<string[]> {
    return this.page.locator(".notifications-toasts .notification-list-item-message").allInnerTexts();
  }

  /** Waits for a notification with this text. */
  async notification(text: string | RegExp): Promise<void> {
    await this.#toast(text).waitFor();
  }

  /** Presses a button of the notification with this text. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.#toast(text).locator(".monaco-button", { hasText: button }).click();
  }

  /** The text of the modal dialog, once there is one. */
  dialog(): Promise<string> {
    return this.page.locator(".monaco-dialog-box .dialog-message-container").innerText();
  }

  /** Presses a button of the modal dialog. */
  async answerDialog(button: string): Promise<void> {
    await this.page.locator(".monaco-dialog-box .monaco-button", { hasText: button }).click();
    await this.page.locator(".monaco-dialog-box").waitFor({ state: "hidden" });
  }

  /** The names of the open tabs. */
  tabs(): Promise<string[]> {
    return this.page
      .locator(".tabs-container .tab")
      .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute("data-resource-name") ?? ""));
  }

  /** The badges that decorations give a file in the explorer, as they are drawn beside its name. */
  explorerBadges(name: string): Promise<string> {
    const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
    return row
      .locator(".monaco-icon-label")
      .first()
      .evaluate((label) => {
        const page = globalThis as unknown as {
          getComputedStyle(of: unknown, part: string): { content: string };
        };
        return page.getComputedStyle(label, "::after").content.replaceAll('"', "");
      });
  }

  /** Presses a button in the title of the active editor. */
  async clickTitleAction(label: string): Promise<void> {
    await this.#titleAction(label).click();
  }

  /** Waits until the title of the active editor has a button, or has it no more. */
  async titleActionIs(label: string, isThere: boolean): Promise<void> {
    await this.#titleAction(label).waitFor({ state: isThere ? "visible" : "hidden" });
  }

  /** The titles of the views in the side bar that have these words. */
  viewTitles(words: RegExp): Promise<string[]> {
    return this.page
      .locator(".sidebar .pane-header h3.title", { hasText: words })
      .evaluateAll((titles) => titles.map((title) => title.textContent ?? ""));
  }

  /** Waits until source control lists a changed file. */
  async scmShows(name: string): Promise<void> {
    await this.page.locator(".scm-view .monaco-list-row", { hasText: name }).first().waitFor();
  }

  /** Waits until the window has a colour theme, by its id. */
  async hasTheme(id: string): Promise<void> {
    const light = id.includes("Light");
    const name = id.includes("High Contrast") ? (light ? "hc-light" : "hc-black") : light ? "vs" : "vs-dark";
    await this.page.locator(`.monaco-workbench.${name}`).waitFor();
  }

  /** Does something while the page, by all it can tell, is behind another window. */
  async blurred(work: () => Promise<void>): Promise<void> {
    const focus = (has: boolean, event: string): Promise<unknown> =>
      this.page.evaluate(`document.hasFocus = () => ${String(has)}; window.dispatchEvent(new Event("${event}"));`);
    await focus(false, "blur");
    try {
      await work();
    } finally {
      await focus(true, "focus");
    }
  }

  /** Keeps a picture of the window in `out/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    const folder = join(outFolder, "screenshots");
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  #titleAction(label: string): Locator {
    return this.page.locator(`.editor-group-container.active .editor-actions .action-label[aria-label*="${label}"]`);
  }

  async #message(wanted: string | RegExp): Promise<string> {
    const texts = await this.page.locator(".part.statusbar .statusbar-item").allInnerTexts();
    return texts.map((text) => text.trim()).find((text) => fits(text, wanted)) ?? "";
  }

  #toast(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text }).first();
  }
}
