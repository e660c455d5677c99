import { copilotChat } from "../../../../src/agents/formats/copilotChat.ts";
import { lines, pieces, text, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

export const copilotChatRows: readonly FormatRow[] = [
  {
    format: copilotChat,
    versions: "VS Code 1.110 and later: all its editing tools, a failed one, a sketch and a notebook's cell",
    fixture: "copilotChat/71c2.jsonl",
    edits: [
      {
        id: "copilotChat:call_1__vscode-1",
        path: "/home/dev/shop/src/main.ts",
        at: "2026-05-11T12:00:08.000Z",
        change: pieces(text("let port = 80;", "const port = 8080;")),
      },
      {
        id: "copilotChat:call_2__vscode-1:/home/dev/shop/src/main.ts",
        path: "/home/dev/shop/src/main.ts",
        at: "2026-05-11T12:00:10.000Z",
        change: pieces(text("start()", "start(port)"), text("stop()", "stop(port)")),
      },
      {
        id: "copilotChat:call_2__vscode-1:/home/dev/shop/src/a.ts",
        path: "/home/dev/shop/src/a.ts",
        at: "2026-05-11T12:00:10.000Z",
        change: pieces(text("a", "b")),
      },
      {
        id: "copilotChat:call_3__vscode-1",
        path: "/home/dev/shop/src/new.ts",
        at: "2026-05-11T12:00:12.000Z",
        change: whole("export {};\n", ""),
      },
      {
        id: "copilotChat:call_4__vscode-1",
        path: "/home/dev/shop/src/main.ts",
        at: "2026-05-11T12:00:14.000Z",
        change: pieces(lines("const port = 8080;\n", "// Starts the shop.\nconst port = 8080;\n")),
      },
    ],
  },
];
