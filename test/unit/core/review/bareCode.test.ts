import assert from "node:assert/strict";
import fc from "fast-check";
import { bareCodeOf } from "../../../../src/core/review/bareCode.ts";
import { commentStyleOf } from "../../../../src/core/review/comments.ts";

/** What is left of lines: with strings, and without. */
function left(languageId: string, ...lines: string[]): [code: string[], bare: string[]] {
  const { code, bare } = bareCodeOf(lines, commentStyleOf(languageId));
  assert.ok(code.endsWith("\n"));
  return [code.slice(0, -1).split("\n"), bare.slice(0, -1).split("\n")];
}

describe("code without comments", () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    ["typescript", 'let a = "x"; // say', 'let a = "x"; ', 'let a = ""; '],
    ["typescript", 'let a = "// no"; // say "x"', 'let a = "// no"; ', 'let a = ""; '],
    ["typescript", "a /* b */ + c /* d", "a  + c ", "a  + c "],
    ["typescript", "   * @param secret the key", "", ""],
    ["typescript", " */", "", ""],
    ["typescript", "a * b", "a * b", "a * b"],
    ["typescript", 'x("a\\"b//c")//', 'x("a\\"b//c")', 'x("")'],
    ["typescript", "open(https://a.example) // b", "open(https://a.example) ", "open(https://a.example) "],
    ["typescript", "it's `a` // b", "it's `a` ", "it's `` "],
    ["c", '#define A "b" /* c */', '#define A "b" ', '#define A "" '],
    ["unknown", "a // b", "a ", "a "],
    ["python", "x = 1 # eval(y)", "x = 1 ", "x = 1 "],
    ["python", "url = 'a#b' # c", "url = 'a#b' ", "url = '' "],
    ["python", '    """Says eval(x)."""', "    ", "    "],
    ["python", 'q = """select # 1""" # c', 'q = """select # 1""" ', 'q = """ '],
    ["shellscript", 'echo $# "${#a}" # c', 'echo $# "${#a}" ', 'echo $# "" '],
    ["rust", "fn f<'a>(x: &'a str) // it's", "fn f<'a>(x: &'a str) ", "fn f<'a>(x: &'a str) "],
    ["php", "$a = 'x'; # b", "$a = 'x'; ", "$a = ''; "],
    ["css", "a#b { c: url(//d) } /* e */", "a#b { c: url(//d) } ", "a#b { c: url(//d) } "],
    ["sql", "select 'a--b' -- c", "select 'a--b' ", "select '' "],
    ["html", "<p>a <!-- b --> c", "<p>a  c", "<p>a  c"],
    ["vue", "<p> <!-- b --> // c", "<p>  ", "<p>  "],
    ["ini", "a = b ; c", "a = b ", "a = b "],
    ["json", '{ "a": "https://b" }', '{ "a": "https://b" }', '{ "": "" }'],
  ];
  for (const [languageId, line, code, bare] of rows) {
    it(`${languageId}: ${line}`, () => assert.deepEqual(left(languageId, line), [[code], [bare]]));
  }

  it("knows comments of several lines", () => {
    assert.deepEqual(left("typescript", "a /* b", "eval(c)", "d */ e", "f"), left("typescript", "a ", "", " e", "f"));
    assert.deepEqual(left("html", "<a> <!-- b", "c --> <d>"), left("html", "<a> ", " <d>"));
    assert.deepEqual(left("python", "def f():", "    '''a", "    eval(b)", "    '''", "    c")[0], [
      "def f():",
      "    ",
      "",
      "",
      "    c",
    ]);
  });

  it("keeps strings of several lines that are not documentation", () => {
    const [code, bare] = left("python", 'run("""', "DELETE FROM a", '""", b) # c');
    assert.deepEqual(code, ['run("""', "DELETE FROM a", '""", b) ']);
    assert.deepEqual(bare, ['run("""', "", ", b) "]);
  });

  it("never throws, never adds code, and is the same again", () => {
    const character = fc.constantFrom('"', "'", "`", "/", "*", "#", "-", "<", "!", ">", "\\", "a", " ", ";", ":");
    const lines = fc.array(fc.string({ unit: character, maxLength: 20 }), { maxLength: 6 });
    const ids = fc.constantFrom(
      "typescript",
      "python",
      "rust",
      "shellscript",
      "php",
      "sql",
      "html",
      "vue",
      "css",
      "ini",
    );
    fc.assert(
      fc.property(lines, ids, (texts, id) => {
        const { code, bare } = bareCodeOf(texts, commentStyleOf(id));
        assert.equal(code.split("\n").length, texts.length + 1);
        assert.equal(bare.split("\n").length, texts.length + 1);
        for (const [i, line] of texts.entries()) assert.ok((code.split("\n")[i] ?? "").length <= line.length);
        assert.deepEqual({ ...bareCodeOf(texts, commentStyleOf(id)) }, { code, bare });
      }),
      { numRuns: 2000 },
    );
  });
});
