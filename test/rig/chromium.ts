import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackage } from "./packages.ts";
import { Stop } from "./say.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const MAC_APPS = ["Google Chrome", "Chromium", "Microsoft Edge"];

/**
 * The path of a Chromium or Chrome: `$CHROMIUM`, else one that is installed, else one installed now from the Debian
 * packages where this user may do that. Throws `Stop` that names what to install.
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) {
    return found;
  }
  await installPackage("chromium", HOW_TO);
  const installed = findChromium();
  if (installed === undefined) {
    throw new Stop(HOW_TO);
  }
  return installed;
}

const HOW_TO =
  'No Chromium or Chrome was found. Install one (Debian, Ubuntu: "apt-get install chromium"; Fedora: "dnf install ' +
  'chromium"; macOS, Windows: Google Chrome) or name its program in the environment variable CHROMIUM.';

function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named) {
    if (!existsSync(named)) {
      throw new Stop(`The environment variable CHROMIUM names ${named}, which does not exist.`);
    }
    return named;
  }
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/snap/bin"];
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const macApps = MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  return [...candidates, ...macApps].find((path) => existsSync(path));
}
