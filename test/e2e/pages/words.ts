import type { Page } from "../../rig/playwright.ts";

/** Everything that an element of the page says, to the eye, as labels and as titles, one text a line. Empty while there is none. */
export function wordsIn(page: Page, selector: string): Promise<string> {
  return page.evaluate<string>(`[...document.querySelectorAll(${JSON.stringify(selector)})].flatMap((element) => [
    element.innerText,
    ...[element, ...element.querySelectorAll("[aria-label], [title]")].flatMap((one) => [
      one.getAttribute("aria-label") ?? "",
      one.getAttribute("title") ?? "",
    ]),
  ]).filter((text) => text.trim() !== "").join("\\n")`);
}

/**
 * The texts in an element of the page that do not fit into their place, though nothing tells that there is more: no ellipsis, no
 * second line, no bar to scroll.
 */
export function cutShort(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(`${selector}, ${selector} *`)})]
    .filter((element) => {
      const style = getComputedStyle(element);
      const isHidden = style.overflowX === "hidden" || style.overflowX === "clip";
      return isHidden && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    })
    .map((element) => element.className + ": " + element.innerText)`);
}
