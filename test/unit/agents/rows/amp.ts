import { amp } from "../../../../src/agents/formats/amp.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

export const ampRows: readonly FormatRow[] = [
  {
    format: amp,
    versions: "threads of early 2026: done, rejected and cancelled",
    fixture: "amp/T-0d4e.json",
    edits: [
      {
        id: "amp:T-0d4e:toolu_1",
        path: "/home/dev/shop/a.csv",
        at: "2026-02-01T10:00:02.000Z",
        change: pieces(lines("1,one\n", "1,one\n2,two\n", 2)),
      },
      {
        id: "amp:T-0d4e:toolu_2",
        path: "/home/dev/shop/b.csv",
        at: "2026-02-01T10:00:02.000Z",
        change: whole("3,three\n", undefined),
      },
      {
        id: "amp:T-0d4e:toolu_6",
        path: "/home/dev/shop/a.csv",
        at: "2026-02-01T10:00:05.000Z",
        change: pieces(text("2,two", "2,deux")),
      },
    ],
  },
];
