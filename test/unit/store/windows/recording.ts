import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Journal, Place } from "../place.ts";
import { OpenWindow, type Said } from "./openWindow.ts";

/** What a window did to the files in its folder, and said, in that order. Files go by their names, the folder by `"."`. */
export type Deed =
  | { readonly kind: "write"; readonly file: string; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "cut"; readonly file: string; readonly size: number }
  | { readonly kind: "remove"; readonly file: string }
  | { readonly kind: "sync"; readonly file: string }
  | { readonly kind: "say"; readonly said: Said };

const strace = "strace -qq -y -xx -s 1000000 -e trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink".split(" ");

/** Whether system calls can be recorded here: strace must be there and allowed. */
export function canRecord(): boolean {
  return spawnSync(strace[0]!, [...strace.slice(1), process.execPath, "--version"]).status === 0;
}

/** Lets a window make some steps and records all it wrote, system call by system call. */
export async function recordWindow(place: Place, journal: Journal, steps: number): Promise<Deed[]> {
  const trace = join(place.root, "trace");
  const asked = { folder: place.folder, name: "window", journal, steps, everyMs: 0 };
  const error = await new OpenWindow(asked, [...strace, "-o", trace]).ended;
  if (error !== "") throw new Error(error);
  return readFileSync(trace, "latin1")
    .split("\n")
    .flatMap((line) => deedOf(line, place.folder) ?? []);
}

function deedOf(line: string, folder: string): Deed | undefined {
  const [, name, first = "", path, second, third, result] =
    /^(\w+)\((?:(\d+)<([^>]*)>|"[^"]*")(?:, (?:"([^"]*)"|(\d+)))?.*\) += (\d+)/.exec(line) ?? [];
  if (name === undefined) return undefined;
  if (name === "write" && first === "1") {
    return { kind: "say", said: JSON.parse(bytesOf(second ?? "").toString()) as Said };
  }
  const full = bytesOf(path ?? /"([^"]*)"/.exec(line)?.[1] ?? "").toString();
  const file = full === folder ? "." : basename(full);
  if (!full.startsWith(folder) || !/^(\.|review-debt\.db(-wal|-journal)?)$/.test(file)) return undefined;
  switch (name) {
    case "pwrite64": {
      const at = Number(/, (\d+)\) += /.exec(line)?.[1]);
      return { kind: "write", file, at, bytes: bytesOf(second ?? "").subarray(0, Number(result)) };
    }
    case "ftruncate":
      return { kind: "cut", file, size: Number(third) };
    case "unlink":
      return { kind: "remove", file };
    case "fsync":
    case "fdatasync":
      return { kind: "sync", file };
    default:
      throw new Error(`nobody reads ${name} of ${file}`);
  }
}

function bytesOf(hexadecimal: string): Buffer {
  return Buffer.from(hexadecimal.replaceAll("\\x", ""), "hex");
}
