import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";

/** A program that was started and has said that it is ready. */
export interface Running {
  /** Asks the program and its children to end, waits until it has, and insists after 5 seconds. */
  stop(): Promise<void>;
  /** Settles with the exit code when the program ends by itself or is stopped. */
  readonly ended: Promise<number>;
}

const groups = new Set<number>();
process.on("exit", () => {
  for (const pid of groups) {
    signalGroup(pid, "SIGKILL");
  }
});

/** What to start, and how to know that it is ready. */
export interface ServerOptions {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A file that gets every network call of the program and all its children, by strace. */
  readonly traceNetwork?: string;
  /** The program is ready when its output has this text. */
  readonly readyText: string;
  /** Gets all output. */
  readonly logFile: string;
  readonly timeoutMs?: number;
}

/**
 * Starts a Node program in a process group of its own and waits until it says it is ready. Rejects when it ends or stays silent
 * before that; the message holds its last output.
 */
export async function startServer(options: ServerOptions): Promise<Running> {
  const command = [...traced(options.traceNetwork), process.execPath, ...options.args];
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`${options.args[0]} could not be started`);
  }
  groups.add(pid);
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  void ended.then(() => groups.delete(pid));
  try {
    await ready(child, options);
  } catch (error) {
    signalGroup(pid, "SIGKILL");
    throw error;
  }
  return { ended, stop: () => stop(pid, ended) };
}

function traced(file: string | undefined): readonly string[] {
  return file === undefined
    ? []
    : [
        "strace",
        "-f",
        "-qq",
        "-A",
        "--seccomp-bpf",
        "-s",
        "200",
        "-e",
        "trace=network",
        "-e",
        "signal=none",
        "-o",
        file,
      ];
}

function ready(child: ChildProcess, options: ServerOptions): Promise<void> {
  const log = createWriteStream(options.logFile, { flags: "a" });
  return new Promise((resolve, reject) => {
    let seen = "";
    let isReady = false;
    const timeout = setTimeout(
      () => reject(new Error(`not ready in time:\n${seen.slice(-2000)}`)),
      options.timeoutMs ?? 60_000,
    );
    const read = (chunk: Buffer): void => {
      log.write(chunk);
      if (isReady) {
        return;
      }
      seen += chunk.toString("utf8");
      if (seen.includes(options.readyText)) {
        isReady = true;
        clearTimeout(timeout);
        resolve();
      }
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(timeout);
      reject(new Error(`ended with ${code} before it was ready:\n${seen.slice(-2000)}`));
    });
  });
}

async function stop(pid: number, ended: Promise<number>): Promise<void> {
  signalGroup(pid, "SIGTERM");
  const insist = setTimeout(() => signalGroup(pid, "SIGKILL"), 5000);
  await ended;
  clearTimeout(insist);
  signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** A TCP port on the loopback address that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") {
          resolve(address.port);
        } else {
          reject(new Error("no free port"));
        }
      });
    });
  });
}
