import { claudeCode } from "../../../../src/agents/formats/claudeCode.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

const notebook = (value: number): string => `{\n "cells": [\n  {\n   "source": "print(${value})"\n  }\n ]\n}`;

export const claudeCodeRows: readonly FormatRow[] = [
  {
    format: claudeCode,
    versions: "1.0: Edit, MultiEdit and Write; a notebook's edit without the file, which tells nothing",
    fixture: "claudeCode/edit-multiedit-write-1.0.jsonl",
    edits: [
      {
        id: "claudeCode:toolu_1001",
        path: "/work/app/a.css",
        at: "2025-09-11T13:28:04.500Z",
        change: pieces(
          text(":root {\n  --blue: #00f;\n}", ":root {\n  --blue: #00f;\n  --green: #0f0;\n}", { line: 4 }),
        ),
      },
      {
        id: "claudeCode:toolu_1002",
        path: "/work/app/b.ts",
        at: "2025-09-11T13:28:06.500Z",
        change: pieces(text("one", "two"), text("x", "y", { everywhere: true })),
      },
      {
        id: "claudeCode:toolu_1003",
        path: "/work/app/new.ts",
        at: "2025-09-11T13:28:08.500Z",
        change: whole("export {};\n", ""),
      },
    ],
  },
  {
    format: claudeCode,
    versions: "2.0: an overwritten file, an edit among tabs; a refused, a failed and an interrupted one; compaction",
    fixture: "claudeCode/edit-write-refused-2.0.jsonl",
    edits: [
      {
        id: "claudeCode:toolu_2002",
        path: "/work/app/LICENSE",
        at: "2026-01-07T12:00:06.500Z",
        change: whole("MIT\nsecond\n", "ISC\nsecond\n"),
      },
      {
        id: "claudeCode:toolu_2003",
        path: "/work/app/main.go",
        at: "2026-01-07T12:00:10.500Z",
        change: pieces(text("\tfirst()\n", "\tfirst()\n\tsecond()\n", { line: 3 })),
      },
    ],
  },
  {
    format: claudeCode,
    versions: "2.1: replace all, files without their original, a denial by kind, a created and an unknown one",
    fixture: "claudeCode/all-shapes-2.1.jsonl",
    odd: 1,
    edits: [
      {
        id: "claudeCode:toolu_3001",
        path: "/work/app/all.ts",
        at: "2026-07-01T08:00:05.500Z",
        change: pieces(
          lines("const old = 1;\nkeep\n", "const new = 1;\nkeep\n", 0),
          lines("f(old)\n", "f(new)\ng(new)", 8),
        ),
      },
      {
        id: "claudeCode:toolu_3002",
        path: "/work/app/all.ts",
        at: "2026-07-01T08:00:07.500Z",
        change: pieces(text("keep", "kept", { everywhere: true })),
      },
      {
        id: "claudeCode:toolu_3003",
        path: "/work/app/w.ts",
        at: "2026-07-01T08:00:09.500Z",
        change: whole("\ta\nb2\nc\nd\n", "\ta\nb\nc\n"),
      },
      {
        id: "claudeCode:toolu_3013",
        path: "/work/app/w3.ts",
        at: "2026-07-01T08:00:10.000Z",
        change: whole("\ta\nb2\nc\nd\n", "\ta\nb\nc\n"),
      },
      {
        id: "claudeCode:toolu_3004",
        path: "/work/app/w2.ts",
        at: "2026-07-01T08:00:11.500Z",
        change: whole("whole\n", undefined),
      },
      {
        id: "claudeCode:toolu_3006",
        path: "/work/app/created.ts",
        at: "2026-07-01T08:00:15.500Z",
        change: whole("hello\n", ""),
      },
      {
        id: "claudeCode:toolu_3007",
        path: "/work/app/take.ts",
        at: "2026-07-01T08:00:17.500Z",
        change: pieces(text("gone\n", "", { line: 2 })),
      },
      {
        id: "claudeCode:toolu_3011",
        path: "/work/app/user.ts",
        at: "2026-07-01T08:00:18.500Z",
        change: pieces(lines("a\n", "the user's b\n", 4)),
      },
      {
        id: "claudeCode:toolu_3008",
        path: "/work/app/join.ts",
        at: "2026-07-01T08:00:19.500Z",
        change: pieces(text("in the middle", "joined", { line: 6 })),
      },
      {
        id: "claudeCode:toolu_3012",
        path: "/work/app/more.ts",
        at: "2026-07-01T08:00:20.500Z",
        change: pieces(text("x\nx", "x\nx\nx", { line: 4 })),
      },
    ],
  },
  {
    format: claudeCode,
    versions: "2.1, a sub-agent: results with words only",
    fixture: "claudeCode/sub-agent-2.1.jsonl",
    edits: [
      {
        id: "claudeCode:toolu_4001",
        path: "/work/app/s.ts",
        at: "2026-03-24T16:00:04.500Z",
        change: pieces(text("a\n", "a\nb\n")),
      },
      {
        id: "claudeCode:toolu_4002",
        path: "/work/app/s2.ts",
        at: "2026-03-24T16:00:06.500Z",
        change: whole("new\n", ""),
      },
      {
        id: "claudeCode:toolu_4003",
        path: "/work/app/s3.ts",
        at: "2026-03-24T16:00:08.500Z",
        change: whole("other\n", undefined),
      },
      {
        id: "claudeCode:toolu_4005",
        path: "/work/app/s5.ts",
        at: "2026-03-24T16:00:12.500Z",
        change: pieces(text("x", "y", { everywhere: true })),
      },
    ],
  },
  {
    format: claudeCode,
    versions: "2.1.269: files changed by a shell command, and a notebook told whole",
    fixture: "claudeCode/shell-notebook-2.1.jsonl",
    edits: [
      {
        id: "claudeCode:toolu_5001:/work/app/a.ts",
        path: "/work/app/a.ts",
        at: "2026-09-12T10:00:04.500Z",
        change: pieces(lines("a\nb1\n", "a\nb2\n", 3)),
        confidence: "likely",
      },
      {
        id: "claudeCode:toolu_5001:/work/app/made.ts",
        path: "/work/app/made.ts",
        at: "2026-09-12T10:00:04.500Z",
        change: whole("one\ntwo\n", ""),
        confidence: "likely",
      },
      {
        id: "claudeCode:toolu_5001:/work/app/gone.ts",
        path: "/work/app/gone.ts",
        at: "2026-09-12T10:00:04.500Z",
        change: { kind: "delete" },
        confidence: "likely",
      },
      {
        id: "claudeCode:toolu_5004",
        path: "/work/app/n.ipynb",
        at: "2026-09-12T10:00:10.500Z",
        change: whole(notebook(2), notebook(1)),
      },
    ],
  },
];
