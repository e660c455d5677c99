import { pi } from "../../../../src/agents/formats/pi.ts";
import { pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

export const piRows: readonly FormatRow[] = [
  {
    format: pi,
    versions: "version 3 of its sessions: edit and write, and a failed edit",
    fixture: "pi/--home-dev-shop--/2026-03-31_9b.jsonl",
    edits: [
      {
        id: "pi:t1",
        path: "/home/dev/shop/src/main.rs",
        at: "2026-03-31T10:00:03.000Z",
        change: pieces(text("before", "after"), text("old", "new")),
      },
      {
        id: "pi:t2",
        path: "/home/dev/shop/src/lib.rs",
        at: "2026-03-31T10:00:04.000Z",
        change: whole("pub mod a;\n", undefined),
      },
    ],
  },
];
