import assert from "node:assert/strict";
import { Desk } from "./desk.ts";
import { type Finding, lookWithAxe } from "./pages/axe.ts";

const themes = [
  "Default Dark Modern",
  "Default Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
] as const;
const box = ".quick-input-widget";
/**
 * What the editor does in trees with check boxes, which it has none of its own to compare with: it puts each box into the order of
 * Tab, and takes for a row's name what is spoken instead of its label and description, which ours says in a sentence.
 */
const ofCheckBoxes = ["tabindex", "label-content-name-mismatch"];
/** The grey of a row's second line is the editor's, whose palette has no such rows. We choose no colours in boxes. */
const ofSecondLines = ["color-contrast"];

/** What we show is made of the editor's own controls. Axe is asked about theirs, and then about ours. */
describe("our rows, items and boxes", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("surfaces", { files: { "a.js": "// one\n// two\n// three\n" } });
    await desk.letAiWrite("a.js", ["one(1);", "two(2);"], 2);
    await desk.workbench.save();
  });

  after(() => desk.close());

  it("have nothing against them that the editor's own have not, in every theme", async () => {
    for (const theme of themes) {
      const { workbench } = desk;
      const { page, quick } = workbench;
      desk.set({ "workbench.colorTheme": theme });
      await workbench.hasTheme(theme);

      await workbench.run("File: Focus on Files Explorer");
      const tree = new Set([...rulesOf(await lookWithAxe(page, ".explorer-folders-view")), ...ofCheckBoxes]);
      await workbench.queue.show();
      await workbench.queue.has("the hunk", (rows) => rows.length === 2);
      holds(await lookWithAxe(page, '[id="workbench.view.extension.reviewDebt"]'), tree);

      const item = rulesOf(await lookWithAxe(page, '[id="status.notifications"]'));
      holds(await lookWithAxe(page, '[id="review-debt.review-debt.reviewDebt.status"]'), item);

      await workbench.press("F1");
      await quick.choices();
      const palette = new Set([...rulesOf(await lookWithAxe(page, box)), ...ofSecondLines]);
      await quick.cancel();
      await workbench.openFile("a.js");
      await workbench.editor.goTo(3);
      for (const [key, title] of [
        ["g", /Review Debt|unread/],
        ["j", /^Checklist/],
        ["q", /^Line 3/],
      ] as const) {
        await quick.opensBy(title, "Control+K", key);
        await quick.choices();
        holds(await lookWithAxe(page, box), palette);
        await quick.cancel();
      }
    }
  });
});

function rulesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(({ rule }) => rule));
}

function holds(findings: readonly Finding[], known: ReadonlySet<string>): void {
  assert.deepEqual(
    findings.filter(({ rule }) => !known.has(rule)),
    [],
  );
}
