import { droid } from "../../../../src/agents/formats/droid.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

const at = "2026-01-28T16:00:03.000Z";

export const droidRows: readonly FormatRow[] = [
  {
    format: droid,
    versions: "version 2 of its sessions: patch, edit and create; failed, refused and unsuccessful",
    fixture: "droid/-home-dev-shop/6a.jsonl",
    edits: [
      { id: "droid:call_1", path: "/home/dev/shop/src/a.ts", at, change: pieces(lines("// one\n", "// two\n")) },
      {
        id: "droid:call_2",
        path: "/home/dev/shop/src/b.ts",
        at,
        change: pieces(text("b", "bb", { everywhere: true })),
      },
      { id: "droid:call_3", path: "/home/dev/shop/src/c.ts", at, change: whole("c();\n", undefined) },
    ],
    odd: 1,
  },
];
