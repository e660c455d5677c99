import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dayOf } from "../../src/core/week/facts.ts";
import { Store } from "../../src/store/store.ts";
import { Workbench } from "../e2e/pages/workbench.ts";
import { closeBrowser } from "./browser.ts";
import { buildProduct } from "./build.ts";
import { Editor } from "./editor.ts";
import { productVsix, providerVsix, root } from "./paths.ts";
import { main, say } from "./say.ts";
import { packProduct, packProvider } from "./vsix.ts";
import { temporaryWorkspace, writeFiles } from "./workspace.ts";

const files = {
  "src/cart.ts": `import type { Item } from "./items";

// What the items cost together, in cents.

// What is left to pay after a voucher.
`,
  "src/items.ts": `export interface Item {
  readonly name: string;
  readonly priceCents: number;
  readonly count: number;
}

// Items by name, without duplicates.
`,
};

const themes = [
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
] as const;

const suggestions = [
  {
    afterText: "cost together, in cents.",
    insertText: `
export function totalOf(items: readonly Item[]): number {
  let total = 0;
  for (const { priceCents, count } of items) {
    total += priceCents * count;
  }
  return total;
}`,
  },
  {
    afterText: "to pay after a voucher.",
    insertText: `
export function toPay(items: readonly Item[], voucherCents: number): number {
  const rest = totalOf(items) - voucherCents;
  return rest < 0 ? 0 : rest;
}`,
  },
  {
    afterText: "by name, without duplicates.",
    insertText: `
export function byName(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.name, item]));
}`,
  },
];

/** What the weeks before are told to have been, in lines: what came in, and what became of it. */
const pastWeeks: readonly (readonly [landed: number, read: number, edited: number, marked: number])[] = [
  [140, 40, 22, 60],
  [210, 75, 31, 80],
  [95, 38, 12, 41],
  [180, 92, 25, 58],
  [240, 120, 38, 66],
  [160, 81, 30, 47],
];

/** `npm run screenshots`: takes the README's pictures in the real editor, from real accepts, into docs/images. */
await main(async () => {
  await buildProduct();
  await Promise.all([packProduct(), packProvider()]);
  const workspace = temporaryWorkspace(files);
  const editor = await Editor.start({
    name: "screenshots",
    vsix: [productVsix, providerVsix],
    viewport: { width: 1180, height: 620 },
    scale: 1.25,
    settings: {
      "workbench.colorTheme": themes[0][1],
      "editor.minimap.enabled": false,
      "window.commandCenter": false,
      "chat.disableAIFeatures": true,
    },
  });
  try {
    storePast(editor, workspace);
    editor.suggest(suggestions);
    const workbench = await Workbench.open(editor, { folder: workspace });
    await writeCode(workbench);
    for (const [name, theme] of themes) {
      const setting = { "workbench.colorTheme": theme };
      writeFiles(workspace, { ".vscode/settings.json": JSON.stringify(setting) });
      await workbench.hasTheme(theme);
      await takeScenes(workbench, name);
    }
    await workbench.clickStatus();
    await workbench.quick.choices();
    await take(workbench, "menu");
  } finally {
    await editor.stop();
    await closeBrowser();
    rmSync(workspace, { recursive: true, force: true });
  }
  return 0;
});

/** Puts the weeks before into the store of an editor that shows no window yet. */
function storePast(editor: Editor, folder: string): void {
  mkdirSync(editor.productStorage, { recursive: true });
  const store = new Store(editor.productStorage);
  const workspace = pathToFileURL(folder).href;
  const weekMs = 7 * 86_400_000;
  const facts = pastWeeks.flatMap(([landed, read, edited, marked], i) => {
    const day = dayOf(Date.now() - (pastWeeks.length - i) * weekMs);
    return [
      { day, workspace, kind: "landed", lines: landed },
      { day, workspace, kind: "read", lines: read, attendedMs: read * 4000 },
      { day, workspace, kind: "edited", lines: edited },
      { day, workspace, kind: "marked", lines: marked },
    ] as const;
  });
  store.write({ files: [], facts, atMs: Date.now() });
  store.close();
}

/** Has three functions completed in two files. */
async function writeCode(workbench: Workbench): Promise<void> {
  const accept = async (line: number, shown: string): Promise<void> => {
    await workbench.editor.goTo(line);
    await workbench.press("End", "Space", "Backspace");
    await workbench.editor.ghostText(shown);
    await workbench.press("Tab");
    await workbench.editor.shows(shown);
  };
  await workbench.openFile("src/items.ts");
  await accept(7, "export function byName");
  await workbench.save();
  await workbench.openFile("src/cart.ts");
  await accept(5, "export function toPay");
  await accept(3, "export function totalOf");
  await workbench.save();
  await workbench.statusIs(/min/);
}

/** Takes each surface in a theme. */
async function takeScenes(workbench: Workbench, theme: string): Promise<void> {
  await workbench.openFile("src/cart.ts");
  await workbench.page.mouse.move(500, 400);
  await take(workbench, `editor-${theme}`);
  await workbench.queue.show();
  await workbench.editor.focus();
  await take(workbench, `queue-${theme}`);
  await workbench.editor.goTo(4);
  await workbench.press("Control+K", "j");
  await workbench.quick.titled(/^Checklist/);
  await workbench.press("Enter");
  await workbench.quick.activeHas("holds");
  await workbench.press("ArrowDown");
  await take(workbench, `checklist-${theme}`);
  await workbench.press("Escape");
  await workbench.quick.closed();
  await workbench.press("Control+Shift+E");
  await workbench.run("Review Debt: Show Week");
  await workbench.week.says(/in the tree now/);
  await workbench.press("Control+B");
  await take(workbench, `week-${theme}`);
  await workbench.press("Control+B");
  await workbench.press("Control+W");
}

async function take(workbench: Workbench, name: string): Promise<void> {
  const path = join(root, "docs", "images", `${name}.png`);
  await workbench.page.screenshot({ path });
  say(`docs/images/${name}.png`);
}
