import { gemini, geminiDocument } from "../../../../src/agents/formats/gemini.ts";
import { pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

const message = (n: number): string => `gemini:0000000${n}-7a10-4c55-9d3e-2b6f0c8e4d01`;

export const geminiRows: readonly FormatRow[] = [
  {
    format: gemini,
    versions: "line by line: a message told twice, relative paths, proposals that the user changed",
    fixture: "gemini/shop/chats/session-2026-06-01T08-00-1b2c3d4e.jsonl",
    edits: [
      {
        id: `${message(2)}:replace-1`,
        path: "/home/dev/shop/src/app.py",
        at: "2026-06-01T08:00:10.500Z",
        change: whole("import os\nx = 2\n", "import os\nx = 1\n"),
      },
      {
        id: `${message(3)}:write-1`,
        path: "/home/dev/shop/src/new.py",
        at: "2026-06-01T08:00:11.500Z",
        change: whole("print()\n", ""),
      },
      {
        id: `${message(4)}:replace-2`,
        path: "/home/dev/shop/src/rel.py",
        at: "2026-06-01T08:00:12.500Z",
        change: pieces(text("a", "b", { everywhere: true })),
      },
      {
        id: `${message(6)}:write-2`,
        path: "/home/dev/shop/src/both.py",
        at: "2026-06-01T08:00:14.500Z",
        change: { kind: "lines", text: "one\nmine\nthree\n", written: [{ start: 2, end: 3 }] },
      },
    ],
  },
  {
    format: geminiDocument,
    versions: "one document: without what was shown, new files known by the tool's answer",
    fixture: "gemini/shop/chats/session-2026-01-10T20-00-5e6f7a8b.json",
    edits: [
      {
        id: `${message(2)}:write_file-1`,
        path: "/home/dev/shop/docs/new.md",
        at: "2026-01-10T20:00:03.000Z",
        change: whole("# New\n", ""),
      },
      {
        id: `${message(2)}:write_file-2`,
        path: "/home/dev/shop/docs/old.md",
        at: "2026-01-10T20:00:02.000Z",
        change: whole("# Old\n", undefined),
      },
    ],
  },
];
