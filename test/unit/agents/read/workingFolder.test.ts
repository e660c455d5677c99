import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { workingFolderOf } from "../../../../src/agents/read/workingFolder.ts";
import { lineFormat, Place } from "./records.ts";

describe("the working folder of a record", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  /** What a format is given that asks for a file. */
  const asked = (file: string): string | undefined => {
    const format = { ...lineFormat(place.agent), workingFolder: (_: string, __: unknown, read: Read) => read(file) };
    return workingFolderOf(format, { path: join(place.agent, "a.jsonl"), root: place.agent }, { folders: [] })();
  };
  type Read = (path: string) => string | undefined;

  it("is told by files below the record's root, of which the first megabyte is read", () => {
    assert.equal(asked(place.record("deep/project", "\ufeff/w")), "/w");
    assert.equal(asked(place.record("long", "x".repeat(2_000_000)))?.length, 1024 * 1024);
    assert.equal(asked(join(place.agent, "nothing")), undefined);
  });

  it("is never told by a file elsewhere", () => {
    const secret = place.record("../workspace/secret", "CANARY-secret");
    symlinkSync(secret, join(place.agent, "linked"));
    for (const file of [
      secret,
      join(place.agent, "linked"),
      `${place.agent}/../workspace/secret`,
      "secret",
      "/dev/zero",
    ]) {
      assert.equal(asked(file), undefined, file);
    }
  });

  it("is asked for until it is known, and not when a format fails or tells none", () => {
    const answers = [undefined, "/w"];
    let calls = 0;
    const format = { ...lineFormat(place.agent), workingFolder: () => answers[calls++] };
    const ask = workingFolderOf(format, { path: "/a", root: "/" }, { folders: [] });
    assert.deepEqual([ask(), ask(), ask(), calls], [undefined, "/w", "/w", 2]);
    const failing = {
      ...lineFormat(place.agent),
      workingFolder: (): string => {
        throw new Error("broken");
      },
    };
    assert.equal(workingFolderOf(failing, { path: "/a", root: "/" }, { folders: [] })(), undefined);
    assert.equal(workingFolderOf(lineFormat("/"), { path: "/a", root: "/" }, { folders: [] })(), undefined);
  });
});
