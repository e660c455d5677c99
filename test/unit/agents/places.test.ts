import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import fc from "fast-check";
import type { Format, Surroundings } from "../../../src/agents/format.ts";
import { amp } from "../../../src/agents/formats/amp.ts";
import { cline, clineTasks } from "../../../src/agents/formats/cline.ts";
import { continueDev, continueEdits } from "../../../src/agents/formats/continueDev.ts";
import { copilotChat } from "../../../src/agents/formats/copilotChat.ts";
import { copilotCli } from "../../../src/agents/formats/copilotCli.ts";
import { droid } from "../../../src/agents/formats/droid.ts";
import { gemini, geminiDocument } from "../../../src/agents/formats/gemini.ts";
import { openCode, openCodeParts } from "../../../src/agents/formats/openCode.ts";
import { pi } from "../../../src/agents/formats/pi.ts";
import { roo } from "../../../src/agents/formats/roo.ts";
import { windsurf } from "../../../src/agents/formats/windsurf.ts";

const home = join("/home", "dev");
const userFolder = join(home, ".config", "Code", "User");
const surroundings: Surroundings = {
  home,
  platform: "linux",
  env: {},
  userFolder,
  workspaceStorage: join(userFolder, "workspaceStorage", "0af1"),
};
const scope = { folders: [join(home, "shop")] };

/** Where a format's records are below its root, and what lies beside them that is none of its business. */
const places: readonly [format: Format, root: string, records: readonly string[], others: readonly string[]][] = [
  [
    copilotCli,
    join(home, ".copilot", "session-state"),
    ["4be1/events.jsonl", "0a17.jsonl"],
    ["4be1/workspace.yaml", "4be1/session.db", "4be1/files/a.jsonl", "4be1/checkpoints/events.jsonl"],
  ],
  [
    copilotChat,
    join(userFolder, "workspaceStorage", "0af1", "GitHub.copilot-chat", "transcripts"),
    ["71c2.jsonl"],
    ["71c2.json", "debug-logs/71c2.jsonl"],
  ],
  [
    gemini,
    join(home, ".gemini", "tmp"),
    ["shop/chats/session-1.jsonl", "shop/chats/parent/child.jsonl"],
    ["shop/logs.json", "shop/chats/session-1.json", "shop/checkpoints/a.jsonl", "shop/chats/a/b/c.jsonl"],
  ],
  [geminiDocument, join(home, ".gemini", "tmp"), ["shop/chats/session-1.json"], ["shop/logs.json"]],
  [
    openCode,
    join(home, ".local", "share", "opencode"),
    ["opencode.db", "opencode-dev.db"],
    ["auth.json", "opencode.db-wal"],
  ],
  [
    openCodeParts,
    join(home, ".local", "share", "opencode"),
    ["storage/part/msg_1/prt_1.json", "project/shop/storage/session/part/ses_1/msg_1/prt_1.json"],
    ["auth.json", "storage/message/ses_1/msg_1.json", "storage/session/pro/ses.json", "log/a.json"],
  ],
  [
    cline,
    join(home, ".cline", "data", "sessions"),
    ["s-41/s-41.messages.json"],
    ["s-41/s-41.json", "s-41/deep/er/x.messages.json"],
  ],
  [
    clineTasks,
    join(userFolder, "globalStorage", "saoudrizwan.claude-dev"),
    ["tasks/1735689600000/ui_messages.json"],
    ["tasks/1735689600000/api_conversation_history.json", "state/taskHistory.json", "settings/a/ui_messages.json"],
  ],
  [
    roo,
    join(userFolder, "globalStorage", "rooveterinaryinc.roo-cline", "tasks"),
    ["0c5e/ui_messages.json"],
    ["0c5e/api_conversation_history.json", "0c5e/history_item.json", "0c5e/checkpoints/ui_messages.json"],
  ],
  [continueDev, join(home, ".continue", "sessions"), ["3d.json"], ["sessions.json"]],
  [
    continueEdits,
    join(home, ".continue", "dev_data"),
    ["0.2.0/editOutcome.jsonl", "editOutcome.jsonl"],
    ["0.2.0/tokensGenerated.jsonl", "0.2.0/autocomplete.jsonl", "devdata.sqlite"],
  ],
  [windsurf, join(home, ".windsurf", "transcripts"), ["2f1e.jsonl"], ["2f1e.json"]],
  [amp, join(home, ".local", "share", "amp", "threads"), ["T-0d4e.json"], ["secrets.json"]],
  [droid, join(home, ".factory", "sessions"), ["-home-dev-shop/6a.jsonl"], ["-home-dev-shop/6a.settings.json"]],
  [pi, join(home, ".pi", "agent", "sessions"), ["--home-dev-shop--/9b.jsonl"], ["--home-dev-shop--/9b.json"]],
];

/** Whether the reader, which starts at a root, comes to a file and takes it for a record. */
function finds(format: Format, file: string, wanted = scope): boolean {
  const parts = file.split("/").slice(0, -1);
  return parts.every((_, index) => format.enters(parts.slice(0, index + 1).join("/"), wanted)) && format.isRecord(file);
}

describe("places of agents' records", () => {
  for (const [format, root, records, others] of places) {
    it(`of ${format.tool} (${format.source}, ${format.kind}) are found, and nothing beside them`, () => {
      assert.deepEqual(format.roots(surroundings), [root]);
      for (const file of records) assert.ok(finds(format, file), file);
      for (const file of others) assert.ok(!finds(format, file), file);
    });
  }

  it("move with the variables that the tools know", () => {
    const moved = (format: Format, env: Record<string, string>): readonly string[] =>
      format.roots({ ...surroundings, env });
    assert.deepEqual(moved(copilotCli, { COPILOT_HOME: "/c" }), [join("/c", "session-state")]);
    assert.deepEqual(moved(gemini, { GEMINI_CLI_HOME: "/g" }), [join("/g", ".gemini", "tmp")]);
    assert.deepEqual(moved(openCode, { XDG_DATA_HOME: "/x" }), [join("/x", "opencode")]);
    assert.deepEqual(moved(cline, { CLINE_DIR: "/c" }), [join("/c", "data", "sessions")]);
    assert.deepEqual(moved(cline, { CLINE_DIR: "/c", CLINE_DATA_DIR: "/d" }), [join("/d", "sessions")]);
    assert.deepEqual(moved(continueDev, { CONTINUE_GLOBAL_DIR: "/c" }), [join("/c", "sessions")]);
  });

  it("are nowhere while the editor does not say where it keeps things", () => {
    const unknown = { ...surroundings, userFolder: undefined, workspaceStorage: undefined };
    for (const format of [copilotChat, clineTasks, roo]) assert.deepEqual(format.roots(unknown), []);
  });

  it("of other projects are not entered where a hash of the project's path names them", () => {
    const hash = (folder: string): string => createHash("sha256").update(folder).digest("hex");
    const file = (folder: string): string => `${hash(folder)}/chats/session-1.json`;
    assert.ok(finds(geminiDocument, file(join(home, "shop"))));
    assert.ok(finds(geminiDocument, file(home)), "started above the window's folder");
    assert.ok(!finds(geminiDocument, file(join(home, "other"))));
  });

  it("of other projects are not entered where the project's path names them", () => {
    for (const format of [droid, pi]) {
      assert.ok(finds(format, "-home-dev-shop-web/a.jsonl"), "started below the window's folder");
      assert.ok(finds(format, "--home-dev--/a.jsonl"), "started above it");
      assert.ok(!finds(format, "-home-dev-other/a.jsonl"));
      assert.ok(!finds(format, "-home-dev-shopping/a.jsonl"));
    }
  });

  it("tell the folder at their beginning, for a reader that joins them later", () => {
    const beginnings: readonly [Format, unknown][] = [
      [copilotCli, { type: "session.start", data: { context: { cwd: "/srv/shop" } } }],
      [droid, { type: "session_start", cwd: "/srv/shop" }],
      [pi, { type: "session", cwd: "/srv/shop" }],
    ];
    for (const [format, first] of beginnings) {
      const folderOf = (text: string | undefined): string | undefined =>
        format.workingFolder?.("/x/a.jsonl", scope, () => text);
      assert.equal(folderOf(`${JSON.stringify(first)}\n{"type":"half`), "/srv/shop", format.source);
      for (const text of [undefined, "", "{", "null\n"]) assert.equal(folderOf(text), undefined, format.source);
    }
  });

  it("whose neighbours say anything at all tell a text or nothing", () => {
    const withFolder = places.map(([format]) => format).filter((format) => format.workingFolder !== undefined);
    const said = fc.option(fc.oneof(fc.string(), fc.json(), fc.constantFrom('{"cwd":3}', "[[]]", '[{"id":null}]')));
    fc.assert(
      fc.property(fc.constantFrom(...withFolder), said, (format, text) => {
        const told = format.workingFolder?.("/x/chats/a.jsonl", scope, () => text ?? undefined);
        assert.ok(told === undefined || typeof told === "string");
      }),
    );
  });

  it("tell the folder that a hash stands for, and else what lies beside the record", () => {
    const shop = join(home, "shop");
    const hash = createHash("sha256").update(shop).digest("hex");
    const record = (project: string): string => join(home, ".gemini", "tmp", project, "chats", "parent", "a.jsonl");
    const folderOf = (project: string, files: Record<string, string>): string | undefined =>
      gemini.workingFolder?.(record(project), scope, (path) => files[path]);
    assert.equal(folderOf(hash, {}), shop);
    assert.equal(
      folderOf("shop-1", { [join(home, ".gemini", "tmp", "shop-1", ".project_root")]: "/srv/shop\n" }),
      "/srv/shop",
    );
    assert.equal(folderOf("shop-1", {}), undefined);
    assert.equal(folderOf("shop-1", { [join(home, ".gemini", "tmp", "shop-1", ".project_root")]: "shop" }), undefined);
  });
});
