import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, tail } from "./run.ts";
import { Stop, step } from "./say.ts";

/** Installs a Debian package where this user may do that. Throws `Stop` with `howTo` otherwise. */
export async function installPackage(name: string, howTo: string): Promise<void> {
  const prefix = await rootPrefix();
  if (prefix === undefined || !existsSync("/usr/bin/apt-get")) {
    throw new Stop(howTo);
  }
  await step(`Installing ${name} with apt-get, about a minute, once`, async () => {
    const aptGet = [...prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    await run("/usr/bin/env", [...aptGet, "update", "-qq"]);
    const result = await run("/usr/bin/env", [...aptGet, "install", "-y", "-qq", "--no-install-recommends", name]);
    if (result.code !== 0) {
      throw new Stop(`apt-get could not install ${name}:\n${tail(result.output)}\n${howTo}`);
    }
  });
}

/** Makes sure that there is a program of that name, from a Debian package if need be. Throws `Stop` that names it. */
export async function ensureProgram(program: string, fromPackage: string): Promise<void> {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  if (folders.some((folder) => existsSync(join(folder, program)))) return;
  await installPackage(fromPackage, `The program ${program} was not found. Install the package ${fromPackage}.`);
}

/** What to put before a command to run it as root without a question; undefined when that is not possible. */
async function rootPrefix(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) {
    return [];
  }
  try {
    const sudo = await run("sudo", ["-n", "true"]);
    return sudo.code === 0 ? ["sudo", "-n"] : undefined;
  } catch {
    return undefined;
  }
}
