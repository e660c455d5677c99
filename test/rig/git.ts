import { execFileSync } from "node:child_process";

/** Runs git in a folder, as a person of the tests, and returns what it printed. Throws when it fails. */
export function git(folder: string, ...args: readonly string[]): string {
  const person = ["-c", "user.name=Dev", "-c", "user.email=dev@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...person, ...args], { cwd: folder, encoding: "utf8" });
}
