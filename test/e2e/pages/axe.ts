import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rigFolder } from "../../rig/paths.ts";
import type { Page } from "../../rig/playwright.ts";

/** What axe has against a part of a page. */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  /** The elements, as HTML. */
  readonly html: string;
}

/** Has axe look at a page, or at what is in one element of it. Rejects when it found next to nothing to look at. */
export async function lookWithAxe(page: Page, selector?: string): Promise<readonly Finding[]> {
  await page.evaluate(readFileSync(join(rigFolder(), "node_modules", "axe-core", "axe.min.js"), "utf8"));
  const where = selector === undefined ? "document" : `{ include: [[${JSON.stringify(selector)}]] }`;
  const { findings, passes } = await page.evaluate<{ findings: Finding[]; passes: number }>(
    `axe.run(${where}).then(({ violations, passes }) => ({
      passes: passes.length,
      findings: violations.map(({ id, nodes }) => ({ rule: id, html: nodes.map(({ html }) => html).join(" ") })),
    }))`,
  );
  if (passes < (selector === undefined ? 10 : 1))
    throw new Error(`axe looked at next to nothing in ${selector ?? "the page"}`);
  return findings;
}
