import assert from "node:assert/strict";
import type * as AcceptKeysFile from "../../../src/editor/listen/acceptKeys.ts";
import type * as ChatEditsFile from "../../../src/editor/listen/chatEdits.ts";
import type * as CompletionToolsFile from "../../../src/editor/listen/completionTools.ts";
import { importWith } from "./standIn.ts";

/** What the stand-in for the editor says, and what it was told. */
let settings: Record<string, unknown> = {};
let running: readonly string[] = [];
let registered: readonly string[] = [];
let contexts: Record<string, unknown> = {};
const asked: string[] = [];
const opened: ((document: unknown) => void)[] = [];
const env = { uriScheme: "vscode" };
const documents: unknown[] = [];

const nothing = { dispose: (): void => undefined };
const never = (): typeof nothing => nothing;
const editor = {
  Disposable: Object,
  env,
  workspace: {
    textDocuments: documents,
    getConfiguration: (section: string) => ({ get: (name: string) => settings[`${section}.${name}`] }),
    onDidOpenTextDocument: (listener: (document: unknown) => void) => {
      opened.push(listener);
      return nothing;
    },
    onDidCloseTextDocument: never,
    onDidChangeTextDocument: never,
    onWillSaveTextDocument: never,
    onDidSaveTextDocument: never,
  },
  extensions: { getExtension: (id: string) => (running.includes(id) ? { isActive: true } : undefined) },
  authentication: { getAccounts: () => Promise.resolve([{ id: "1" }]), onDidChangeSessions: never },
  commands: {
    registerCommand: never,
    executeCommand: (name: string, key: string, value: unknown) => {
      if (name === "setContext") contexts = { ...contexts, [key]: value };
      return Promise.resolve();
    },
    getCommands: () => {
      asked.push("getCommands");
      return Promise.resolve(registered);
    },
  },
};

const fileOf = (name: string): URL => new URL(`../../../src/editor/listen/${name}.ts`, import.meta.url);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("chat.disableAIFeatures", () => {
  beforeEach(() => {
    settings = {};
    running = ["github.copilot"];
  });

  it("has no completion called GitHub Copilot's while it is on", async () => {
    const tools = await importWith<typeof CompletionToolsFile>(editor, fileOf("completionTools"));
    tools.watchGitHubAccounts();
    await turn();
    const document = { languageId: "typescript" } as Parameters<typeof tools.completionTool>[0];
    assert.equal(tools.completionTool(document), "GitHub Copilot");
    settings = { "chat.disableAIFeatures": true };
    assert.equal(tools.completionTool(document), undefined);
    running = ["github.copilot", "supermaven.supermaven"];
    assert.equal(tools.completionTool(document), "Supermaven", "other tools are none of its business");
  });

  it("has nothing of the editor's chat followed while it is on", async () => {
    const { ChatEdits } = await importWith<typeof ChatEditsFile>(editor, fileOf("chatEdits"));
    const attached: unknown[] = [];
    const ledgers = { attach: (document: unknown) => void attached.push(document) };
    const file = { uri: { scheme: "file", path: "/w/a.ts" }, isClosed: false };
    const baseline = { uri: { scheme: "chat-editing-text-model", path: "/w/a.ts" }, isClosed: false };
    documents.splice(0, documents.length, file, baseline);
    settings = { "chat.disableAIFeatures": true };
    const chat = new ChatEdits(ledgers as never, {} as never, {} as never);
    opened.at(-1)?.(baseline);
    assert.deepEqual(attached, []);
    settings = {};
    opened.at(-1)?.(baseline);
    assert.deepEqual(attached, [file]);
    chat.dispose();
  });
});

describe("accept keys in a fork", () => {
  /** What our key bindings are told in an editor of that kind, in which these commands are. */
  async function toldIn(uriScheme: string, commands: readonly string[]): Promise<Record<string, unknown>> {
    const { AcceptKeys } = await importWith<typeof AcceptKeysFile>(editor, fileOf("acceptKeys"));
    env.uriScheme = uriScheme;
    registered = commands;
    contexts = {};
    asked.length = 0;
    new AcceptKeys({} as never, {} as never).dispose();
    await turn();
    return contexts;
  }

  it("are told so where its own accept command is there", async () => {
    const command = "editor.action.acceptCursorTabSuggestion";
    assert.deepEqual(await toldIn("cursor", ["a", command]), { "reviewDebt.fork": "cursor" });
  });

  it("stay the fork's where that command is missing", async () => {
    assert.deepEqual(await toldIn("cursor", ["a"]), {});
    assert.deepEqual(await toldIn("windsurf-next", ["a"]), {});
  });

  it("ask for no commands where they are those of VS Code", async () => {
    for (const scheme of ["vscode", "vscode-insiders", "vscodium", "code-oss"]) {
      assert.deepEqual(await toldIn(scheme, ["editor.action.acceptCursorTabSuggestion"]), {}, scheme);
      assert.deepEqual(asked, [], scheme);
    }
  });
});
