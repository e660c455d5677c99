import assert from "node:assert/strict";
import { posix, win32 } from "node:path";
import { type PathManner, isBelow, mannerOf, shownBelow } from "../../../../src/agents/read/paths.ts";

const windows: PathManner = { ...win32, foldsCase: true };
const mac: PathManner = { ...posix, foldsCase: true };
const linux: PathManner = { ...posix, foldsCase: false };

describe("a file's path as the window has it", () => {
  it("has the drive and the case of the window's folder on Windows, and its own below it", () => {
    const folders = [{ real: "C:\\Work\\App", shown: "c:\\work\\app" }];
    assert.equal(shownBelow("C:\\Work\\App\\src\\A.ts", folders, windows), "c:\\work\\app\\src\\A.ts");
    assert.equal(shownBelow("c:\\WORK\\app\\new.ts", folders, windows), "c:\\work\\app\\new.ts");
    assert.equal(shownBelow("C:\\Work\\App", folders, windows), "c:\\work\\app");
    for (const path of ["C:\\Work\\App2\\a.ts", "D:\\Work\\App\\a.ts", "C:\\Work", "C:\\Work\\App.ts"]) {
      assert.equal(shownBelow(path, folders, windows), undefined, path);
    }
  });

  it("is below a whole drive, a drive in the place of a folder, and a share", () => {
    assert.equal(shownBelow("C:\\a.ts", [{ real: "C:\\", shown: "c:\\" }], windows), "c:\\a.ts");
    assert.equal(shownBelow("C:\\Work\\a.ts", [{ real: "C:\\Work", shown: "W:\\" }], windows), "W:\\a.ts");
    const share = [{ real: "\\\\Server\\Share\\", shown: "\\\\server\\share\\" }];
    assert.equal(shownBelow("\\\\server\\share\\w\\a.ts", share, windows), "\\\\server\\share\\w\\a.ts");
    assert.equal(shownBelow("\\\\server\\other\\a.ts", share, windows), undefined);
  });

  it("is in /tmp where macOS says /private/tmp, and has the window's case there", () => {
    const folders = [{ real: "/private/tmp/App", shown: "/tmp/app" }];
    assert.equal(shownBelow("/private/tmp/App/src/a.ts", folders, mac), "/tmp/app/src/a.ts");
    assert.equal(shownBelow("/private/tmp/app/A.ts", folders, mac), "/tmp/app/A.ts");
    assert.equal(shownBelow("/private/tmp/Application/a.ts", folders, mac), undefined);
  });

  it("tells case apart on Linux", () => {
    const folders = [{ real: "/w/App", shown: "/w/App" }];
    assert.equal(shownBelow("/w/App/a.ts", folders, linux), "/w/App/a.ts");
    assert.equal(shownBelow("/w/app/a.ts", folders, linux), undefined);
  });

  it("is that of the innermost folder, which comes first", () => {
    const folders = [
      { real: "/w/a/b", shown: "/b" },
      { real: "/w/a", shown: "/a" },
    ];
    assert.equal(shownBelow("/w/a/b/c.ts", folders, linux), "/b/c.ts");
    assert.equal(shownBelow("/w/a/bc.ts", folders, linux), "/a/bc.ts");
  });
});

describe("below a folder", () => {
  it("is the folder itself, with and without a slash at its end, and everything in a root", () => {
    assert.ok(isBelow("/w", "/w/", linux));
    assert.ok(isBelow("/w/", "/w", linux));
    assert.ok(isBelow("/a", "/", linux));
    assert.ok(isBelow("c:\\a", "C:\\", windows));
    assert.ok(!isBelow("/", "/w", linux));
    assert.ok(!isBelow("/wa", "/w", linux));
  });

  it("sees no case on Windows and macOS", () => {
    assert.deepEqual(
      ["win32", "darwin", "linux"].map((platform) => mannerOf(platform).foldsCase),
      [true, true, false],
    );
  });
});
