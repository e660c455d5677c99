import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rigFolder, root } from "../../rig/paths.ts";
import type { Frame, Page } from "../../rig/playwright.ts";
import { eventually, fits } from "./eventually.ts";

/** The weekly page, in the frame without scripts that it is shown in. It is read from the frame around, which has scripts. */
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

  /** What axe has to say against the page as it looks now: it is asked about a copy, in a page of its own. */
  async violations(): Promise<string[]> {
    const style = readFileSync(join(root, "media", "week.css"), "utf8");
    const axe = readFileSync(join(rigFolder(), "node_modules", "axe-core", "axe.min.js"), "utf8");
    const html = (await this.html())
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
      .replace(/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
    const copy = await this.#page.context().newPage();
    try {
      await copy.setContent(`<!DOCTYPE html>${html}`);
      await copy.evaluate(axe);
      return await copy.evaluate<string[]>(
        `axe.run().then(({ violations, passes }) => passes.length < 10
          ? ["axe looked at next to nothing"]
          : violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`,
      );
    } finally {
      await copy.close();
    }
  }

  async #isAtLink(): Promise<boolean> {
    return (await this.#read("document.activeElement?.tagName ?? ''")) === "A";
  }

  /** Evaluates an expression about `document`, the page's own; empty while there is no page. */
  async #read(expression: string): Promise<string> {
    for (const frame of this.#outerFrames()) {
      const found = await frame
        .evaluate<string>(
          `((document) => document?.querySelector("main") ? ${expression} : "")(document.getElementById("active-frame")?.contentDocument)`,
        )
        .catch(() => "");
      if (found !== "") return found;
    }
    return "";
  }

  /** The frames that VS Code puts around what a web view shows. */
  #outerFrames(): readonly Frame[] {
    return this.#page.frames().filter((frame) => frame.url().includes("/webview/browser/pre/index"));
  }
}
