import { ensureChromium } from "./chromium.ts";
import { type Browser, playwright } from "./playwright.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

let shared: Promise<Browser> | undefined;

/** The one Chromium of this process, started on first use and shared by all editors. `HEADED=1` shows its window. */
export function browser(): Promise<Browser> {
  shared ??= launch();
  return shared;
}

/** Ends the shared Chromium, if there is one. */
export async function closeBrowser(): Promise<void> {
  const running = shared;
  shared = undefined;
  await (await running)?.close();
}

async function launch(): Promise<Browser> {
  const executablePath = await ensureChromium();
  return playwright().chromium.launch({
    executablePath,
    headless: process.env["HEADED"] !== "1",
    args: ARGUMENTS,
    handleSIGINT: false,
  });
}
