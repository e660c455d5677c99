import fc from "fast-check";

/** Pieces of text that parsers, renderers and shells trip over. */
export const tokens: readonly string[] = [
  "",
  " ",
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\0",
  "\u2028",
  "\u2029",
  "\ufeff",
  "\u202e",
  "\u200b",
  "\ud800",
  "\udc00",
  "\ud83d",
  "😀",
  "e\u0301",
  "ı",
  '"',
  "'",
  "`",
  "```",
  "\\",
  "\\u0000",
  "\\ud800",
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  "<",
  ">",
  "&",
  ",",
  ":",
  ";",
  "*",
  "**",
  "?",
  "!",
  "#",
  "$",
  "$&",
  "$1",
  "$(icon)",
  "|",
  "~",
  "-",
  "--",
  "---",
  "+++",
  "@@",
  "@@ -1,2 +1,2 @@",
  "@@ -0,0 +1 @@",
  "*** Begin Patch",
  "*** End Patch",
  "*** Update File: a",
  "*** Move to: ../b",
  "\\ No newline at end of file",
  "<<<<<<< SEARCH",
  "=======",
  ">>>>>>> REPLACE",
  ":start_line:99999999999999999999",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "](command:workbench.action.quit)",
  "<!--",
  "-->",
  "- [ ] ",
  "(when: ",
  "when: **",
  "linguist-generated",
  "../../../../etc/passwd",
  "/etc/passwd",
  "/a/../../b",
  "C:\\a\\b",
  "\\\\host\\share",
  "file:///etc/passwd",
  "file://host/etc/passwd",
  "file:///%00",
  "file:///%2e%2e/a",
  "vscode-remote://x/y",
  "__proto__",
  "constructor",
  "toString",
  "0",
  "-0",
  "-1",
  "1e308",
  "1e999",
  "9007199254740993",
  "99999999999999999999999999",
  "NaN",
  "2026-02-30",
  "0000-01-01",
  "9999-12-31",
  "+275760-09-13T00:00:00.001Z",
  "null",
  "true",
];

/** One of the tokens, some together, or anything. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...tokens) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...tokens), { maxLength: 8 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat(0xffff), { maxLength: 20 })
      .map((units) => units.map((unit) => String.fromCharCode(unit)).join("")),
  },
);

/** A text that goes on and on: the same token so often that it has about so many characters. */
export const longText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...tokens.filter((token) => token !== ""), "a", "ab ", "aA0_"),
    fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(100, 1000, 5000) },
      { weight: 4, arbitrary: fc.constantFrom(20_000, 60_000) },
      { weight: 1, arbitrary: fc.constantFrom(1_000_000) },
    ),
  )
  .map(([token, length]) => token.repeat(Math.ceil(length / token.length)));

/** Stands for a list in a list in a list, more than what calls itself for each can hold, until the value is a text. */
export const deepMark = "a list in a list in a list";
/** What it stands for. Without quotes, so that it can stand in JSON that is a text in JSON. */
export const deepJson = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;

/** Numbers at the edges of what numbers can be. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    -1,
    0.5,
    1.5,
    -1e308,
    1e308,
    5e-324,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
    8.64e15 + 1,
    1e21,
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** A value as JSON can have it. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileNumber },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [[[]]],
      [null],
      { length: -1 },
      { toString: 1, valueOf: null },
      JSON.parse('{"__proto__":{"path":"/polluted","filePath":"/polluted"},"constructor":{"prototype":1}}'),
      deepMark,
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** A line as a file may have it. */
export const hostileLine: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.constantFrom("", "}", "  return x;", "const a = 1;", "const b = 2;", "\tif (a) {", "/* a */"),
  },
  { weight: 40, arbitrary: hostileText.map((text) => text.replaceAll(/[\r\n]/g, "")) },
  { weight: 1, arbitrary: longText.map((text) => text.replaceAll(/[\r\n]/g, " ")) },
);
