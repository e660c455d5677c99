import assert from "node:assert/strict";
import { readManifest } from "../rig/manifest.ts";
import { readmes, settingsTable, withTable } from "../rig/settingsTable.ts";

describe("the README's table of settings", () => {
  it("is that of package.json (node test/rig/settingsTable.ts brings it up to date)", () => {
    const { is, should } = readmes();
    assert.equal(is, should);
  });

  it("has a row for each setting, with its default and its first sentence, and for each group", () => {
    const groups = [
      {
        title: "%group%",
        properties: {
          "a.b": { type: "boolean", default: true, description: "%b%" },
          "a.c": { type: "string", default: "x", enum: ["x", "y"], markdownDescription: "%c%" },
        },
      },
    ];
    const texts = { group: "Group", b: "Shows `1.5 | 2`. On by default.", c: "Where." };
    assert.deepEqual(
      settingsTable({ ...readManifest(), groups }, texts)
        .split("\n")
        .slice(2),
      ["| **Group** | | |", "| `a.b` | `true` | Shows `1.5 \\| 2`. |", '| `a.c` | `"x"` | Where. One of `x`, `y`. |'],
    );
  });

  it("is replaced between its marks, and only there", () => {
    const page = "one\n<!-- settings:start -->\n\nold\n\n<!-- settings:end -->\ntwo\n";
    assert.equal(withTable(page, "new"), page.replace("old", "new"));
    assert.throws(() => withTable("one\ntwo\n", "new"));
  });
});
