import type { Locator, Page } from "../../rig/playwright.ts";
import { eventually } from "./eventually.ts";

/** The box at the top of the window: quick open, the command palette, quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly #box: Locator;
  readonly #input: Locator;
  readonly #rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#box = page.locator(".quick-input-widget");
    this.#input = this.#box.locator(".quick-input-box input").first();
    this.#rows = this.#box.locator(".quick-input-list .monaco-list-row");
  }

  /** Runs a command by its full title, as in `Review Debt: Show Menu`. */
  async runCommand(title: string): Promise<void> {
    await this.#page.keyboard.press("F1");
    await this.#input.waitFor();
    await this.#input.fill(`>${title}`);
    await this.#acceptFirst(title);
    await eventually(
      "the palette to close",
      () => this.#value(),
      (value) => !value.startsWith(">"),
    );
  }

  /** Opens a file of the workspace by its path or name. The editor lists files once for each time that it asks: ask again. */
  async openFile(path: string): Promise<void> {
    const [name = "", ...folders] = path.split("/").toReversed();
    await eventually(
      `${path} to be offered`,
      async () => {
        if (await this.#box.isVisible()) await this.cancel();
        await this.#page.keyboard.press("ControlOrMeta+P");
        await this.#input.waitFor();
        await this.#input.fill(path);
        return this.#acceptFirst(name, folders.toReversed().join("/"), 5000).then(
          () => "",
          (error: unknown) => String(error),
        );
      },
      (problem) => problem === "",
      60_000,
    );
    await this.#box.waitFor({ state: "hidden" });
  }

  /** The labels of the offered rows, in order, once there are any. */
  async choices(): Promise<string[]> {
    await this.#rows.first().waitFor();
    return this.#rows.locator(".quick-input-list-row:first-child .label-name").allInnerTexts();
  }

  /** Waits until the box asks under this title. */
  async titled(wanted: string | RegExp): Promise<void> {
    await this.#box.locator(".quick-input-title").filter({ hasText: wanted }).waitFor();
  }

  /** Waits until the row that Enter would take says this. */
  async activeHas(words: string): Promise<void> {
    await this.#box.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: words }).first().waitFor();
  }

  /** What a screen reader says of the row that Enter would take. */
  async activeLabel(): Promise<string> {
    const row = this.#box.locator(".quick-input-list .monaco-list-row.focused").first();
    return (await row.getAttribute("aria-label")) ?? "";
  }

  /** Everything that the offered rows say, one string a row, once there are any. */
  async texts(): Promise<string[]> {
    await this.#rows.first().waitFor();
    const texts = await this.#rows.allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
  }

  /** Clears the check box of an offered row and accepts what is ticked then. */
  async untick(label: string): Promise<void> {
    await this.#rows.filter({ hasText: label }).first().locator(".monaco-checkbox").click();
    await this.#box.locator(".quick-input-action .monaco-button", { hasText: "OK" }).click();
    await this.#box.waitFor({ state: "hidden" });
  }

  /** The commands of a category that the palette offers now, in its order. */
  async commandsOf(category: string): Promise<string[]> {
    await this.#page.keyboard.press("F1");
    await this.#input.waitFor();
    await this.#input.fill(`>${category}: `);
    const found = await this.#allLabels((first) => first.startsWith(`${category}: `));
    await this.cancel();
    return (
      found
        // The first row behind those used lately also names its group.
        .map((label) => label.replace(/, other commands$/, ""))
        .filter((label) => label.startsWith(`${category}: `))
        .map((label) =>
          label.slice(category.length + 2).replace(/(, recently used)?(, (Control|Shift|Alt|Meta)\+.*)?$/, ""),
        )
    );
  }

  /** The labels of all offered rows, in order, also of those below. */
  async allChoices(): Promise<string[]> {
    const labels = await this.#allLabels(() => true);
    // A screen reader hears the name of a group behind the label of its first row.
    return labels.map((label) => label.replace(/, .*$/, (rest) => (rest.startsWith(", Because…") ? ", Because…" : "")));
  }

  /** Waits until the box is gone. */
  async closed(): Promise<void> {
    await this.#box.waitFor({ state: "hidden" });
  }

  /** Chooses the offered row whose text has this label. */
  async choose(label: string | RegExp): Promise<void> {
    await this.#rows.filter({ hasText: label }).first().click();
  }

  /** Types an answer into an input box and sends it. */
  async answer(text: string): Promise<void> {
    await this.#input.waitFor();
    await this.#input.fill(text);
    await this.#input.press("Enter");
  }

  /**
   * Names the file to save to in the box that asks for one, once it has proposed one. While the box reads the file's
   * folder it heeds no Enter, and nothing tells when it has read it.
   */
  async saveAs(path: string): Promise<void> {
    await this.#rows.first().waitFor();
    await eventually(
      "a proposed path",
      () => this.#value(),
      (value) => value.startsWith("/"),
    );
    await this.#input.fill(path);
    await eventually(
      "the box to be done",
      async () => {
        if ((await this.#value()) === path) await this.#page.keyboard.press("Enter");
        return !(await this.#box.isVisible());
      },
      (isDone) => isDone,
    );
  }

  /** Leaves the box without an answer. */
  async cancel(): Promise<void> {
    await this.#input.waitFor();
    await this.#input.press("Escape");
    await this.#box.waitFor({ state: "hidden" });
  }

  /** What a screen reader says of every row, once the first one is right. Only rows on screen exist, so the list is scrolled through. */
  async #allLabels(isFirst: (label: string) => boolean): Promise<string[]> {
    const found = new Map<number, string>();
    await eventually(
      "all rows to be seen",
      async () => {
        const rows = await this.#rows.evaluateAll((elements) =>
          elements.map((row) => ({
            label: row.getAttribute("aria-label") ?? "",
            place: Number(row.getAttribute("aria-posinset")),
            count: Number(row.getAttribute("aria-setsize")),
          })),
        );
        const [first] = rows;
        if (first === undefined || (found.size === 0 && !isFirst(first.label))) return false;
        for (const { place, label } of rows) found.set(place, label);
        if (found.size < first.count) await this.#input.press("PageDown");
        return found.size === first.count;
      },
      (isAll) => isAll,
    );
    return [...found].toSorted(([a], [b]) => a - b).map(([, label]) => label);
  }

  async #acceptFirst(label: string, description = "", timeoutMs = 20_000): Promise<void> {
    const focused = this.#box.locator(".quick-input-list .monaco-list-row.focused");
    await eventually(
      `the first offered row to be "${label}"`,
      async () =>
        (await focused.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? "")))[0] ?? "",
      (first) => first.startsWith(label) && first.includes(description),
      timeoutMs,
    );
    await this.#input.press("Enter");
  }

  async #value(): Promise<string> {
    return (await this.#box.isVisible()) ? this.#input.inputValue() : "";
  }
}
