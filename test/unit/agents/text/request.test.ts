import assert from "node:assert/strict";
import fc from "fast-check";
import { editingTool, requestedChanges } from "../../../../src/agents/text/request.ts";
import { pieces, text, whole } from "../expected.ts";

describe("requests of editing tools", () => {
  it("are known by the tool's name in every spelling", () => {
    const spellings = ["apply_patch", "ApplyPatch", "functions.apply_patch", "copilot_applyPatch"];
    for (const name of spellings) assert.equal(editingTool(name), "applypatch", name);
    assert.equal(editingTool("builtin_create_new_file"), "createnewfile");
  });

  it("are no calls of tools that look, run, or only sketch", () => {
    for (const name of ["view", "bash", "read_file", "insert_edit_into_file", "edit_existing_file", "", undefined, 3]) {
      assert.equal(editingTool(name), undefined, String(name));
    }
  });

  it("name their arguments as they like", () => {
    for (const [oldKey, newKey] of [
      ["old_string", "new_string"],
      ["oldString", "newString"],
      ["old_str", "new_str"],
      ["oldText", "newText"],
      ["old_text", "new_text"],
    ] as const) {
      for (const pathKey of ["file_path", "filePath", "filepath", "path"]) {
        assert.deepEqual(requestedChanges({ [pathKey]: "/a", [oldKey]: "x", [newKey]: "y" }), [
          { path: "/a", change: pieces(text("x", "y")) },
        ]);
      }
    }
  });

  it("that replace nothing write the whole file", () => {
    assert.deepEqual(requestedChanges({ path: "/a", old_str: "", new_str: "y" }), [
      { path: "/a", change: whole("y", undefined) },
    ]);
  });

  it("may take a text out", () => {
    assert.deepEqual(requestedChanges({ path: "/a", old_str: "x", new_str: "" }), [
      { path: "/a", change: pieces(text("x", "")) },
    ]);
  });

  it("of a list with one entry that is not understood are not understood at all", () => {
    const edits = [{ old_string: "a", new_string: "b" }, { old_string: "c" }];
    assert.equal(requestedChanges({ file_path: "/a", edits }), undefined);
  });

  it("of any kind never throw", () => {
    fc.assert(fc.property(fc.anything(), (input) => void requestedChanges(input)));
  });
});
