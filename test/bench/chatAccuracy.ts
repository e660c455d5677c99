import { join } from "node:path";
import { Desk } from "../e2e/desk.ts";
import { Chat } from "../e2e/pages/chat.ts";
import { MadeUpCode } from "../host/accuracy/code.ts";
import type { KindResult } from "../host/accuracy/run.ts";
import { FakeModel, type ModelStep } from "../rig/fakemodel.ts";
import { random } from "./random.ts";

/** How often each kind of act is done. */
const rounds = 6;
/** What is written is known to the product by then, in milliseconds. */
const settleMs = 3000;

/** One act of the built-in Copilot agent and of its user, and what it should leave. */
interface Act {
  readonly kind: string;
  readonly steps: (stage: Stage) => readonly ModelStep[];
  /** What the user does while edits wait. */
  readonly meanwhile?: (stage: Stage) => Promise<void>;
  readonly decision: "Keep" | "Undo";
}

interface Stage {
  readonly desk: Desk;
  readonly chat: Chat;
  readonly code: MadeUpCode;
  readonly file: string;
  /** The file's lines, no two alike, before the act. */
  readonly lines: readonly string[];
  /** Lines that the model wrote; the judge's truth. */
  readonly written: Set<string>;
}

const acts: readonly Act[] = [
  { kind: "chat: adds lines, kept", steps: (stage) => [adds(stage, 1)], decision: "Keep" },
  { kind: "chat: replaces lines, kept", steps: (stage) => [replaces(stage)], decision: "Keep" },
  { kind: "chat: two steps, kept", steps: (stage) => [adds(stage, 1), adds(stage, 3)], decision: "Keep" },
  { kind: "chat: adds lines, undone", steps: (stage) => [adds(stage, 2)], decision: "Undo" },
  {
    kind: "chat: the person types meanwhile, kept",
    steps: (stage) => [adds(stage, 3)],
    meanwhile: typesAbove,
    decision: "Keep",
  },
  {
    kind: "chat: the person types meanwhile, undone",
    steps: (stage) => [adds(stage, 3)],
    meanwhile: typesAbove,
    decision: "Undo",
  },
];

/**
 * How often the product is right about what the built-in Copilot agent wrote, driven in the real editor by a model of our
 * own: the judge knows what the model said and what the user kept.
 */
export async function measureChat(seed: number): Promise<KindResult[]> {
  const code = new MadeUpCode(random(seed));
  const program = code.shuffled(acts.flatMap((act) => Array.from({ length: rounds }, () => act)));
  const texts = program.map(() => Array.from({ length: 9 }, () => code.line()));
  await using model = await FakeModel.start();
  const desk = await Desk.open("accuracy-chat", {
    files: Object.fromEntries(texts.map((lines, i) => [`file${i}.ts`, `${lines.join("\n")}\n`])),
    settings: { "chat.tools.global.autoApprove": true, "editor.autoClosingBrackets": "never" },
    userFiles: { "chatLanguageModels.json": model.models({ "Replacing Model": ["find-replace"] }) },
  });
  const results = new Map(acts.map(({ kind }) => [kind, emptyResult(kind)]));
  try {
    const chat = new Chat(desk.workbench.page, model);
    await chat.say("hello");
    await chat.choose("Replacing Model");
    for (const [i, act] of program.entries()) {
      const file = `file${i}.ts`;
      const stage: Stage = { desk, chat, code, file, lines: texts[i] ?? [], written: new Set() };
      await desk.workbench.openFile(file);
      model.steps = act.steps(stage);
      await chat.say("please");
      await act.meanwhile?.(stage);
      await chat.decide(act.decision);
      await desk.workbench.editor.focus();
      if (act.decision === "Undo") {
        stage.written.clear();
        await desk.workbench.editor.shows(stage.lines[0] ?? "");
      }
      await desk.workbench.save();
      await judge(stage, results.get(act.kind) ?? emptyResult(act.kind));
      await desk.workbench.closeEditors();
    }
  } finally {
    await desk.close();
  }
  return [...results.values()];
}

function emptyResult(kind: string): KindResult {
  return { kind, acts: 0, hits: 0, falseAlarms: 0, misses: 0, rejections: 0 };
}

/** Counts each line of the file, once product and judge agree or the time is over. */
async function judge({ desk, file, written }: Stage, result: KindResult): Promise<void> {
  const endMs = performance.now() + settleMs;
  for (;;) {
    const lines = desk.read(file).split("\n");
    const { files } = await desk.exported();
    const spans = files.find(({ path }) => path === file)?.spans ?? [];
    const verdicts = lines.flatMap((line, i) =>
      line.trim() === ""
        ? []
        : [
            {
              isAi: written.has(line.trim()),
              isTracked: spans.some(({ start, end }) => start <= i + 1 && i + 1 <= end),
            },
          ],
    );
    if (verdicts.some(({ isAi, isTracked }) => isAi !== isTracked) && performance.now() < endMs) continue;
    result.acts++;
    for (const { isAi, isTracked } of verdicts) {
      if (isAi) result[isTracked ? "hits" : "misses"]++;
      else result[isTracked ? "falseAlarms" : "rejections"]++;
    }
    return;
  }
}

/** The model puts some lines below the one of that number. */
function adds({ desk, file, code, lines, written }: Stage, at: number): ModelStep {
  const added = Array.from({ length: 1 + code.below(4) }, () => code.line());
  for (const line of added) written.add(line);
  const oldString = lines[at] ?? "";
  return step(desk, file, oldString, [oldString, ...added].join("\n"));
}

/** The model puts some lines in the place of two. */
function replaces({ desk, file, code, lines, written }: Stage): ModelStep {
  const at = code.below(lines.length - 2);
  const added = Array.from({ length: 1 + code.below(3) }, () => code.line());
  for (const line of added) written.add(line);
  return step(desk, file, lines.slice(at, at + 2).join("\n"), added.join("\n"));
}

function step(desk: Desk, file: string, oldString: string, newString: string): ModelStep {
  return { tool: "replace_string_in_file", input: { filePath: join(desk.folder, file), oldString, newString } };
}

async function typesAbove({ desk, code }: Stage): Promise<void> {
  await desk.workbench.editor.focus();
  await desk.workbench.press("Control+Home");
  await desk.workbench.editor.type(`${code.line()}\n`);
}
