import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { random } from "./random.ts";

/** What was generated. */
export interface Corpus {
  readonly bytes: number;
  readonly files: number;
  readonly lines: number;
  /** Lines that tell an applied edit, copies included. */
  readonly editLines: number;
  readonly editBytes: number;
  /** Different edits. */
  readonly edits: number;
}

/** As measured on public transcripts (FACTS-agents §7): 4 % of the lines, and 31 % of the bytes, tell an edit. */
const editShare = 0.04;
const meanFileBytes = 1_400_000;
/** Of so many sessions one begins with a copy of the one before it, as forks and resumes do. */
const forkEvery = 4;
const dayMs = 86_400_000;

const words =
  "const let return await if else for of import from export function class new this true false null async".split(" ");
const marks = ["(", ")", " {\n", "}\n", ";\n", " = ", ", ", " => ", "\n\t", '"', ".", " "];

/**
 * Writes transcripts in the shape of Claude Code's (FACTS-agents §1) below a `projects` folder: sessions of about 1.4 MB
 * with prompts, replies, tool output and edits of files in `workspace`, in the days before `nowMs`. The same for the same
 * seed.
 */
export function writeTranscripts(
  projects: string,
  workspace: string,
  { bytes: wantedBytes, seed, nowMs }: { readonly bytes: number; readonly seed: number; readonly nowMs: number },
): Corpus {
  const next = random(seed);
  const code = codeOf(next, 400_000);
  const folder = join(projects, workspace.replaceAll(/[^A-Za-z0-9-]/g, "-"));
  mkdirSync(folder, { recursive: true });
  const corpus = { bytes: 0, files: 0, lines: 0, editLines: 0, editBytes: 0, edits: 0 };
  const chance: Chance = {
    next,
    skewed: (mean) => Math.ceil(-Math.log(1 - next()) * mean),
    slice: (length) => {
      const start = Math.floor(next() * Math.max(1, code.length - length));
      return code.slice(start, start + length);
    },
  };
  let previous: readonly Line[] = [];
  while (corpus.bytes < wantedBytes) {
    const session = idOf(next);
    const size = Math.max(200_000, Math.min(8 * meanFileBytes, chance.skewed(meanFileBytes)));
    const isFork = corpus.files % forkEvery === forkEvery - 1;
    const lines: Line[] = isFork ? previous.slice(0, previous.length >> 1) : [];
    let length = lines.reduce((sum, { bytes }) => sum + bytes, 0);
    let atMs = nowMs - Math.floor((1 + next() * 28) * dayMs);
    while (length < size) {
      atMs += chance.skewed(8000);
      const isEdit = next() < editShare;
      const timestamp = new Date(Math.min(atMs, nowMs)).toISOString();
      const body = isEdit ? editOf(chance, workspace) : talkOf(chance);
      const envelope = { parentUuid: idOf(next), isSidechain: false, userType: "external", cwd: workspace };
      const version = { sessionId: session, version: "2.1.31", gitBranch: "main" };
      const text = `${JSON.stringify({ ...envelope, ...version, ...body, uuid: idOf(next), timestamp })}\n`;
      const bytes = Buffer.byteLength(text);
      lines.push({ text, bytes, isEdit });
      length += bytes;
      if (isEdit) corpus.edits++;
    }
    writeFileSync(join(folder, `${session}.jsonl`), lines.map(({ text }) => text).join(""));
    for (const { bytes, isEdit } of lines) {
      corpus.bytes += bytes;
      corpus.lines++;
      if (!isEdit) continue;
      corpus.editLines++;
      corpus.editBytes += bytes;
    }
    previous = lines;
    corpus.files++;
  }
  return corpus;
}

interface Line {
  readonly text: string;
  readonly bytes: number;
  readonly isEdit: boolean;
}

/** Where chance is asked for something. */
interface Chance {
  readonly next: () => number;
  /** A number that is often small and sometimes large. */
  readonly skewed: (mean: number) => number;
  /** Some of the code. */
  readonly slice: (length: number) => string;
}

/** A prompt, a reply with its usage, or what a tool gave. */
function talkOf({ next, slice, skewed }: Chance): object {
  const kind = next();
  if (kind < 0.45) {
    const text = slice(skewed(1400));
    return {
      type: "assistant",
      requestId: `req_${idOf(next)}`,
      message: {
        id: `msg_${idOf(next)}`,
        type: "message",
        role: "assistant",
        model: "claude-sonnet-4-5-20250929",
        content: [
          kind < 0.2
            ? { type: "text", text }
            : { type: "tool_use", id: `toolu_${idOf(next)}`, name: "Bash", input: { command: text } },
        ],
        usage: {
          input_tokens: Math.ceil(next() * 50),
          cache_creation_input_tokens: Math.ceil(next() * 5000),
          cache_read_input_tokens: Math.ceil(next() * 90_000),
          output_tokens: Math.ceil(next() * 900),
          service_tier: "standard",
        },
      },
    };
  }
  if (kind < 0.6) return { type: "progress", data: { type: "hook_progress", text: slice(200) } };
  const content = slice(skewed(4000));
  return {
    type: "user",
    message: { role: "user", content: [{ type: "tool_result", tool_use_id: `toolu_${idOf(next)}`, content }] },
    toolUseResult: { stdout: content, stderr: "", interrupted: false, isImage: false },
  };
}

/** The result of an edit, most of which is the file before it. */
function editOf({ next, slice, skewed }: Chance, workspace: string): object {
  const filePath = join(workspace, `src/part${Math.floor(next() * 40)}/file${Math.floor(next() * 10)}.ts`);
  const oldString = slice(skewed(500));
  const newString = slice(skewed(900));
  const originalFile = slice(skewed(44_000));
  const isWrite = next() < 0.06;
  const lines = [
    ...oldString.split("\n").map((text) => `-${text}`),
    ...newString.split("\n").map((text) => `+${text}`),
  ];
  const structuredPatch = [{ oldStart: 1 + Math.floor(next() * 300), oldLines: 9, newStart: 11, newLines: 12, lines }];
  return {
    type: "user",
    message: {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: `toolu_${idOf(next)}`,
          content: `The file ${filePath} has been updated.`,
        },
      ],
    },
    toolUseResult: isWrite
      ? { type: "update", filePath, content: slice(skewed(6000)), structuredPatch, originalFile }
      : { filePath, oldString, newString, originalFile, structuredPatch, userModified: false, replaceAll: false },
  };
}

/**
 * Text with the words, marks and line lengths of code, with what JSON has to escape and a few letters beyond ASCII. Names
 * come again as they do in code, so that it is packed to about a third, as that is.
 */
function codeOf(next: () => number, length: number): string {
  const names = Array.from({ length: 1500 }, () => {
    const size = 3 + Math.floor(next() * 9);
    return Array.from({ length: size }, () => String.fromCharCode(97 + Math.floor(next() * 26))).join("");
  });
  let text = "";
  while (text.length < length) {
    const kind = next();
    if (kind < 0.2) text += words[Math.floor(next() * words.length)];
    else if (kind < 0.5) text += names[Math.floor(next() ** 3 * names.length)];
    else text += marks[Math.floor(next() * marks.length)];
    if (kind < 0.5) text += " ";
    if (kind > 0.999) text += "é→";
  }
  return text;
}

/** An id in the shape of a UUID. */
function idOf(next: () => number): string {
  const part = (): string =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return `${part()}-${part().slice(4)}-4${part().slice(5)}-${part().slice(4)}-${part()}${part().slice(4)}`;
}
