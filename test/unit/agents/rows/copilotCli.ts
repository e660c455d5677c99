import { copilotCli } from "../../../../src/agents/formats/copilotCli.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

export const copilotCliRows: readonly FormatRow[] = [
  {
    format: copilotCli,
    versions: "1.0: edit, create and patch, approved, denied, failed and open; a view that looks like a diff",
    fixture: "copilotCli/4be1/events.jsonl",
    edits: [
      {
        id: "copilotCli:call_edit",
        path: "/home/dev/shop/src/total.ts",
        at: "2026-07-03T09:00:08.000Z",
        change: pieces(
          lines(
            "  for (const item of items) sum += item.price;\n  return sum;\n}\n",
            "  for (const item of items) sum += item.price;\n  return sum * (1 + tax);\n}\n",
            9,
          ),
        ),
      },
      {
        id: "copilotCli:call_create",
        path: "/home/dev/shop/src/tax.ts",
        at: "2026-07-03T09:00:10.000Z",
        change: whole("export const tax = 0.19;\n", ""),
      },
      {
        id: "copilotCli:call_patch:/home/dev/shop/src/index.ts",
        path: "/home/dev/shop/src/index.ts",
        at: "2026-07-03T09:00:12.000Z",
        change: pieces(
          lines(
            "import { total } from './total';\n",
            "import { total } from './total';\nimport { tax } from './tax';\n",
          ),
        ),
      },
      {
        id: "copilotCli:call_patch:/home/dev/shop/src/old.ts",
        path: "/home/dev/shop/src/old.ts",
        at: "2026-07-03T09:00:12.000Z",
        change: { kind: "delete" },
      },
      {
        id: "copilotCli:call_patch:move:/home/dev/shop/src/b.ts",
        path: "/home/dev/shop/src/b.ts",
        at: "2026-07-03T09:00:12.000Z",
        change: { kind: "move", from: "/home/dev/shop/src/a.ts" },
      },
      {
        id: "copilotCli:call_patch:/home/dev/shop/src/b.ts",
        path: "/home/dev/shop/src/b.ts",
        at: "2026-07-03T09:00:12.000Z",
        change: pieces(lines("let a = 1;\n", "const a = 1;\n")),
      },
    ],
  },
  {
    format: copilotCli,
    versions: "0.x: one file for a session, results without `success`, a tool with commands",
    fixture: "copilotCli/0a17.jsonl",
    edits: [
      {
        id: "copilotCli:toolu_2",
        path: "/home/dev/shop/src/cart.py",
        at: "2025-11-02T10:00:05.000Z",
        change: pieces(text("    return 0", "    return len(self.items)")),
      },
      {
        id: "copilotCli:toolu_3",
        path: "/home/dev/shop/src/cart.py",
        at: "2025-11-02T10:00:07.000Z",
        change: pieces(lines("", "import math\n", 2)),
      },
      {
        id: "copilotCli:toolu_4",
        path: "/home/dev/shop/notes.md",
        at: "2025-11-02T10:00:09.000Z",
        change: whole("# Notes\n", undefined),
      },
    ],
    odd: 1,
  },
];
