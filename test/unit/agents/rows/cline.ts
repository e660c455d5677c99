import { cline, clineTasks } from "../../../../src/agents/formats/cline.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

/** The moment so many seconds after the fixture's task began. */
function told(seconds: number): { readonly id: string; readonly at: string } {
  const ms = 1_735_689_600_000 + seconds * 1000;
  return { id: `cline:1735689600000:${ms}`, at: new Date(ms).toISOString() };
}

export const clineRows: readonly FormatRow[] = [
  {
    format: cline,
    versions: "4.x, messages contract 1: replaced, made, put in, patched and written over; denied, failed and open",
    fixture: "cline/sessions/s-41/s-41.messages.json",
    edits: [
      {
        id: "cline:s-41:t1",
        path: "/home/dev/shop/src/a.ts",
        at: "2026-05-05T07:00:01.000Z",
        change: pieces(text("var a", "const a")),
      },
      {
        id: "cline:s-41:t2",
        path: "/home/dev/shop/src/new.ts",
        at: "2026-05-05T07:00:01.000Z",
        change: whole("export {};\n", ""),
      },
      {
        id: "cline:s-41:t3",
        path: "/home/dev/shop/src/b.ts",
        at: "2026-05-05T07:00:01.000Z",
        change: pieces(lines("", "// b\n", 2)),
      },
      {
        id: "cline:s-41:t5",
        path: "/home/dev/shop/src/added.ts",
        at: "2026-05-05T07:00:02.000Z",
        change: whole("export const added = 1;\n", ""),
      },
      {
        id: "cline:s-41:t9",
        path: "/home/dev/shop/src/old.ts",
        at: "2026-05-05T07:00:05.000Z",
        change: whole("kept();\nadded();\n", undefined),
      },
    ],
  },
  {
    format: clineTasks,
    versions: "3.x: blocks, new and whole files, diffs, a deleted one; questions with and without an outcome",
    fixture: "cline/tasks/1735689600000/ui_messages.json",
    edits: [
      {
        ...told(3),
        path: "/home/dev/shop/src/a.js",
        change: pieces(lines("let a = 1;\n", "const a = 1;\n"), lines("let b;\n", "")),
      },
      { ...told(4), path: "/home/dev/shop/src/new.js", change: whole("export default 1;\n", "") },
      { ...told(5), path: "/home/dev/shop/src/whole.js", change: whole("// all of it\nrun();\n", undefined) },
      { ...told(6), path: "/home/dev/shop/src/diff.js", change: pieces(lines("one\nend\n", "two\nend\n", 0)) },
      { ...told(9), path: "/home/dev/shop/src/saved.js", change: pieces(lines("a\n", "b\n")) },
      { ...told(10), path: "/home/dev/shop/src/gone.js", change: { kind: "delete" } },
    ],
  },
];
