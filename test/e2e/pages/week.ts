import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../rig/paths.ts";
import type { Page } from "../../rig/playwright.ts";
import { lookWithAxe } from "./axe.ts";
import { eventually, fits } from "./eventually.ts";
import { readInWebView } from "./webview.ts";

/** The weekly page, in the frame without scripts that it is shown in. */
export class WeekPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The page's words; empty while there is none. */
  async text(): Promise<string> {
    return this.#read("document.body.innerText");
  }

  /** Waits until the page says this, and returns all its words. */
  says(wanted: string | RegExp): Promise<string> {
    return eventually(
      `the page to say ${String(wanted)}`,
      () => this.text(),
      (text) => (typeof wanted === "string" ? text.includes(wanted) : fits(text, wanted)),
    );
  }

  /** The whole document as the browser has it. */
  html(): Promise<string> {
    return this.#read("document.documentElement.outerHTML");
  }

  /** The words of all links, in the order of Tab. */
  async links(): Promise<string[]> {
    return JSON.parse(
      await this.#read("JSON.stringify([...document.links].map((link) => link.innerText))"),
    ) as string[];
  }

  /** Goes to a link with the Tab key, as often as it takes, and follows it with Enter. */
  async follow(words: string): Promise<void> {
    await this.says(words);
    const tries = (await this.links()).length + 5;
    for (let i = 0; i < tries; i++) {
      await this.#page.keyboard.press("Tab");
      if ((await this.#read("document.activeElement?.innerText ?? ''")).includes(words) && (await this.#isAtLink())) {
        await this.#page.keyboard.press("Enter");
        return;
      }
    }
    throw new Error(`no Tab led to the link "${words}"`);
  }

  /** What a screen reader is told: roles, names and texts, an indented line each. */
  spoken(): Promise<string> {
    return this.#copied((copy) => copy.locator("body").ariaSnapshot());
  }

  /** How many CSS pixels the page is wider than what shows it: more than it has to be scrolled sideways for. */
  async tooWide(): Promise<number> {
    return Number(
      await this.#read("String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"),
    );
  }

  /** The words of a print of the page, of which a picture is kept. */
  printed(picture: string): Promise<string> {
    return this.#copied(async (copy) => {
      await copy.setViewportSize({ width: 700, height: 990 });
      await copy.emulateMedia({ media: "print" });
      await copy.screenshot({ path: picture, fullPage: true });
      return copy.evaluate<string>("document.body.innerText");
    });
  }

  /** What axe has to say against the page as it looks now. */
  violations(): Promise<string[]> {
    return this.#copied(async (copy) => (await lookWithAxe(copy)).map(({ rule, html }) => `${rule}: ${html}`));
  }

  /** Asks about a copy, in a page of its own: the web view's frame has no scripts. */
  async #copied<T>(ask: (copy: Page) => Promise<T>): Promise<T> {
    const style = readFileSync(join(root, "media", "week.css"), "utf8");
    const html = (await this.html())
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
      .replace(/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
    const copy = await this.#page.context().newPage();
    try {
      await copy.setContent(`<!DOCTYPE html>${html}`);
      return await ask(copy);
    } finally {
      await copy.close();
    }
  }

  async #isAtLink(): Promise<boolean> {
    return (await this.#read("document.activeElement?.tagName ?? ''")) === "A";
  }

  /** Evaluates an expression about `document`, the page's own; empty while there is no page. */
  #read(expression: string): Promise<string> {
    return readInWebView(this.#page, "main", expression);
  }
}
