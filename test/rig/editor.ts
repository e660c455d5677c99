import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { browser } from "./browser.ts";
import { ensureEditor } from "./install.ts";
import { outFolder, serverEntry } from "./paths.ts";
import type { BrowserContext, Page } from "./playwright.ts";
import { run, tail } from "./run.ts";
import { Stop } from "./say.ts";
import { type Running, freePort, startServer } from "./server.ts";

/** What an editor starts with. */
export interface EditorOptions {
  /** A short name for its log file in `out/logs`. */
  readonly name: string;
  /**
   * Lets windows take `file`, `developing` and `tests`. The editor then shows no notification toasts, so tests that act
   * as a person do leave it off.
   */
  readonly driver?: boolean;
  /** VSIX files to install, in this order. */
  readonly vsix?: readonly string[];
  /** User settings, over the rig's own quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More files for the `User` folder, by name (`keybindings.json`, `chatLanguageModels.json`): their text. */
  readonly userFiles?: Readonly<Record<string, string>>;
  /** A file that gets every network call of the server and its extension hosts, by strace. */
  readonly traceNetwork?: string;
  /** Environment variables for the extension host. `HOME` is always a fresh folder unless it is named here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Size of the window in CSS pixels; 1280 × 800 unless named. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels per CSS pixel; 1 unless named. */
  readonly scale?: number;
  /** The display language that extensions are told (the editor's own texts stay English); `en` unless named. */
  readonly language?: string;
}

/** What a window opens. */
export interface OpenOptions {
  /** A folder, or a `.code-workspace` file; neither opens an empty window. Absolute paths. */
  readonly folder?: string;
  readonly workspace?: string;
  /** A file to open in it. This and the next two need an editor with `driver`. */
  readonly file?: string;
  /** Folders of extensions under development. */
  readonly developing?: readonly string[];
  /** A module whose `run()` is called in the extension host. */
  readonly tests?: string;
  /** Functions the page may call, set up before it loads. */
  readonly exposed?: Readonly<Record<string, (...args: never[]) => unknown>>;
}

/** One suggestion for the test extension: after a line that ends in `afterText`, offer `insertText`. */
export interface Suggestion {
  readonly afterText: string;
  readonly insertText: string;
}

const QUIET_SETTINGS = {
  "chat.allowAnonymousAccess": true,
  "chat.commandCenter.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.inlineSuggest.enabled": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  // Or the TypeScript extension installs type packages over the network while a test runs.
  "js/ts.tsserver.automaticTypeAcquisition.enabled": false,
  "update.mode": "none",
  // Settings open in a tab, as files do.
  "workbench.editor.useModal": "off",
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
};

/**
 * A real VS Code with folders of its own (settings, extensions, home), served on a free loopback port and shown in the shared
 * Chromium. `stop()` it, or declare it with `await using`.
 */
export class Editor implements AsyncDisposable {
  readonly port: number;
  readonly folders: {
    readonly base: string;
    readonly user: string;
    readonly server: string;
    readonly extensions: string;
    readonly home: string;
  };
  readonly #options: EditorOptions;
  readonly #suggestions: string;
  readonly #logFile: string;
  /** Where this server's own lines begin in the log file, in characters. */
  #logStart = 0;
  #server: Running | undefined;
  #context: BrowserContext | undefined;

  private constructor(port: number, base: string, options: EditorOptions) {
    this.port = port;
    this.folders = {
      base,
      user: join(base, "user"),
      server: join(base, "server"),
      extensions: join(base, "extensions"),
      home: join(base, "home"),
    };
    this.#options = options;
    this.#suggestions = join(base, "suggestions.json");
    this.#logFile = join(outFolder, "logs", `${options.name}.log`);
  }

  /** The product's own folder on the disk, which need not exist. */
  get productStorage(): string {
    return join(this.folders.user, "User", "globalStorage", "review-debt.review-debt");
  }

  /** Installs what is missing, prepares the folders and starts the editor's server. The first `open` shows a window. */
  static async start(options: EditorOptions): Promise<Editor> {
    await ensureEditor();
    const editor = new Editor(await freePort(), mkdtempSync(join(tmpdir(), "review-debt-")), options);
    try {
      await editor.#prepare();
      await editor.#startServer();
    } catch (error) {
      await editor.stop();
      throw error;
    }
    return editor;
  }

  /** Opens a window. Windows of one editor share cookies and storage, as those of one desktop VS Code do. */
  async open(what: OpenOptions = {}): Promise<Page> {
    const context = await this.#browserContext();
    const page = await context.newPage();
    for (const [name, inNode] of Object.entries(what.exposed ?? {})) {
      await page.exposeFunction(name, inNode);
    }
    await page.goto(this.url(what), { timeout: 60_000 });
    await page.locator(".monaco-workbench .part.statusbar").waitFor({ state: "visible", timeout: 60_000 });
    return page;
  }

  /** The address of a window. */
  url(what: OpenOptions): string {
    const address = new URL(`http://127.0.0.1:${this.port}/`);
    if (what.workspace !== undefined) {
      address.searchParams.set("workspace", what.workspace);
    } else if (what.folder !== undefined) {
      address.searchParams.set("folder", what.folder);
    } else {
      address.searchParams.set("ew", "true");
    }
    const payload = this.#payload(what);
    if (payload.length > 0 && this.#options.driver !== true) {
      throw new Error("file, developing and tests need an editor that was started with { driver: true }");
    }
    if (payload.length > 0) {
      address.searchParams.set(
        "payload",
        JSON.stringify([["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload]),
      );
    }
    return address.href;
  }

  /** What the test extension's ghost text offers from now on (it also answers to its own table, see its README). */
  suggest(suggestions: readonly Suggestion[]): void {
    writeFileSync(this.#suggestions, JSON.stringify(suggestions));
  }

  /**
   * Ends the server and starts it again with the same folders and port, once the extension hosts of closed windows have
   * ended by themselves, as they do on a desktop. Open windows reconnect or are opened anew.
   */
  async restart(): Promise<void> {
    await this.#hostsEnded();
    await this.#server?.stop();
    await this.#startServer();
  }

  /** The processes in which extensions ran so far. */
  extensionHosts(): number[] {
    const log = readFileSync(this.#logFile, "utf8");
    return [...log.matchAll(/<(\d+)> Launched Extension Host Process/g)].map(([, pid]) => Number(pid));
  }

  /** Closes the windows, ends the server, removes the folders. */
  async stop(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
    await this.#server?.stop();
    this.#server = undefined;
    rmSync(this.folders.base, { recursive: true, force: true, maxRetries: 5 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #payload(what: OpenOptions): [string, string][] {
    const remote = (path: string): string => `vscode-remote://127.0.0.1:${this.port}${path}`;
    const payload: [string, string][] = [];
    for (const folder of what.developing ?? []) {
      payload.push(["extensionDevelopmentPath", remote(folder)], ["enableProposedApi", ""]);
    }
    if (what.tests !== undefined) {
      payload.push(["extensionTestsPath", remote(what.tests)]);
    }
    if (what.file !== undefined) {
      payload.push(["openFile", remote(what.file)]);
    }
    return payload;
  }

  /** Waits until every extension host that the server's log says was launched has exited; 10 seconds at most. */
  async #hostsEnded(): Promise<void> {
    const endMs = performance.now() + 10_000;
    const count = (log: string, words: string): number => log.split(words).length - 1;
    for (;;) {
      const log = readFileSync(this.#logFile, "utf8").slice(this.#logStart);
      const running = count(log, "Launched Extension Host Process") - count(log, "Extension Host Process exited");
      if (running <= 0 || performance.now() > endMs) return;
      await delay(50);
    }
  }

  async #browserContext(): Promise<BrowserContext> {
    if (this.#context === undefined) {
      this.#context = await (
        await browser()
      ).newContext({
        viewport: this.#options.viewport ?? { width: 1280, height: 800 },
        deviceScaleFactor: this.#options.scale ?? 1,
        reducedMotion: "reduce",
      });
      this.#context.setDefaultTimeout(30_000);
      const { language } = this.#options;
      if (language !== undefined) {
        await this.#context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
      }
      await this.#context.grantPermissions(["clipboard-read", "clipboard-write"], {
        origin: `http://127.0.0.1:${this.port}`,
      });
    }
    return this.#context;
  }

  async #prepare(): Promise<void> {
    const userFolder = join(this.folders.user, "User");
    for (const folder of [userFolder, this.folders.server, this.folders.extensions, this.folders.home]) {
      mkdirSync(folder, { recursive: true });
    }
    writeFileSync(
      join(userFolder, "settings.json"),
      JSON.stringify({ ...QUIET_SETTINGS, ...this.#options.settings }, null, 2),
    );
    for (const [name, text] of Object.entries(this.#options.userFiles ?? {})) {
      writeFileSync(join(userFolder, name), text);
    }
    this.suggest([]);
    await this.#installExtensions(this.#options.vsix ?? []);
  }

  async #installExtensions(vsix: readonly string[]): Promise<void> {
    if (vsix.length === 0) {
      return;
    }
    const args = [serverEntry(), ...this.#folderArguments(), ...vsix.flatMap((file) => ["--install-extension", file])];
    const result = await run(process.execPath, args, { env: this.#environment() });
    if (result.code !== 0) {
      throw new Stop(`The editor did not install ${vsix.join(", ")}:\n${tail(result.output)}`);
    }
  }

  async #startServer(): Promise<void> {
    mkdirSync(dirname(this.#logFile), { recursive: true });
    this.#logStart = existsSync(this.#logFile) ? readFileSync(this.#logFile, "utf8").length : 0;
    this.#server = await startServer({
      args: [
        serverEntry(),
        "--host=127.0.0.1",
        `--port=${this.port}`,
        "--without-connection-token",
        "--accept-server-license-terms",
        "--telemetry-level=off",
        ...(this.#options.settings?.["security.workspace.trust.enabled"] === true ? [] : ["--disable-workspace-trust"]),
        ...(this.#options.driver === true ? ["--enable-smoke-test-driver"] : []),
        ...this.#folderArguments(),
      ],
      env: this.#environment(),
      readyText: "Extension host agent listening",
      logFile: this.#logFile,
      ...(this.#options.traceNetwork !== undefined && { traceNetwork: this.#options.traceNetwork }),
    });
  }

  #folderArguments(): readonly string[] {
    const { user, server, extensions } = this.folders;
    return ["--user-data-dir", user, "--server-data-dir", server, "--extensions-dir", extensions];
  }

  /** This process's environment, but with a home of its own: no test may see the agents' files of the person running it. */
  #environment(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|XDG_|npm_|CLAUDE|CODEX|COPILOT|GEMINI|OPENCODE|CLINE|CURSOR)/i.test(name),
    );
    return {
      ...Object.fromEntries(kept),
      FORCE_COLOR: "0",
      // Weeks begin on the day that is usual where this says.
      LC_ALL: "C.UTF-8",
      HOME: this.folders.home,
      RDTEST_SUGGESTIONS: this.#suggestions,
      ...this.#options.env,
    };
  }
}
