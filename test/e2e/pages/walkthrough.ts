import type { Locator, Page } from "../../rig/playwright.ts";
import { eventually } from "./eventually.ts";
import { readInWebView } from "./webview.ts";

/** Our walkthrough on the editor's own welcome page. */
export class Walkthrough {
  readonly #page: Page;
  readonly #steps: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#steps = page.locator('.getting-started-step[data-step-id^="review-debt.review-debt#"]');
  }

  /** Waits until it is shown, with its picture. */
  async shown(): Promise<void> {
    await this.#steps.first().waitFor();
    await this.picture();
  }

  /** The titles of its steps. */
  titles(): Promise<string[]> {
    return this.#steps.locator(".step-title").allInnerTexts();
  }

  /** Opens a step, by its id, and waits until its picture is there. */
  async open(step: string): Promise<void> {
    const found = this.#step(step);
    if ((await found.getAttribute("aria-expanded")) !== "true") await found.locator(".step-title").click();
    await this.#page.locator(`.getting-started-step.expanded[data-step-id$="#${step}"]`).waitFor();
    await this.picture();
  }

  /** The words of an opened step. */
  words(step: string): Promise<string> {
    return this.#step(step).innerText();
  }

  /** Presses a button or a link of an opened step. */
  async press(step: string, words: string): Promise<void> {
    await this.#step(step).locator(".monaco-button, a", { hasText: words }).first().click();
  }

  /** Waits until just these steps are ticked. */
  async ticked(...steps: readonly string[]): Promise<void> {
    await eventually(
      `the ticked steps to be ${steps.join(", ") || "none"}`,
      () =>
        this.#steps.evaluateAll((all) =>
          all
            .filter((step) => step.getAttribute("aria-checked") === "true")
            .map((step) => (step.getAttribute("data-step-id") ?? "").replace(/.*#/, "")),
        ),
      (found) => JSON.stringify(found) === JSON.stringify(steps),
    );
  }

  /** Waits until the picture of the opened step is drawn, and returns what its shapes are filled with. */
  async picture(): Promise<string[]> {
    const fills = `[...document.querySelectorAll("svg [fill]")].map((shape) => getComputedStyle(shape).fill).join()`;
    const text = await eventually(
      "the picture",
      () => readInWebView(this.#page, "svg", fills),
      (found) => found !== "",
    );
    return [...new Set(text.split(/,(?=rgb|none)/))];
  }

  #step(id: string): Locator {
    return this.#page.locator(`.getting-started-step[data-step-id$="#${id}"]`);
  }
}
