import { continueDev, continueEdits } from "../../../../src/agents/formats/continueDev.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";
import { writtenMs } from "../reading.ts";

const at = new Date(writtenMs).toISOString();

export const continueDevRows: readonly FormatRow[] = [
  {
    format: continueDev,
    versions: "1.x, editor and CLI: without times; canceled and failed calls, and a sketch",
    fixture: "continueDev/sessions/3d.json",
    edits: [
      {
        id: "continueDev:3d:c1",
        path: "/home/dev/shop/src/a.ts",
        at,
        change: pieces(text("a()", "b()", { everywhere: true })),
      },
      { id: "continueDev:3d:c2", path: "/home/dev/shop/src/b.ts", at, change: pieces(lines("x\n", "x\ny\n", 4)) },
      { id: "continueDev:3d:c3", path: "/home/dev/shop/src/new.ts", at, change: whole("new_();\n", "") },
      { id: "continueDev:3d:c4", path: "/home/dev/shop/src/whole.ts", at, change: whole("whole();\n", undefined) },
    ],
  },
  {
    format: continueEdits,
    versions: "development data 0.2.0: accepted, rejected, and one of no file",
    fixture: "continueDev/dev_data/0.2.0/editOutcome.jsonl",
    edits: [
      {
        id: `continueDev:editOutcome:${Date.UTC(2026, 1, 3, 4, 5, 6)}:file:///home/dev/shop/src/a.ts`,
        path: "/home/dev/shop/src/a.ts",
        at: "2026-02-03T04:05:06.000Z",
        change: pieces(text("let a = 1;", "const a = 1;")),
      },
    ],
    odd: 1,
  },
];
