import { append } from "./hooks/inbox.ts";
import { tell } from "./hooks/payload.ts";
import { hookSources, lineOf } from "./hooks/record.ts";

/*
 * The program that connected tools run after an edit: `hookworker.cjs <source> <inbox folder>`, with the tool's JSON on
 * standard input. It keeps the edit and nothing else, says nothing, and always succeeds, since what a hook prints and how
 * it ends may steer an agent. It runs under any Node from 18 on, in an editor as well (ELECTRON_RUN_AS_NODE).
 */

/** More is no edit of a file that is followed. */
const inputBytes = 8 * 1024 * 1024;
/** A tool that does not close its end is not waited for. */
const patienceMs = 4000;

function leave(): never {
  // eslint-disable-next-line unicorn/no-process-exit
  process.exit(0);
}

process.on("uncaughtException", leave);
setTimeout(leave, patienceMs).unref();

const chunks: Buffer[] = [];
let size = 0;
process.stdin.on("data", (chunk: Buffer) => {
  size += chunk.length;
  // Read to the end all the same: a tool may take a closed pipe for an error.
  if (size <= inputBytes) chunks.push(chunk);
  else chunks.length = 0;
});
process.stdin.on("end", () => {
  const [name, inbox] = process.argv.slice(2);
  const source = hookSources.find((known) => known === name);
  if (source !== undefined && inbox !== undefined && size <= inputBytes) {
    const nowMs = Date.now();
    const told = tell(Buffer.concat(chunks).toString("utf8"), source, nowMs);
    if (told !== undefined) append(inbox, told.source, told.records.map(lineOf), nowMs);
  }
  leave();
});
