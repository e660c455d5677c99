import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isElsewhere } from "../../../../src/agents/read/paths.ts";
import { ScopeFilter } from "../../../../src/agents/read/scope.ts";
import { edit, Place } from "./records.ts";

describe("edits in scope", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const shown = (
    path: string,
    folders: readonly string[] = [place.workspace],
    platform = "linux",
  ): string | undefined => new ScopeFilter({ folders }, platform).inScope(edit("a", path))?.path;

  it("are those of files in the folders, existing or not", () => {
    writeFileSync(join(place.workspace, "a.ts"), "");
    for (const name of ["a.ts", "new.ts", "deep/er/new.ts"]) {
      assert.equal(shown(join(place.workspace, name)), join(place.workspace, name));
    }
    for (const path of ["/etc/passwd", place.root, `${place.workspace}-other/a.ts`, join(place.root, "a.ts")]) {
      assert.equal(shown(path), undefined, path);
    }
  });

  it("are none of files that a path only seems to have in a folder", () => {
    for (const path of [
      `${place.workspace}/../a.ts`,
      `${place.workspace}/deep/../../a.ts`,
      `${place.workspace}/not/there/../../../../a.ts`,
      `${place.workspace}/./../agent/a.ts`,
    ]) {
      assert.equal(shown(path), undefined, path);
    }
    assert.equal(shown(`${place.workspace}/deep/../a.ts`), join(place.workspace, "a.ts"));
  });

  it("are none of files behind a link that leaves the folder, whether they exist or not", () => {
    symlinkSync(place.agent, join(place.workspace, "out"));
    symlinkSync(join(place.agent, "a.ts"), join(place.workspace, "dangling.ts"));
    place.record("b.ts", "");
    symlinkSync(join(place.agent, "b.ts"), join(place.workspace, "b.ts"));
    for (const name of ["out/a.ts", "out/b.ts", "out/new/a.ts", "dangling.ts", "b.ts"]) {
      assert.equal(shown(join(place.workspace, name)), undefined, name);
    }
  });

  it("are none of files on a share or a device of Windows, at which nothing is looked for, but of a folder's own share", () => {
    // Elsewhere than on Windows two slashes are one, so that a look at the share would find the file.
    const share = `/${place.workspace}`;
    writeFileSync(join(place.workspace, "a.ts"), "");
    assert.equal(shown(`${share}/a.ts`), join(place.workspace, "a.ts"));
    assert.equal(shown(`${share}/a.ts`, [place.workspace], "win32"), undefined);
    assert.equal(new ScopeFilter({ folders: [place.workspace] }, "win32").folder(share), "/.elsewhere");
    assert.equal(shown(`${share}/a.ts`, [share], "win32"), `${share}/a.ts`);
    for (const path of ["\\\\evil\\c$\\a.ts", "//evil/c$/a.ts", "\\\\.\\pipe\\a", "\\\\?\\UNC\\evil\\c$\\a.ts"]) {
      assert.ok(isElsewhere(path, ["C:\\w", "\\\\good\\c$\\w"], "win32"), path);
    }
    assert.ok(!isElsewhere("//GOOD/c$/w/a.ts", ["\\\\good\\c$\\w"], "win32"));
    assert.ok(!isElsewhere("C:\\a.ts", ["\\\\good\\c$\\w"], "win32"));
    assert.ok(!isElsewhere("//evil/c$/a.ts", [], "linux"));
  });

  it("do not stay in scope when a folder becomes a link that leaves it", () => {
    const filter = new ScopeFilter({ folders: [place.workspace] }, "linux");
    const path = join(place.workspace, "later", "a.ts");
    assert.notEqual(filter.inScope(edit("a", path)), undefined);
    mkdirSync(join(place.workspace, "later"));
    assert.notEqual(filter.inScope(edit("a", path)), undefined);
    place.record("a.ts", "");
    rmSync(join(place.workspace, "later"), { recursive: true });
    symlinkSync(place.agent, join(place.workspace, "later"));
    assert.equal(filter.inScope(edit("a", path)), undefined);
  });

  it("have the path that the window has, whichever of a folder's paths the record names", () => {
    const linked = join(place.root, "linked");
    symlinkSync(place.workspace, linked);
    assert.equal(shown(join(place.workspace, "a.ts"), [linked]), join(linked, "a.ts"));
    assert.equal(shown(join(linked, "a.ts")), join(place.workspace, "a.ts"));
  });

  it("are named by the innermost of nested folders", () => {
    const inner = join(place.workspace, "inner");
    const linked = join(place.root, "linked");
    mkdirSync(inner);
    symlinkSync(inner, linked);
    assert.equal(shown(join(inner, "a.ts"), [place.workspace, linked]), join(linked, "a.ts"));
  });

  it("are found by another case only where the file system does not tell it apart", () => {
    const path = join(place.workspace.toUpperCase(), "a.ts");
    assert.equal(shown(path, [place.workspace], "linux"), undefined);
    for (const platform of ["darwin", "win32"]) {
      assert.equal(shown(path, [place.workspace], platform), join(place.workspace, "a.ts"));
    }
  });

  it("moved from elsewhere are none", () => {
    const filter = new ScopeFilter({ folders: [place.workspace] }, "linux");
    const moved = (from: string) => ({
      ...edit("a", join(place.workspace, "a.ts")),
      change: { kind: "move", from } as const,
    });
    assert.equal(filter.inScope(moved(join(place.agent, "a.ts"))), undefined);
    assert.deepEqual(filter.inScope(moved(`${place.workspace}/x/../b.ts`))?.change, {
      kind: "move",
      from: join(place.workspace, "b.ts"),
    });
  });
});
