import assert from "node:assert/strict";
import { type BundledFile, bundleProduct } from "../../rig/build.ts";

const textOf = ({ bytes }: BundledFile): string => Buffer.from(bytes).toString("utf8");

/** DESIGN §9. */
const wantedBytes = 150 * 1024;

describe("what the editor loads at its start", () => {
  let start = "";
  let later = "";

  before(async () => {
    const files = (await bundleProduct()).files.filter(({ program }) => program === "extension.cjs");
    start = files
      .filter(({ isLater }) => !isLater)
      .map(textOf)
      .join("\n");
    later = files
      .filter(({ isLater }) => isLater)
      .map(textOf)
      .join("\n");
  });

  /** Words that users see, or that stand in files, of what is not needed before somebody asks for it. */
  const notYet: Readonly<Record<string, string>> = {
    "the checklist's packs": "Secrets and privacy",
    "the checklist": "Checklist: {0}, lines {1}",
    "the weekly page": "enableCommandUris",
    "the week as Markdown": "Save the week as Markdown",
    "why a line counts": "Its commit names {0}",
    "following agents' records": "agents.since",
    "following the chat's edits": "chat-editing-text-model",
    "following notebooks": "onDidOpenNotebookDocument",
    "when a week is announced": "isOpened",
    "the menu": "Go to Next Unread Hunk",
    "looking back": "Look back on what agents wrote",
    "other tools' hooks": "You see the change before anything is written",
    "the export": "review-debt-export",
    "the queue's content, before somebody looks": "hunk.settled",
    "marks, hovers and badges, before a line is tracked": "registerHoverProvider",
    "lenses, which are off by default": "registerCodeLensProvider",
    "the glance before a commit, which is off by default": "reviewDebt.beforeCommit",
  };
  for (const [what, words] of Object.entries(notYet)) {
    it(`does not hold ${what}`, () => {
      assert.ok(later.includes(words), `${words} is loaded later`);
      assert.ok(!start.includes(words), `${words} is loaded at the start`);
    });
  }

  it("is small", () => {
    assert.ok(start.length > 0);
    assert.ok(Buffer.byteLength(start) <= wantedBytes, `${Buffer.byteLength(start)} bytes`);
  });

  it("takes the editor's API as it is, once, without a copy for each file", () => {
    const taken = start.match(/.{0,3}require\("vscode"\)/g) ?? [];
    assert.equal(taken.length, 1);
    assert.match(taken[0] ?? "", /[\w$]=require/);
  });

  it("is strict, as modules are", () => {
    for (const text of [start, later]) assert.ok(text.startsWith('"use strict"'));
  });
});
