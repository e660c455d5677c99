import type { Page } from "../../rig/playwright.ts";

/**
 * Evaluates an expression about `document` in the web view that has such an element; empty while there is none. It is read
 * from the frame that the editor puts around: what we show has no scripts.
 */
export async function readInWebView(page: Page, element: string, expression: string): Promise<string> {
  for (const frame of page.frames().filter((frame) => frame.url().includes("/webview/browser/pre/index"))) {
    const found = await frame
      .evaluate<string>(
        `((document) => document?.querySelector("${element}") ? ${expression} : "")(document.getElementById("active-frame")?.contentDocument)`,
      )
      .catch(() => "");
    if (found !== "") return found;
  }
  return "";
}
