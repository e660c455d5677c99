import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { readKey, readOrCreateKey } from "../../../src/store/key.ts";
import { Place, problemOf } from "./place.ts";

const run = promisify(execFile);

describe("key of an install", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  it("is made once, of 16 random bytes", () => {
    assert.equal(readKey(place.folder), undefined);
    const key = readOrCreateKey(place.folder);
    assert.equal(key.length, 16);
    assert.deepEqual(readOrCreateKey(place.folder), key);
    assert.deepEqual(readKey(place.folder), key);
    assert.deepEqual(place.names(), ["review-debt.key"]);
    assert.notDeepEqual(readOrCreateKey(join(place.root, "another")), key);
  });

  it("is readable by its owner only", () => {
    const key = join(place.folder, "review-debt.key");
    readOrCreateKey(place.folder);
    // Windows has no such bits; there the profile's folder is what keeps others out.
    const expected = process.platform === "win32" ? 0o666 : 0o600;
    assert.equal(statSync(key).mode & 0o777, expected);
  });

  it("is the same for windows that start at once", async () => {
    const module = new URL("../../../src/store/key.ts", import.meta.url).href;
    const script = `
      import { readOrCreateKey } from ${JSON.stringify(module)};
      console.log(Buffer.from(readOrCreateKey(${JSON.stringify(place.folder)})).toString("hex"));`;
    const starts = Array.from({ length: 6 }, () => run(process.execPath, ["--input-type=module", "--eval", script]));
    const keys = (await Promise.all(starts)).map(({ stdout }) => stdout.trim());
    const stored = Buffer.from(readKey(place.folder) ?? []).toString("hex");
    assert.deepEqual(
      keys,
      Array.from({ length: 6 }, () => stored),
    );
    assert.deepEqual(place.names(), ["review-debt.key"]);
  });

  it("is not believed at another size", () => {
    mkdirSync(place.folder);
    for (const bytes of [0, 15, 17]) {
      writeFileSync(join(place.folder, "review-debt.key"), new Uint8Array(bytes));
      assert.equal(problemOf(() => readOrCreateKey(place.folder)).kind, "corrupt");
    }
  });
});
