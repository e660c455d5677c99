import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleProduct } from "../../rig/build.ts";
import { root } from "../../rig/paths.ts";
import { run } from "../../rig/run.ts";
import { Place } from "../store/place.ts";
import { record } from "../store/samples.ts";

/** A command that PRIVACY.md gives, where to give it, and what it then says. */
interface Check {
  readonly heading: string;
  readonly command: string;
  readonly answer: string;
}

const text = readFileSync(join(root, "PRIVACY.md"), "utf8");

/** The commands in blocks of `sh`, each with the block of `text` behind it, by the heading above. */
function checksOf(document: string): readonly Check[] {
  return document.split(/^### /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf("\n"));
    const blocks = section.matchAll(/^```sh\n([^]*?)^```\n+(?:^```text\n([^]*?)^```$)?/gm);
    return Array.from(blocks, ([, command = "", answer = ""]) => ({ heading, command, answer }));
  });
}

describe("the two minutes in PRIVACY.md", () => {
  let folder: string;
  let place: Place;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "review-debt-checked-"));
    mkdirSync(join(folder, "dist"));
    for (const { name, bytes } of (await bundleProduct()).files) writeFileSync(join(folder, "dist", name), bytes);
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    place = new Place();
    const store = place.store();
    store.key();
    store.write({ files: [record("file:///w/src/login.ts")], facts: [], atMs: Date.now() });
    store.close();
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
    place.remove();
  });

  const folders: Readonly<Record<string, () => string>> = {
    "In the extension's folder": () => folder,
    "In its storage folder": () => place.folder,
  };
  const checks = checksOf(text);

  it("have commands for both folders", () => {
    assert.deepEqual([...new Set(checks.map(({ heading }) => heading))].toSorted(), Object.keys(folders).toSorted());
  });

  for (const { heading, command, answer } of checks) {
    it(`say the truth about: ${command.trim()}`, async () => {
      const { output } = await run("sh", ["-c", command], { cwd: folders[heading]?.() ?? "" });
      assert.equal(output, answer);
    });
  }
});
