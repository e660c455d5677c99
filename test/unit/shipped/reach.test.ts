import { build } from "esbuild";
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, type BundledFile, bundleProduct } from "../../rig/build.ts";
import { root } from "../../rig/paths.ts";
import { allowed } from "./allowed.ts";
import { reachOf } from "./reach.ts";

/** A file of a program. */
type Part = Pick<BundledFile, "name" | "program">;

/** What a program, or one of its files, reaches that it may not, with the code around. */
function refusedIn(program: string, source: string, files: readonly Part[] = []): readonly string[] {
  const may = new Set(allowed.filter(({ programs }) => programs.includes(program)).flatMap(({ apis }) => apis));
  const used = [...reachOf(program, source)].filter(([words]) => !may.has(words) && !isOwn(words, program, files));
  return used.map(([words, code]) => `${program}: ${words} in ${code}`);
}

/** Whether it is another file of the same program beside this one, which is looked at by itself. */
function isOwn(words: string, program: string, files: readonly Part[]): boolean {
  return files.some((file) => file.program === program && words === `module ./${file.name}`);
}

function sourceOf({ bytes }: BundledFile): string {
  return Buffer.from(bytes).toString("utf8");
}

describe("the shipped programs", () => {
  let bundle: Bundle;

  before(async () => {
    bundle = await bundleProduct();
  });

  it("reach nothing that is not on the list: no network, no other program, no code made at run time", () => {
    const { files } = bundle;
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.flatMap((file) => refusedIn(file.program, sourceOf(file), files)),
      [],
    );
  });

  it("use all that is on the list", () => {
    const used = new Set(
      bundle.files.flatMap((file) =>
        [...reachOf(file.program, sourceOf(file)).keys()].map((words) => `${file.program}: ${words}`),
      ),
    );
    const listed = allowed.flatMap(({ programs, apis }) =>
      programs.flatMap((name) => apis.map((api) => `${name}: ${api}`)),
    );
    assert.deepEqual(
      listed.filter((entry) => !used.has(entry)),
      [],
    );
    assert.equal(new Set(listed).size, listed.length, "nothing is listed twice");
  });

  it("use it where the list says", () => {
    for (const { where, apis } of allowed) {
      const files = where.endsWith(".ts") ? [where] : globSync(`${where}/**/*.ts`, { cwd: root });
      const source = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
      for (const api of apis) {
        const [, quoted = api] = /\("(.*)"\)$/.exec(api) ?? [];
        const [word = ""] = quoted.replace(/ ?\(.*\)$/, "").match(/[\w-]+$/) ?? [];
        assert.ok(source.includes(word), `${api} in ${where}`);
      }
    }
  });

  it("start git from one file alone", () => {
    const files = globSync("src/**/*.ts", { cwd: root });
    assert.deepEqual(
      files.filter((file) => readFileSync(join(root, file), "utf8").includes('child_process"')),
      [join("src", "agents", "git", "run.ts")],
    );
  });

  const changes: Readonly<Record<string, readonly [program: string, from: RegExp, to: string, words: string]>> = {
    "another program than git": [
      "worker.cjs",
      /\.execFile\)\("git"/,
      '.execFile)("curl"',
      'node:child_process.execFile("curl")',
    ],
    "a program named at run time": [
      "worker.cjs",
      /\.execFile\)\("git"/,
      ".execFile)(process.argv[2]",
      "node:child_process.execFile(computed)",
    ],
    "a shell": ["extension.cjs", /\.execFile\)\("git"/, '.exec)("git"', "node:child_process.exec"],
    "another module for an allowed one": [
      "hookworker.cjs",
      /require\("node:url"\)/,
      'require("node:http")',
      "module node:http",
    ],
    "another builtin module": [
      "worker.cjs",
      /getBuiltinModule\("node:zlib"\)/,
      'getBuiltinModule("net")',
      "module node:net",
    ],
    "a page with scripts": ["extension.cjs", /enableScripts:!1/, "enableScripts:!0", "enableScripts switched on"],
    "another command": [
      "extension.cjs",
      /executeCommand\("vscode.diff"/,
      'executeCommand("git.push"',
      'vscode.commands.executeCommand("git.push")',
    ],
    "another member of the editor": [
      "extension.cjs",
      /\.env\.language/,
      ".env.openExternal",
      "vscode.env.openExternal",
    ],
    "a thread of code made at run time": ["extension.cjs", /\.Worker\(this\.#\w,\{/, "$&eval:!0,", "property eval"],
    "SQLite that loads programs": [
      "worker.cjs",
      /readOnly:!0/,
      "readOnly:!0,allowExtension:!0",
      "property allowExtension",
    ],
  };
  for (const [what, [program, from, to, words]] of Object.entries(changes)) {
    it(`may not be changed to use ${what}`, () => {
      const [source = ""] = bundle.files
        .filter((file) => file.program === program)
        .map(sourceOf)
        .filter((text) => from.test(text));
      const changed = source.replace(from, to);
      assert.notEqual(changed, source, "there is such a place");
      const refused = refusedIn(program, changed);
      assert.ok(
        refused.some((entry) => entry.startsWith(`${program}: ${words} in `)),
        `${words} is among ${refused.join("\n")}`,
      );
    });
  }

  const forbidden: Readonly<Record<string, string>> = {
    "import 'node:http'": 'import { request } from "node:http"; request("http://a.invalid");',
    "import without node:": 'import http from "http"; http.get("//a.invalid");',
    "import everything": 'import * as net from "node:net"; net.connect(1);',
    https: 'require("https").get("//a.invalid");',
    http2: 'const { connect } = require("node:http2"); connect("//a.invalid");',
    tls: 'require("node:tls");',
    dgram: 'require("node:dgram");',
    dns: 'require("dns").lookup("a.invalid", () => {});',
    "dns/promises": 'require("node:dns/promises");',
    inspector: 'require("node:inspector").open();',
    vm: 'require("node:vm").runInThisContext("1");',
    repl: 'require("node:repl");',
    cluster: 'require("node:cluster").fork();',
    wasi: 'require("node:wasi");',
    undici: 'require("undici");',
    "a module by a path": 'require("../../elsewhere.js");',
    "a module by a variable": "require(process.argv[2]);",
    "a module by a text put together": 'require("ht" + "tp");',
    "a module by a template": "require(`${'ne'}t`);",
    "require under another name": 'const ask = require; ask("net");',
    "require handed on": '["net"].map(require);',
    "require's own words": 'require.main.require("net");',
    "module's require": 'module.require("net");',
    "module's class": 'module.constructor._load("net");',
    "import at run time": 'import("node:net");',
    "import at run time of a variable": "import(process.argv[2]);",
    createRequire: 'import { createRequire } from "node:module"; createRequire("/")("net");',
    "getBuiltinModule of a variable": "process.getBuiltinModule(process.argv[2]);",
    "getBuiltinModule under another name": 'const { getBuiltinModule: get } = process; get("net");',
    "getBuiltinModule of another process": 'require("node:process").getBuiltinModule("net");',
    "process.binding": 'process.binding("tcp_wrap");',
    "process.binding in quotes": 'process["binding"]("tcp_wrap");',
    "process.dlopen": 'process.dlopen({}, "a.node");',
    "process by a computed member": "process[process.argv[2]]();",
    "process handed on": "Object.values(process);",
    "process in an object": 'process.on("a", { process });',
    "process under another name": 'let p; p = process; p.binding("fs");',
    "process by its members": 'const { ["bind" + "ing"]: b } = process; b("fs");',
    "process by its rest": "const { ...all } = process; all.kill(1);",
    spawn: 'require("child_process").spawn("sh");',
    "spawn under another name": 'const c = require("child_process"), { spawn: s } = c; s("sh");',
    "spawn by a computed member": 'require("child_process")[process.argv[2]]("sh");',
    "child_process handed on": 'console.log(require("child_process"));',
    fork: 'import { fork } from "node:child_process"; fork("a.js");',
    "another program in a variable": 'import { execFile as run } from "node:child_process"; run(process.argv[2]);',
    fetch: 'fetch("//a.invalid");',
    "fetch of the global object": 'globalThis.fetch("//a.invalid");',
    "fetch in quotes": 'globalThis["fetch"]("//a.invalid");',
    "the global object by a variable": "globalThis[process.argv[2]]();",
    global: "global.fetch();",
    self: "self.fetch();",
    "fetch in a function that has one elsewhere":
      "(() => { const fetch = 1; return fetch; })(); (() => fetch('//a.invalid'))();",
    "fetch above a block that has one": "{ let fetch = 1; fetch++; } fetch('//a.invalid');",
    "the global object as this": "process.on('a', function () { new this.WebSocket('//a.invalid'); });",
    WebSocket: 'new WebSocket("ws:a.invalid");',
    XMLHttpRequest: "new XMLHttpRequest();",
    EventSource: 'new EventSource("//a.invalid");',
    sendBeacon: 'navigator.sendBeacon("//a.invalid");',
    BroadcastChannel: 'new BroadcastChannel("a");',
    eval: 'eval("1");',
    "eval from afar": '(0, eval)("1");',
    Function: 'new Function("return 1")();',
    "Function without new": 'Function("return 1")();',
    "Function by constructor": '(() => {}).constructor("return 1")();',
    "Function by constructor in quotes": '(() => {})["con" + "structor"]("return 1")();',
    "Function by a pattern": 'const { constructor: F } = () => {}; F("return 1")();',
    WebAssembly: "new WebAssembly.Module(new Uint8Array());",
    console: 'console.log("said");',
    "a thread of a text": 'import { Worker } from "node:worker_threads"; new Worker("1", { eval: true });',
    loadExtension: 'globalOf().loadExtension("a.so"); function globalOf() { return {}; }',
    allowExtension: 'process.on("a", { allowExtension: true });',
    "an address in a text": 'process.on("a", "<img src=https://a.invalid>");',
    "an address in a template": 'process.on("a", `wss://${process.argv[2]}`);',
    openExternal: 'import * as vscode from "vscode"; vscode.env.openExternal(vscode.Uri.file("/a"));',
    "openExternal under another name": 'import { env } from "vscode"; const e = env; e.openExternal();',
    asExternalUri: 'import * as vscode from "vscode"; const { asExternalUri: a } = vscode.env; a();',
    createTelemetryLogger: 'import * as vscode from "vscode"; vscode.env.createTelemetryLogger({});',
    machineId: 'import { env } from "vscode"; process.on("a", env.machineId);',
    "the editor's clipboard": 'import { env } from "vscode"; env.clipboard.readText();',
    "a language model": 'import * as vscode from "vscode"; vscode.lm.selectChatModels();',
    "a language model in a pattern":
      'import * as vscode from "vscode"; const { lm: { selectChatModels: s } } = vscode; s();',
    "a session": 'import * as vscode from "vscode"; vscode.authentication.getSession("github", []);',
    "a terminal": 'import { window } from "vscode"; window.createTerminal("a").sendText("rm");',
    "a task": 'import { tasks } from "vscode"; tasks.executeTask({});',
    "a debugger": 'import * as vscode from "vscode"; vscode.debug.startDebugging();',
    "the editor's API by a computed member": 'import * as vscode from "vscode"; vscode[process.argv[2]].x();',
    "a namespace by a computed member": 'import { env } from "vscode"; env[process.argv[2]]();',
    "a namespace handed on": 'import { env } from "vscode"; Object.values(env);',
    "another extension": 'import { extensions } from "vscode"; extensions.getExtension("a.b").activate();',
    "the editor's own fetch": 'import { commands } from "vscode"; commands.executeCommand("git.fetch");',
    "settings that roam": 'state().setKeysForSync(["a"]); function state() { return {}; }',
    "links that may run everything": "tooltip().isTrusted = true; function tooltip() { return {}; }",
  };
  for (const [what, code] of Object.entries(forbidden)) {
    it(`may not reach: ${what}`, async () => {
      const clean = bundle.files.filter(({ name }) => name === "hookworker.cjs").map(sourceOf);
      const may = new Set(allowed.flatMap(({ apis }) => apis));
      for (const minify of [false, true]) {
        const bundled = await build({
          stdin: { contents: code, resolveDir: root },
          bundle: true,
          platform: "node",
          format: "cjs",
          external: ["*"],
          minify,
          write: false,
          logLevel: "silent",
        });
        const injected = bundled.outputFiles[0]?.text ?? "";
        const reached = [...reachOf("hookworker.cjs", `${clean[0] ?? assert.fail()};(()=>{${injected}\n})()`).keys()];
        // Not even if this program might do all that any of ours may.
        assert.ok(
          reached.some((words) => !may.has(words)),
          `${injected} reaches ${reached.join(", ")}`,
        );
      }
    });
  }

  it("may be split into modules, which are looked at in the same way", () => {
    const modules = {
      'import { request as r } from "node:http"; r();': "module node:http",
      'import * as c from "node:child_process"; c.spawn("sh");': "node:child_process.spawn",
      'import c from "node:child_process"; const { exec } = c; exec("sh");': "node:child_process.exec",
      'import { execFile as e } from "node:child_process"; e("sh");': 'node:child_process.execFile("sh")',
      'export * from "node:child_process";': "node:child_process (handed on)",
      'const { env: { openExternal: o } } = await import("vscode"); o();': "vscode.env.openExternal",
      "export const here = import.meta.url;": "import.meta",
    };
    for (const [code, words] of Object.entries(modules)) {
      assert.ok(reachOf("chunk.mjs", code).has(words), `${words} in ${code}`);
    }
    const parted = 'import { a } from "./other.mjs"; await import("./more.mjs"); a();';
    const [other, more] = ["other.mjs", "more.mjs"].map((name) => ({ name, program: "chunk.mjs" }));
    assert.deepEqual(refusedIn("chunk.mjs", parted, [other!, more!]), []);
    assert.equal(refusedIn("chunk.mjs", parted, [other!]).length, 1);
    assert.equal(refusedIn("chunk.mjs", parted, [other!, { ...more!, program: "worker.mjs" }]).length, 1);
  });

  it("may have names of their own that others have for what is forbidden", () => {
    const own = [
      "function fetch() { return fetch; } fetch();",
      "const a = (eval_, { a: fetch = 1, b: [WebSocket] }, ...Function_) => fetch + WebSocket;",
      "class A { fetch() { return 1; } constructor() { this.a = 1; } }",
      "try { a(); } catch (fetch) { fetch; } function a() { for (const fetch of []) fetch; }",
      "fetch: for (;;) { break fetch; } var fetch;",
      "const text = 'fetch(1); require(\"net\")'; const same = /eval\\(/.test(text);",
    ];
    for (const code of own) assert.deepEqual([...reachOf("own.cjs", code).keys()], [], code);
  });
});
