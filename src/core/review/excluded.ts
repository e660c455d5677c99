import { type Attribution } from "./attributes.ts";
import { type Glob, pathGlobOf } from "./globs.ts";

/** Why a file is left out by default. Stable ids for the user interface. */
export type Exclusion =
  | "byGlob"
  | "attributeGenerated"
  | "attributeVendored"
  | "vendoredFolder"
  | "buildOutput"
  | "lockFile"
  | "gitIgnored"
  | "generatedName"
  | "generatedHeader"
  | "minified";

/** A person's globs: what they mean is out, or in again. */
export class ExclusionGlobs {
  /** Those of the setting that do not parse. */
  readonly broken: readonly string[];
  readonly #rules: readonly { readonly means: Glob; readonly isOut: boolean }[];

  /**
   * The setting has the form of `files.exclude`: globs as in `pathGlobOf`, each with `true` for out and `false` for in.
   * What is neither is left alone. Of several that mean a file the last counts.
   */
  constructor(setting: unknown) {
    const entries = typeof setting === "object" && setting !== null ? Object.entries(setting) : [];
    const globs = entries.map(([glob, isOut]: [string, unknown]) => ({ glob, means: pathGlobOf(glob), isOut }));
    this.broken = globs.filter(({ means }) => means === undefined).map(({ glob }) => glob);
    this.#rules = globs.flatMap(({ means, isOut }) => (means && typeof isOut === "boolean" ? [{ means, isOut }] : []));
  }

  /** Whether a path of the workspace folder is out, or in whatever else says it is out; `undefined` for neither. */
  of(path: string): boolean | undefined {
    return this.#rules.findLast(({ means }) => means(path))?.isOut;
  }
}

/** What is known of a file. */
export interface Candidate {
  /** Where it is in the workspace folder, with `/`. */
  readonly path: string;
  /** What its repository says of it. */
  readonly attribution: Attribution | undefined;
  /** Whether git ignores it, as far as that is known. */
  readonly isGitIgnored?: boolean;
  /** Its lines, or only the first of them; left out while nobody read it. */
  readonly lines?: readonly string[];
}

/**
 * Why a file is left out, if it is. The person's globs count first, then what the repository says, then names, then whether
 * git ignores it, then what its first lines say. Without lines the last is not known, and a file that is in may turn out to
 * be out. That a file is its people's work does not mean that git keeps it.
 */
export function exclusionOf(candidate: Candidate, globs: ExclusionGlobs): Exclusion | undefined {
  const { path, attribution, isGitIgnored = false, lines } = candidate;
  const isOut = globs.of(path);
  if (isOut !== undefined) return isOut ? "byGlob" : undefined;
  const byGit = isGitIgnored ? "gitIgnored" : undefined;
  switch (attribution) {
    case "generated":
      return "attributeGenerated";
    case "vendored":
      return "attributeVendored";
    case "own":
      return byGit;
    case undefined:
      return byName(path) ?? byGit ?? (lines && byText(path, lines));
  }
}

const vendored =
  /(?:^|\/)(?:node_modules|bower_components|jspm_packages|vendor|third[_-]party|site-packages|\.venv|venv|Pods|Carthage)\//;
const built = /(?:^|\/)(?:dist|\.next|\.nuxt|\.svelte-kit|\.output|\.turbo|__pycache__|\.gradle|\.dart_tool)\//;
const locks =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|Cargo\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock|go\.sum|go\.work\.sum|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|packages\.lock\.json|gradle\.lockfile|flake\.lock|conan\.lock|\.terraform\.lock\.hcl|MODULE\.bazel\.lock)$/;
const minified = /[.-]min\.(?:js|mjs|cjs|css)$|\.(?:js|css)\.map$/i;
const generated =
  /\.(?:pb\.(?:go|cc|h|c)|pb\.dart|g\.dart|freezed\.dart|g\.cs|designer\.cs|generated\.\w{1,10}|gen\.\w{1,10}|snap)$|_(?:pb2|pb2_grpc)\.pyi?$|_(?:generated|gen)\.(?:go|ts|rs)$|(?:^|\/)(?:__generated__|generated)\/|(?:^|\/)zz_generated[^/]*$/i;

function byName(path: string): Exclusion | undefined {
  if (vendored.test(path)) return "vendoredFolder";
  if (built.test(path)) return "buildOutput";
  if (locks.test(path)) return "lockFile";
  if (minified.test(path)) return "minified";
  return generated.test(path) ? "generatedName" : undefined;
}

/** So many of the first lines are looked at. */
export const lookedLines = 200;
/** So far down a generator says that it was one. */
const headLines = 20;
const headLineCharacters = 300;
/** A script or style sheet of such lines is nobody's handwriting. */
const minifiedLineCharacters = 1000;
const averageMinifiedCharacters = 300;

function byText(path: string, lines: readonly string[]): Exclusion | undefined {
  const head = lines.slice(0, headLines).map((line) => line.slice(0, headLineCharacters));
  if (saysGenerated(head)) return "generatedHeader";
  return /\.(?:[cm]?js|css)$/i.test(path) && isMinified(lines) ? "minified" : undefined;
}

/** A comment, up to where its words begin. */
const commentStart = /^\s*(?:\/\/+!?|\/\*+!?|\*+|#+|--+|;+|<!--|%+|"""|'''|REM\b|\(\*)\s*/i;
/** What agents put above what they wrote: that is what this is all about, so it is no reason to leave it out. */
const byAgent = /\b(?:AI|LLM|agent|claude|copilot|codex|cursor|gemini|chatgpt|gpt|windsurf|cline|devin)\b/i;

/**
 * Whether comments say that a program wrote the file: `@generated`, `<auto-generated>`, "Code generated by … DO NOT EDIT."
 * (https://go.dev/s/generatedcode), "This file was automatically generated", or DO NOT EDIT as a sentence of its own.
 */
function saysGenerated(head: readonly string[]): boolean {
  return head.some((line) => {
    const start = commentStart.exec(line)?.[0];
    if (start === undefined) return false;
    const words = line.slice(start.length);
    if (byAgent.test(words)) return false;
    return (
      /(?:^|\s)@generated\b/.test(words) ||
      /^<auto-?generated\b/i.test(words) ||
      /\bgenerated\b.{0,200}\bDO NOT (?:EDIT|MODIFY)\b/i.test(words) ||
      /\bDO NOT (?:EDIT|MODIFY)\b.{0,200}\bgenerated\b/i.test(words) ||
      /\bthis (?:file|code) (?:is|was|has been) (?:auto-?|automatically )?generated\b/i.test(words) ||
      /(?:^|[-.!:*\s])DO NOT (?:EDIT|MODIFY)(?: (?:THIS FILE|BY HAND|MANUALLY|DIRECTLY))?[\s.!*/-]*$/.test(words)
    );
  });
}

function isMinified(lines: readonly string[]): boolean {
  const looked = lines.slice(0, lookedLines);
  const length = looked.reduce((sum, line) => sum + line.length, 0);
  return (
    length > looked.length * averageMinifiedCharacters && looked.some((line) => line.length > minifiedLineCharacters)
  );
}
