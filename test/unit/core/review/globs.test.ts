import assert from "node:assert/strict";
import fc from "fast-check";
import { globOf, pathGlobOf } from "../../../../src/core/review/globs.ts";

interface Row {
  readonly glob: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const table: readonly Row[] = [
  { glob: "node_modules", yes: ["node_modules"], no: ["a/node_modules", "node_modules/x", "node_module"] },
  { glob: "a.ts", yes: ["a.ts"], no: ["axts", "b/a.ts", "A.ts"] },
  { glob: "*.ts", yes: ["a.ts", ".ts", "a.b.ts"], no: ["src/a.ts", "a.tsx", "a.js"] },
  { glob: "src/*.ts", yes: ["src/a.ts"], no: ["src/a/b.ts", "a.ts", "asrc/a.ts"] },
  { glob: "a?.ts", yes: ["ab.ts"], no: ["a.ts", "abc.ts", "a/.ts"] },
  { glob: "**", yes: ["a", "a/b/c", ""], no: [] },
  { glob: "**/*", yes: ["a", "a/b/c"], no: [] },
  { glob: "**/a.ts", yes: ["a.ts", "x/a.ts", "x/y/a.ts"], no: ["ba.ts", "a.ts/b", "x/ba.ts"] },
  { glob: "**/*.sql", yes: ["a.sql", "db/a.sql"], no: ["a.sqlx", "sql"] },
  { glob: "src/**", yes: ["src", "src/a", "src/a/b.ts"], no: ["srcs", "asrc/a", "a/src/b"] },
  { glob: "src/**/a.ts", yes: ["src/a.ts", "src/x/a.ts", "src/x/y/a.ts"], no: ["srca.ts", "src/xa.ts", "a.ts"] },
  { glob: "**/test/**", yes: ["test", "test/a", "a/test/b/c", "a/test"], no: ["tests/a", "atest/b", "a/b"] },
  { glob: "src/**/**/a", yes: ["src/a", "src/x/a"], no: ["srca"] },
  { glob: "src/**/**", yes: ["src", "src/a/b"], no: ["srcs/a"] },
  { glob: "*ab*bc", yes: ["abbc", "xabxbc"], no: ["abc", "xabc"] },
  { glob: "**/a/b/**/b/c", yes: ["a/b/b/c", "x/a/b/y/b/c"], no: ["a/b/c", "x/a/b/c"] },
  { glob: "a**b", yes: ["ab", "axxb"], no: ["a/b"] },
  { glob: "**a", yes: ["a", "ba"], no: ["b/a"] },
  { glob: "*.{ts,js}", yes: ["a.ts", "a.js"], no: ["a.css", "a.", "a.ts,js"] },
  { glob: "{**/*.ts,docs/**}", yes: ["a.ts", "x/a.ts", "docs/a/b.md"], no: ["x/docs/b.md", "a.tsx"] },
  { glob: "{src,test}/**/*.ts", yes: ["src/a.ts", "test/x/a.ts"], no: ["lib/a.ts", "a.ts"] },
  { glob: "{a,{b,c}d}", yes: ["a", "bd", "cd"], no: ["b", "d"] },
  { glob: "a{,b}", yes: ["a", "ab"], no: ["abb"] },
  { glob: "{a/**,b}/c", yes: ["a/c", "a/x/c", "b/c"], no: ["a/b", "b/x/c"] },
  { glob: "f[0-9].txt", yes: ["f0.txt", "f9.txt"], no: ["fa.txt", "f.txt", "f10.txt"] },
  { glob: "f[!0-9].txt", yes: ["fa.txt"], no: ["f0.txt", "f/.txt", "f.txt"] },
  { glob: "f[^ab]", yes: ["fc"], no: ["fa", "f/"] },
  { glob: "f[]x]", yes: ["f]", "fx"], no: ["f[", "f"] },
  { glob: "f[!]x]", yes: ["fa"], no: ["f]", "fx"] },
  { glob: "f[a-]", yes: ["fa", "f-"], no: ["fb"] },
  { glob: "[.-0]", yes: ["."], no: ["/"] },
  { glob: "a+b(c)$.^|d", yes: ["a+b(c)$.^|d"], no: ["aab(c)$.^|d"] },
  { glob: "a,b}", yes: ["a,b}"], no: ["a"] },
  { glob: "日?.ts", yes: ["日本.ts", "日😀.ts"], no: ["日.ts"] },
];

describe("globs", () => {
  for (const { glob, yes, no } of table) {
    it(`${glob} means what VS Code means by it`, () => {
      const matches = globOf(glob);
      assert.ok(matches);
      assert.deepEqual(
        yes.filter((path) => !matches(path)),
        [],
        "not matched",
      );
      assert.deepEqual(
        no.filter((path) => matches(path)),
        [],
        "matched",
      );
    });
  }

  it("does not take what does not parse", () => {
    for (const text of ["", "{a", "a{b,{c}", "[", "[]", "[!]", "[a/b]", "a".repeat(501), "{a,b}".repeat(8)])
      assert.equal(globOf(text), undefined, text);
    assert.ok(globOf("a".repeat(500)));
    assert.ok(globOf("{a,b}".repeat(7)));
  });

  it("means a name in every folder when people write no slash, and a folder when they end with one", () => {
    const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      ["*.sql", ["a.sql", "db/x/a.sql"], ["a.sqlx"]],
      [" Dockerfile ", ["Dockerfile", "a/Dockerfile"], ["Dockerfile.old"]],
      ["/a.sql", ["a.sql"], ["db/a.sql"]],
      ["./a.sql", ["a.sql"], ["db/a.sql"]],
      ["db/", ["db/a", "db/x/y"], ["x/db/a", "dbs/a"]],
      ["/", ["a", "a/b"], []],
      ["{a,b}.ts", ["a.ts", "x/b.ts"], ["c.ts"]],
      ["src/*.ts", ["src/a.ts"], ["x/src/a.ts"]],
    ];
    for (const [text, yes, no] of rows) {
      const matches = pathGlobOf(text);
      assert.ok(matches, text);
      for (const path of yes) assert.equal(matches(path), true, `${text} ${path}`);
      for (const path of no) assert.equal(matches(path), false, `${text} ${path}`);
    }
    assert.equal(pathGlobOf("  "), undefined);
  });

  it("agrees with a naive matcher on stars and question marks", () => {
    const glob = fc.array(fc.constantFrom("a", "b", "*", "?", "/", "*/"), { minLength: 1, maxLength: 8 });
    const path = fc.array(fc.constantFrom("a", "b", "/"), { maxLength: 8 });
    fc.assert(
      fc.property(glob, path, (parts, characters) => {
        const text = parts.join("");
        fc.pre(!text.includes("**"));
        const pattern = text.replaceAll("*", "[^/]*").replaceAll("?", "[^/]");
        const subject = characters.join("");
        assert.equal(globOf(text)?.(subject), new RegExp(`^${pattern}$`).test(subject));
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "*", "?", "[", "]", "{", "}", ",", "/", "!", "-", "\\") });
    fc.assert(
      fc.property(text, fc.string(), (glob, path) => {
        const matches = pathGlobOf(glob);
        assert.ok(matches === undefined || typeof matches(path) === "boolean");
      }),
      { numRuns: 1000 },
    );
  });

  it("takes time in proportion to the path, also where backtracking would not end", () => {
    const matches = globOf(`${"**/*a*a*/".repeat(40)}${"{a,b,*}".repeat(4)}x`);
    assert.ok(matches);
    const startedMs = performance.now();
    assert.equal(matches("aaaa/".repeat(800)), false);
    assert.equal(matches("a".repeat(4000)), false);
    assert.equal(globOf(`${"*a".repeat(200)}b`)?.("a".repeat(4000)), false);
    assert.ok(performance.now() - startedMs < 2000);
  });
});
