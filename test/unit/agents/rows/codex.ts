import { codex } from "../../../../src/agents/formats/codex.ts";
import { lines, pieces, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

export const codexRows: readonly FormatRow[] = [
  {
    format: codex,
    versions: "0.99: function calls of apply_patch and of shells that run it; failed, refused and other commands",
    fixture: "codex/function-call-0.99.jsonl",
    edits: [
      {
        id: "codex:call_a1:/work/app/src/main.rs",
        path: "/work/app/src/main.rs",
        at: "2026-02-11T05:53:09.250Z",
        change: pieces(
          lines("fn before() {}\nfn main() {}\n", "fn before() {}\nfn greet() {}\nfn main() { greet(); }\n"),
        ),
      },
      {
        id: "codex:call_a1:/work/app/src/new.rs",
        path: "/work/app/src/new.rs",
        at: "2026-02-11T05:53:09.250Z",
        change: whole("pub fn x() {}\n", ""),
      },
      {
        id: "codex:call_a1:/work/app/src/old.rs",
        path: "/work/app/src/old.rs",
        at: "2026-02-11T05:53:09.250Z",
        change: { kind: "delete" },
      },
      {
        id: "codex:call_a2:move:/work/app/src/b.rs",
        path: "/work/app/src/b.rs",
        at: "2026-02-11T05:53:11.250Z",
        change: { kind: "move", from: "/work/app/src/a.rs" },
      },
      {
        id: "codex:call_a2:/work/app/src/b.rs",
        path: "/work/app/src/b.rs",
        at: "2026-02-11T05:53:11.250Z",
        change: pieces(lines("one\n", "two\n")),
      },
      {
        id: "codex:call_a3",
        path: "/work/app/crates/lib/c.rs",
        at: "2026-02-11T05:53:13.250Z",
        change: pieces(lines("\nctx\nthree\n", "\nctx\nfour\n")),
      },
      {
        id: "codex:call_a4",
        path: "/work/app/sub/d.rs",
        at: "2026-02-11T05:53:15.250Z",
        change: whole("fn d() {}\n", ""),
      },
      {
        id: "codex:call_a5",
        path: "/work/app/e.rs",
        at: "2026-02-11T05:53:17.250Z",
        change: whole("fn e() {}\n", ""),
      },
    ],
  },
  {
    format: codex,
    versions: "0.130: custom tool calls, with patch_apply_end after, before or without the output",
    fixture: "codex/custom-tool-call-0.130.jsonl",
    edits: [
      {
        id: "codex:call_b1",
        path: "/work/app/docs/plan.md",
        at: "2026-05-13T01:00:09.250Z",
        change: whole("# Plan\n\nBody\n", ""),
      },
      {
        id: "codex:call_b2:move:/work/app/src/main.ts",
        path: "/work/app/src/main.ts",
        at: "2026-05-13T01:00:12.250Z",
        change: { kind: "move", from: "/work/app/src/app.ts" },
      },
      {
        id: "codex:call_b2:/work/app/src/main.ts",
        path: "/work/app/src/main.ts",
        at: "2026-05-13T01:00:12.250Z",
        change: pieces(lines("x\na\ny\n", "x\nb\ny\n", 2), lines("z\n", "z\nend", 19)),
      },
      {
        id: "codex:call_b2:/work/app/old.ts",
        path: "/work/app/old.ts",
        at: "2026-05-13T01:00:12.250Z",
        change: { kind: "delete" },
      },
      {
        id: "codex:call_b5",
        path: "/work/app/src/words.ts",
        at: "2026-05-13T01:00:19.250Z",
        change: pieces(lines("  a() {\n    one();\n", "  a() {\n    two();\n")),
      },
    ],
  },
  {
    format: codex,
    versions: "0.154: FileChange items, some told again; declined, failed, started and unknown ones; scripts",
    fixture: "codex/file-change-0.154.jsonl",
    odd: 1,
    edits: [
      {
        id: "codex:exec-1:/work/app/src/app.ts",
        path: "/work/app/src/app.ts",
        at: "2026-09-10T21:44:10.250Z",
        change: pieces(lines("\nexport const app = 1;\n", '\nexport const app = 2;\nexport const version = "1";\n', 0)),
      },
      {
        id: "codex:exec-1:/work/app/README.md",
        path: "/work/app/README.md",
        at: "2026-09-10T21:44:10.250Z",
        change: whole("# App\n", ""),
      },
      {
        id: "codex:call_c2:/work/app/crlf.ts",
        path: "/work/app/crlf.ts",
        at: "2026-09-10T21:44:14.250Z",
        change: pieces(lines("a\nb\n", "a\nc\n", 1)),
      },
      {
        id: "codex:call_c2:move:/work/app/to.ts",
        path: "/work/app/to.ts",
        at: "2026-09-10T21:44:14.250Z",
        change: { kind: "move", from: "/work/app/from.ts" },
      },
      {
        id: "codex:call_c2:/work/app/gone.ts",
        path: "/work/app/gone.ts",
        at: "2026-09-10T21:44:14.250Z",
        change: { kind: "delete" },
      },
    ],
  },
  {
    format: codex,
    versions: "0.44: changes named by their kind, a working folder as a URI",
    fixture: "codex/tagged-changes-0.44.jsonl",
    edits: [
      {
        id: "codex:call_d1:/work/app/one.py",
        path: "/work/app/one.py",
        at: "2025-10-02T09:00:08.250Z",
        change: pieces(lines("", "import os\n", 0)),
      },
      {
        id: "codex:call_d1:/work/app/two.py",
        path: "/work/app/two.py",
        at: "2025-10-02T09:00:08.250Z",
        change: whole("x = 1\n", ""),
      },
      {
        id: "codex:call_d1:/work/app/three.py",
        path: "/work/app/three.py",
        at: "2025-10-02T09:00:08.250Z",
        change: { kind: "delete" },
      },
    ],
  },
];
