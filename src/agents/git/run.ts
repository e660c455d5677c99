import { execFile } from "node:child_process";
import { dirname, isAbsolute } from "node:path";

/** A call of git. */
export interface GitCall {
  /** The folder that git works in, an absolute path. */
  readonly folder: string;
  /** The command and its options: fixed words, object names (see `isObjectName`) and numbers only. */
  readonly args: readonly string[];
  /** What follows `--`. */
  readonly paths?: readonly string[];
  /** What git reads from its input. */
  readonly input?: string;
  /** Names of settings to empty for this call. */
  readonly emptied?: readonly string[];
  /** Whether git says with its exit code 1 that there is nothing, which is an answer. */
  readonly mayFindNothing?: boolean;
  /** Set for a command that refuses to be told that paths are to be taken as they are. */
  readonly hasPathMagic?: boolean;
  /** Ends git when nobody wants its answer any more. */
  readonly signal?: AbortSignal | undefined;
}

const timeoutMs = 10_000;
const outputBytes = 32 * 1024 * 1024;

/**
 * A repository's own settings start no program of theirs: it may be a stranger's. One that lies bare among a work tree's
 * files is none at all.
 */
const settings = [
  "safe.bareRepository=explicit",
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.attributesFile=/dev/null",
  "diff.external=",
  "log.showSignature=false",
];

/** What git put out; `undefined` where it failed, took too long or said too much. Reads only, fetches and asks nothing. */
export async function runGit(call: GitCall): Promise<Buffer | undefined> {
  const { folder, args, paths = [], input, emptied = [], mayFindNothing = false, hasPathMagic = false, signal } = call;
  const words = [folder, ...args, ...paths, ...emptied];
  if (signal?.aborted === true) return undefined;
  if (!isAbsolute(folder) || paths.some((path) => path.startsWith("-"))) return undefined;
  if (words.some((word) => word.includes("\0")) || emptied.some((name) => name.includes("="))) return undefined;
  const all = [
    "--no-pager",
    ...[...settings, ...emptied.map((name) => `${name}=`)].flatMap((setting) => ["-c", setting]),
    "-C",
    folder,
    ...args,
    ...(paths.length > 0 ? ["--", ...paths] : []),
  ];
  // Windows looks for a program in the working folder first, and a repository may have a git.exe.
  const options = {
    cwd: dirname(process.execPath),
    env: environment(hasPathMagic),
    timeout: timeoutMs,
    maxBuffer: outputBytes,
    signal,
  };
  return new Promise((resolve) => {
    try {
      const child = execFile(
        "git",
        all,
        { ...options, encoding: "buffer", killSignal: "SIGKILL", windowsHide: true },
        (error, stdout) => resolve(error === null || (mayFindNothing && error.code === 1) ? stdout : undefined),
      );
      // A git that ended early does not read on; its failure says it.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input ?? "");
    } catch {
      resolve(undefined);
    }
  });
}

/** Whether a text is the full name of an object: forty hexadecimal digits, or sixty-four. */
export function isObjectName(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

/** The environment without what leads git to another repository, as a hook that started the editor leaves it. */
function environment(hasPathMagic: boolean): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG_|EXEC_PATH$)/i.test(name));
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
    // For a git that does not know the one above: no way to fetch is allowed.
    GIT_ALLOW_PROTOCOL: "none",
    ...(!hasPathMagic && { GIT_LITERAL_PATHSPECS: "1" }),
  };
}
