import { openCode, openCodeParts } from "../../../../src/agents/formats/openCode.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

/** The moment so many seconds after the fixture's session began, in an id and as a time. */
function ended(seconds: number): { readonly ms: number; readonly at: string } {
  const ms = Date.UTC(2026, 3, 2, 10, 0, seconds);
  return { ms, at: new Date(ms).toISOString() };
}

export const openCodeRows: readonly FormatRow[] = [
  {
    format: openCode,
    versions: "the database: diffs, texts before and after, files of a patch, requests; refused and running ones",
    fixture: "openCode/opencode.sql",
    edits: [
      {
        id: `openCode:call_1:${ended(1).ms}`,
        path: "/home/dev/shop/src/a.go",
        at: ended(1).at,
        change: pieces(lines("if err != nil {\n\treturn nil\n}\n", "if err != nil {\n\treturn err\n}\n", 3)),
      },
      {
        id: `openCode:call_2:${ended(2).ms}`,
        path: "/home/dev/shop/src/b.go",
        at: ended(2).at,
        change: whole("a\nc\n", "a\nb\n"),
      },
      {
        id: `openCode:call_3:${ended(3).ms}`,
        path: "/home/dev/shop/src/new.go",
        at: ended(3).at,
        change: whole("package shop\n", ""),
      },
      {
        id: `openCode:call_4:${ended(4).ms}`,
        path: "/home/dev/shop/src/old.go",
        at: ended(4).at,
        change: whole("package old\n", undefined),
      },
      {
        id: `openCode:call_5:${ended(5).ms}`,
        path: "/home/dev/shop/src/first.go",
        at: ended(5).at,
        change: whole("package first\n", undefined),
      },
      {
        id: `openCode:call_6:${ended(6).ms}:/home/dev/shop/src/add.go`,
        path: "/home/dev/shop/src/add.go",
        at: ended(6).at,
        change: whole("package add\n", ""),
      },
      {
        id: `openCode:call_6:${ended(6).ms}:/home/dev/shop/src/gone.go`,
        path: "/home/dev/shop/src/gone.go",
        at: ended(6).at,
        change: { kind: "delete" },
      },
      {
        id: `openCode:call_6:${ended(6).ms}:move:/home/dev/shop/src/to.go`,
        path: "/home/dev/shop/src/to.go",
        at: ended(6).at,
        change: { kind: "move", from: "/home/dev/shop/src/from.go" },
      },
      {
        id: `openCode:call_6:${ended(6).ms}:/home/dev/shop/src/to.go`,
        path: "/home/dev/shop/src/to.go",
        at: ended(6).at,
        change: pieces(lines("x\n", "y\n", 0)),
      },
      {
        id: `openCode:call_7:${ended(7).ms}`,
        path: "/home/dev/shop/src/patched.go",
        at: ended(7).at,
        change: pieces(lines("x := 1\n", "x := 2\n")),
      },
      {
        id: `openCode:call_13:${ended(13).ms}`,
        path: "/home/dev/shop/src/last.go",
        at: ended(13).at,
        change: whole("package last\n", undefined),
      },
    ],
    odd: 1,
  },
  {
    format: openCodeParts,
    versions: "a file for each part, before there was a database",
    fixture: "openCode/storage/part/msg_1/prt_1.json",
    edits: [
      {
        id: "openCode:call_1:1759312801000",
        path: "/home/dev/shop/src/a.rs",
        at: "2025-10-01T10:00:01.000Z",
        change: pieces(text("let a", "let mut a", { everywhere: true })),
      },
    ],
  },
];
