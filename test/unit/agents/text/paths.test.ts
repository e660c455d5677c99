import assert from "node:assert/strict";
import { normalize, posix, win32 } from "node:path";
import { isAbsolutePath, resolvePath } from "../../../../src/agents/text/paths.ts";

describe("paths in records", () => {
  it("are plain ones, URIs of files and relative ones below a folder", () => {
    assert.equal(resolvePath("/w/a.ts", undefined), normalize("/w/a.ts"));
    assert.equal(resolvePath("file:///w/a%20b.ts", undefined), normalize("/w/a b.ts"));
    assert.equal(resolvePath("../b.ts", "/w/src"), normalize("/w/b.ts"));
  });

  it("are none with a NUL in them, however it is written, nor below a folder that has one", () => {
    for (const path of ["/w/\0a.ts", "file:///w/%00a.ts", "file:///%00"]) {
      assert.equal(resolvePath(path, "/w"), undefined, JSON.stringify(path));
    }
    assert.equal(resolvePath("a.ts", "/w/\0"), undefined);
  });

  it("are none of another kind", () => {
    for (const path of [undefined, 3, "", "a.ts", "file://host/a.ts", "file:///%zz"]) {
      assert.equal(resolvePath(path, undefined), undefined, String(path));
    }
  });

  it("are absolute on any machine where they begin at a drive or are a URI", () => {
    for (const path of ["/a", "c:/a", "C:\\a", "/c:/a", "file:///a"]) assert.ok(isAbsolutePath(path), path);
    for (const path of ["a", "../a", "", "http://a"]) assert.ok(!isAbsolutePath(path), path);
  });

  it("of Windows are those of a drive or a share, with either slash, as an address or as other programs' paths", () => {
    const own: Readonly<Record<string, string>> = {
      "C:\\w\\a.ts": "C:\\w\\a.ts",
      "c:/w/src/../a.ts": "c:\\w\\a.ts",
      "/c:/w/a.ts": "c:\\w\\a.ts",
      "file:///c:/w/a%20b.ts": "c:\\w\\a b.ts",
      "file:///C%3A/w/a.ts": "C:\\w\\a.ts",
      "file://server/share/a.ts": "\\\\server\\share\\a.ts",
      "src\\a.ts": "D:\\w\\src\\a.ts",
      "src/a.ts": "D:\\w\\src\\a.ts",
      "..\\a.ts": "D:\\a.ts",
    };
    for (const [path, absolute] of Object.entries(own)) assert.equal(resolvePath(path, "D:\\w", win32), absolute, path);
    for (const path of ["a.ts", "file:///w/a.ts", "C:a.ts"])
      assert.equal(resolvePath(path, undefined, win32), undefined);
  });

  it("of Windows are below the folder, and nowhere else, on other machines", () => {
    assert.equal(resolvePath("C:\\w\\a.ts", undefined, posix), undefined);
    assert.equal(resolvePath("C:\\w\\a.ts", "/w", posix), "/w/C:\\w\\a.ts");
  });
});
