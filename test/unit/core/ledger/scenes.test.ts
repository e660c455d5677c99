import assert from "node:assert/strict";
import { comeBack } from "../../../../src/core/ledger/comeback.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { stateOf } from "../../../../src/core/ledger/mark.ts";
import { Moves } from "../../../../src/core/ledger/moves.ts";
import { Hasher } from "../../../../src/core/text/hash.ts";
import { scenes, type Shown } from "../../../rig/scenes.ts";
import { AllTexts } from "./allTexts.ts";
import { origin } from "./scene.ts";

const hasher = new Hasher(new Uint8Array(16));

describe("what lasts", () => {
  for (const { name, start, steps } of scenes) {
    it(name, () => {
      const ledger = new Ledger(textOf(start), [], new Moves());
      start.forEach((line, at) => {
        if (!line.startsWith("-")) ledger.declareAi({ start: at, end: at + 1 }, origin("A"));
        if (line.startsWith("m")) {
          ledger.settle({ start: at, end: at + 1 }, { kind: "marked", atMs: 1, scope: "selection" });
        }
      });
      assert.deepEqual(shown(ledger), start);
      const formers = new AllTexts();
      for (const { run, shows } of steps) {
        // A file that is gone tells nothing; its ledger waits.
        if (shows === undefined) continue;
        const entry = ledger.replaceText(textOf(shows), { kind: "disk", atMs: 2 });
        comeBack(ledger, entry, formers, hasher, 2);
        assert.deepEqual(shown(ledger), shows, run.at(-1));
      }
    });
  }
});

function textOf(lines: Shown): string[] {
  return lines.map((line) => line.slice(2));
}

function shown(ledger: Ledger): string[] {
  return ledger.lines.map((line, at) => {
    const mark = ledger.markAt(at);
    return `${mark === undefined ? "-" : stateOf(mark)[0]} ${line}`;
  });
}
