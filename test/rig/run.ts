import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";

/** What a finished command left: its exit code (128 + signal number style codes are reported as 1) and its output. */
export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** How a command is run. Output is captured; with `show` it is also passed to this process's own output. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Set for a script of Windows' command line (`.cmd`), which is started by no other way. */
  readonly isScript?: boolean;
  readonly show?: boolean;
  /** A file that gets all output as well. */
  readonly logFile?: string;
}

/** Runs a program to its end. Rejects only when the program cannot be started at all. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const [command, words] = options.isScript ? [quoted(program), args.map(quoted)] : [program, args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      shell: options.isScript ?? false,
      cwd: options.cwd,
      // Output is read by programs as often as by people, and CI=true alone makes some tools colour it.
      env: { FORCE_COLOR: "0", NO_COLOR: "1", ...(options.env ?? process.env) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer, show: NodeJS.WriteStream): void => {
      output += chunk.toString("utf8");
      if (options.show) {
        show.write(chunk);
      }
      if (options.logFile !== undefined) {
        appendFileSync(options.logFile, chunk);
      }
    };
    child.stdout.on("data", (chunk: Buffer) => keep(chunk, process.stdout));
    child.stderr.on("data", (chunk: Buffer) => keep(chunk, process.stderr));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The last lines of a command's output: enough to see why it failed. */
export function tail(output: string, lines = 25): string {
  return output.trimEnd().split("\n").slice(-lines).join("\n");
}

function quoted(word: string): string {
  return `"${word}"`;
}
