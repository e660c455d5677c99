import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { format, stripVTControlCharacters } from "node:util";
import { Editor } from "./editor.ts";
import { carrierFolder, outFolder } from "./paths.ts";
import type { Page } from "./playwright.ts";
import { Stop } from "./say.ts";
import { temporaryWorkspace } from "./workspace.ts";

/** What a run of the host suite came to; `test/host/index.ts` writes it. */
export interface HostResult {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** How many failed once and then passed or failed again. */
  readonly secondTries: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** How the host suite is run. */
export interface HostRun {
  /** The VSIX files to install: the product and the test extension. */
  readonly vsix: readonly string[];
  /** Only tests whose title matches. */
  readonly grep?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>>;
}

const LONGEST_MS = 20 * 60_000;
const resultFile = join(carrierFolder, "host-result.json");
const windowLog = join(outFolder, "logs", "host-window.log");

/** Starts every line the tests print; `test/host/index.ts` puts it there. */
const LINE_MARK = "▏";

/**
 * Runs the bundled host tests (`buildHostTests()` first) in a real VS Code where the product is an installed VSIX. Mocha's report
 * goes to standard output as it comes. Throws `Stop` when the suite does not come to its end.
 */
export async function runHostSuite(options: HostRun): Promise<HostResult> {
  removeHostResult();
  rmSync(windowLog, { force: true });
  mkdirSync(dirname(windowLog), { recursive: true });
  const workspace = temporaryWorkspace({ "README.md": "# A workspace for host tests\n" });
  await using editor = await Editor.start({
    name: "host",
    driver: true,
    vsix: options.vsix,
    settings: options.settings ?? {},
    env: {
      REVIEW_DEBT_HOST_WORKSPACE: workspace,
      ...(options.grep === undefined ? {} : { REVIEW_DEBT_GREP: options.grep }),
    },
  });
  try {
    await runInWindow(editor, workspace, join(carrierFolder, "host.cjs"), LONGEST_MS);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
  return readHostResult();
}

/**
 * Opens a folder in a window of an editor with `driver`, and runs a bundle that lies in a carrier extension in its extension
 * host. Lines that the bundle marks go to standard output. Throws `Stop` when that does not end in time.
 */
export async function runInWindow(editor: Editor, folder: string, program: string, longestMs: number): Promise<void> {
  const end = Promise.withResolvers<void>();
  const minutes = Math.round(longestMs / 60_000);
  const late = setTimeout(
    () => end.reject(new Stop(`The program in the editor did not end within ${minutes} minutes.`)),
    longestMs,
  );
  const page = await editor.open({
    folder,
    developing: [dirname(program)],
    tests: program,
    exposed: {
      codeAutomationLog: (type: string, args: readonly unknown[]) => print(type, args),
      codeAutomationExit: () => end.resolve(),
    },
  });
  await using _hand = await restingHand(page);
  await end.promise.finally(() => clearTimeout(late));
}

/**
 * Commands that copy or cut reach the clipboard only while a person has just touched the page, as browsers have it; in desktop
 * VS Code always. This makes the page believe so until it is disposed, without any input that the editor could notice.
 */
export async function restingHand(page: Page): Promise<AsyncDisposable> {
  const session = await page.context().newCDPSession(page);
  const touch = (): void => {
    session.send("Runtime.evaluate", { expression: "0", userGesture: true }).catch(() => undefined);
  };
  touch();
  const timer = setInterval(touch, 1000);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await session.detach().catch(() => undefined);
    },
  };
}

/** Forgets the last run, so that a run that crashes cannot pass for it. */
export function removeHostResult(): void {
  rmSync(resultFile, { force: true });
}

/** What the last run of the suite came to. Throws `Stop` when it left nothing. */
export function readHostResult(): HostResult {
  if (!existsSync(resultFile)) {
    throw new Stop(
      "The host suite ended without a result: it crashed while loading (see the lines above and out/logs/host.log).",
    );
  }
  return JSON.parse(readFileSync(resultFile, "utf8")) as HostResult;
}

/** The tests' lines go to the terminal, the window's own to `out/logs/host-window.log`. */
function print(type: string, args: readonly unknown[]): void {
  const line = args.length === 1 ? String(args[0]) : format(...args);
  if (line.startsWith(LINE_MARK)) {
    console.log(stripVTControlCharacters(line.slice(LINE_MARK.length)));
  } else {
    appendFileSync(windowLog, `${type} ${line}\n`);
  }
}
