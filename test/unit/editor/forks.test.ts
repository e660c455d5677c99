import assert from "node:assert/strict";
import { acceptedBy, forkOf, forks } from "../../../src/editor/listen/forks.ts";
import { readManifest } from "../../rig/manifest.ts";

/** Our bindings of Tab, with the commands that each runs one after the other. */
const tabs = readManifest().keybindings.filter(({ key }) => key === "tab");
const notified = (args: unknown) => ({ command: "reviewDebt.didAccept", args });

describe("forks of VS Code", () => {
  for (const { uriScheme, accept, shownWhile } of forks) {
    describe(uriScheme, () => {
      it("has its own accept command run first at Tab, and then ours", () => {
        const own = tabs.filter(({ args }) => args?.commands?.[0] === accept);
        assert.deepEqual(
          own.map(({ args }) => args?.commands),
          [[accept, notified(uriScheme)]],
        );
      });

      it("has that key only in that fork, with its command there, and while a completion of its own is shown", () => {
        const terms = tabs.find(({ args }) => args?.commands?.[0] === accept)?.when?.split(" && ") ?? [];
        for (const term of ["config.reviewDebt.acceptKeys", `reviewDebt.fork == '${uriScheme}'`, shownWhile]) {
          assert.ok(terms.includes(term), term);
        }
      });

      it("has Tab left alone by the binding of VS Code's own completions meanwhile", () => {
        const ordinary = tabs.find(({ args }) => args?.commands?.[0] === "editor.action.inlineSuggest.commit");
        const alternatives = ordinary?.when?.split(" || ") ?? [];
        assert.equal(alternatives.length, 2);
        for (const alternative of alternatives) assert.ok(alternative.split(" && ").includes(`!${shownWhile}`));
      });
    });
  }

  it("have no key beside those in the table", () => {
    assert.equal(tabs.length, forks.length + 1);
  });

  it("are known by how their addresses begin, previews too, and others are not taken for them", () => {
    assert.equal(forkOf("cursor")?.tool, "Cursor");
    assert.equal(forkOf("windsurf-next")?.tool, "Windsurf");
    for (const scheme of ["vscode", "vscode-insiders", "vscodium", "code-oss", "cursors", "trae", "kiro", ""]) {
      assert.equal(forkOf(scheme), undefined, scheme);
    }
  });

  it("name the tool of an accept where their own key was pressed; any other key takes what it takes", () => {
    assert.deepEqual(acceptedBy("cursor"), { part: "all", tool: "Cursor" });
    assert.deepEqual(acceptedBy("word"), { part: "word" });
    assert.deepEqual(acceptedBy("line"), { part: "line" });
    for (const argument of ["all", undefined, 3, "curs", {}]) assert.deepEqual(acceptedBy(argument), { part: "all" });
  });
});
