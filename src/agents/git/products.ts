/** What agents call themselves in records that several of them write, and their products' names. */
const products: ReadonlyMap<string, string> = new Map([
  ["aider", "Aider"],
  ["amp", "Amp"],
  ["claude", "Claude Code"],
  ["claudecode", "Claude Code"],
  ["cline", "Cline"],
  ["codex", "Codex"],
  ["codexcli", "Codex"],
  ["continue", "Continue"],
  ["continuecli", "Continue"],
  ["copilot", "GitHub Copilot"],
  ["copilotcli", "GitHub Copilot"],
  ["cursor", "Cursor"],
  ["cursoragent", "Cursor"],
  ["devin", "Devin"],
  ["droid", "Factory Droid"],
  ["factorydroid", "Factory Droid"],
  ["gemini", "Gemini CLI"],
  ["geminicli", "Gemini CLI"],
  ["geminicodeassist", "Gemini Code Assist"],
  ["githubcopilot", "GitHub Copilot"],
  ["jules", "Jules"],
  ["junie", "Junie"],
  ["kilo", "Kilo Code"],
  ["kilocode", "Kilo Code"],
  ["opencode", "OpenCode"],
  ["pi", "Pi"],
  ["roo", "Roo Code"],
  ["roocode", "Roo Code"],
  ["windsurf", "Windsurf"],
  ["zed", "Zed"],
]);

/** The product of that name, however it is spelled; `undefined` for any other text, so that none of it is ever kept. */
export function productNamed(name: string): string | undefined {
  return name.length > 40 ? undefined : products.get(name.toLowerCase().replace(/[\s_-]+/g, ""));
}
