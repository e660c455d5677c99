import { crc32 } from "node:zlib";
import { windsurf } from "../../../../src/agents/formats/windsurf.ts";
import { whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";
import { writtenMs } from "../reading.ts";

const at = new Date(writtenMs).toISOString();

function id(path: string, before: string, text: string): string {
  return `windsurf:file://${path}:${crc32(before)}:${crc32(text)}`;
}

export const windsurfRows: readonly FormatRow[] = [
  {
    format: windsurf,
    versions: "transcripts of its hook: accepted, rejected, undecided and failed; control characters as they are",
    fixture: "windsurf/2f1e.jsonl",
    edits: [
      {
        id: id("/home/dev/shop/README.md", "# Shop\n", "# Shop\n\nSells things.\n"),
        path: "/home/dev/shop/README.md",
        at,
        change: whole("# Shop\n\nSells things.\n", "# Shop\n"),
      },
      {
        id: id("/home/dev/shop/new.md", "", "# New\n"),
        path: "/home/dev/shop/new.md",
        at,
        change: whole("# New\n", ""),
      },
      {
        id: id("/home/dev/shop/Makefile", "all:\n", "all:\ngo build\n"),
        path: "/home/dev/shop/Makefile",
        at,
        change: whole("all:\ngo build\n", "all:\n"),
      },
    ],
  },
];
