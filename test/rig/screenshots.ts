import { rmSync } from "node:fs";
import { join } from "node:path";
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
  ["high-contrast", "Default High Contrast"],
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

/** `npm run screenshots`: takes the README's pictures in the real editor, from real accepts, into docs/images. */
await main(async () => {
  await buildProduct();
  await Promise.all([packProduct(), packProvider()]);
  const workspace = temporaryWorkspace(files);
  const editor = await Editor.start({
    name: "screenshots",
    vsix: [productVsix, providerVsix],
    viewport: { width: 1180, height: 560 },
    scale: 1.25,
    settings: {
      "workbench.colorTheme": "Default Dark Modern",
      "editor.minimap.enabled": false,
      "window.commandCenter": false,
      "chat.disableAIFeatures": true,
    },
  });
  try {
    editor.suggest(suggestions);
    const workbench = await Workbench.open(editor, { folder: workspace });
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
    await workbench.page.mouse.move(500, 400);
    await take(workbench, "editor");
    await workbench.queue.show();
    await workbench.editor.focus();
    await take(workbench, "queue");
    await workbench.clickStatus();
    await workbench.quick.choices();
    await take(workbench, "menu");
    await workbench.press("Escape");
    await workbench.editor.goTo(4);
    await workbench.press("Control+K", "j");
    await workbench.quick.titled(/^Checklist/);
    await workbench.press("Enter");
    await workbench.quick.activeHas("holds");
    await workbench.press("ArrowDown");
    await take(workbench, "checklist");
    await workbench.press("Escape");
    await workbench.quick.closed();
    await workbench.press("Control+B");
    for (const [name, theme] of themes) {
      writeFiles(workspace, {
        ".vscode/settings.json": JSON.stringify({ "workbench.colorTheme": theme, "reviewDebt.codeLens": true }),
      });
      await workbench.hasTheme(theme);
      await workbench.editor.lensIs(/unread/);
      await take(workbench, `lens-${name}`);
    }
  } finally {
    await editor.stop();
    await closeBrowser();
    rmSync(workspace, { recursive: true, force: true });
  }
  return 0;
});

async function take(workbench: Workbench, name: string): Promise<void> {
  const path = join(root, "docs", "images", `${name}.png`);
  await workbench.page.screenshot({ path });
  say(`docs/images/${name}.png`);
}
