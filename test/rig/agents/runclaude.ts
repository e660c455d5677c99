import { type ClaudeStep, runClaude } from "./claude.ts";

// The stand-in as a process of its own, as in a terminal. Usage: node runclaude.ts <home> <cwd> <steps as JSON>

const [home = "", cwd = "", steps = "[]"] = process.argv.slice(2);
runClaude(home, cwd, JSON.parse(steps) as ClaudeStep[]);
