import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type {
  DatabaseFormat,
  DocumentFormat,
  Format,
  LineFormat,
  Parsed,
  Session,
} from "../../../../src/agents/format.ts";
import type { FromWorker } from "../../../../src/agents/messages.ts";
import type { Manner, Reading } from "../../../../src/agents/read/reading.ts";
import { readRecord } from "../../../../src/agents/read/record.ts";
import type { AiEdit } from "../../../../src/core/attribution/aiEdit.ts";

/** A moment that all tests call now, milliseconds since the epoch. */
export const nowMs = 1_795_000_000_000;

/** A folder of a test's own with an agent's folder and a workspace in it. */
export class Place {
  readonly root = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-agents-")));
  /** Where the agent leaves its records. */
  readonly agent = join(this.root, "agent");
  readonly workspace = join(this.root, "workspace");

  constructor() {
    mkdirSync(this.agent);
    mkdirSync(this.workspace);
  }

  /** Writes a record and returns its path. */
  record(name: string, content: string | Uint8Array): string {
    const path = join(this.agent, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** An act of AI writing with an id. */
export function edit(id: string, path = `/w/${id}`, atMs = nowMs): AiEdit {
  return {
    id,
    tool: "Tool",
    channel: "agentSession",
    confidence: "reported",
    atMs,
    path,
    change: { kind: "whole", before: undefined, text: `text of ${id}` },
  };
}

/** What a line of the made-up formats says, as JSON. */
export interface Said {
  /** An edit, of a file in the folder that was named last. */
  readonly did?: string;
  /** A request, whose result comes later. */
  readonly asks?: string;
  /** The result of a request. */
  readonly got?: string;
  readonly cwd?: string;
  readonly atMs?: number;
  readonly path?: string;
  /** Anything else. */
  readonly talk?: string;
}

/** A line of the made-up format, with its line end. */
export function line(said: Said): string {
  return `${JSON.stringify(said)}\n`;
}

/** A made-up format of lines: edits at once, or as a request and its result. */
export function lineFormat(root: string, parse: LineFormat["parse"] = parseLine): LineFormat {
  return {
    kind: "lines",
    source: "lines",
    tool: "Liner",
    wanted: ['"did"', '"asks"', '"got"', '"cwd"'],
    roots: () => [root],
    enters: (folder) => !folder.includes("forbidden"),
    isRecord: (file) => /\.jsonl(\.zst)?$/.test(file),
    parse,
  };
}

function parseLine(text: string, session: Session): Parsed {
  let said: Said;
  try {
    said = JSON.parse(text) as Said;
  } catch {
    return { edits: [], odd: 0 };
  }
  session.cwd = said.cwd ?? session.cwd;
  if (said.asks !== undefined) session.calls.set(said.asks, said);
  const done =
    said.did ?? (said.got === undefined ? undefined : (session.calls.take(said.got) as Said | undefined)?.asks);
  if (done === undefined) return { edits: [], odd: said.got === undefined ? 0 : 1 };
  return { edits: [edit(done, said.path ?? `${session.cwd ?? ""}/${done}`, said.atMs ?? nowMs)], odd: 0 };
}

/** A made-up format of whole documents: a JSON list of what lines say. */
export function documentFormat(root: string): DocumentFormat {
  return {
    kind: "document",
    source: "documents",
    tool: "Documenter",
    wanted: ['"did"'],
    roots: () => [root],
    enters: () => true,
    isRecord: (file) => file.endsWith(".json"),
    parse(text) {
      const said = JSON.parse(text) as Said[];
      return {
        edits: said.flatMap(({ did, path, atMs }) => (did === undefined ? [] : [edit(did, path, atMs)])),
        odd: 0,
      };
    },
  };
}

/** A made-up format of a database: a table of edits. */
export function databaseFormat(root: string): DatabaseFormat {
  return {
    kind: "database",
    source: "databases",
    tool: "Rower",
    query: "SELECT id, changed_ms, path FROM edit WHERE changed_ms >= :since ORDER BY changed_ms, id LIMIT :limit",
    roots: () => [root],
    enters: () => true,
    isRecord: (file) => file.endsWith(".db"),
    parse: ({ id, path, changed_ms }) => ({ edits: [edit(String(id), String(path), Number(changed_ms))], odd: 0 }),
  };
}

/** Reads one record again and again, as a follower does. */
export class RecordReader {
  readonly ids: string[] = [];
  readonly edits: AiEdit[] = [];
  readonly readings: Reading[] = [];
  odd = 0;
  readonly #format: Format;
  readonly #file: string;

  constructor(format: Format, file: string) {
    this.#format = format;
    this.#file = file;
  }

  get last(): Reading | undefined {
    return this.readings.at(-1);
  }

  /** Reads on; `restarted` forgets everything but the cursor, as a new worker does. Returns the ids of this look. */
  async look(restarted = false, manner: Partial<Manner> = {}): Promise<string[]> {
    const ids: string[] = [];
    const known = this.readings.findLast(({ cursor }) => cursor !== undefined);
    const from = { cursor: known?.cursor, tail: restarted ? undefined : this.last?.tail };
    const reading = await readRecord(this.#format, this.#file, from, {
      onParsed: (parsed) => {
        this.edits.push(...parsed.edits);
        ids.push(...parsed.edits.map(({ id }) => id));
        this.odd += parsed.odd;
      },
      breathe: () => Promise.resolve(),
      backlogBytes: Infinity,
      workingFolder: () => undefined,
      ...manner,
    });
    this.ids.push(...ids);
    this.readings.push(reading);
    return ids;
  }
}

/** Collects what a worker tells, and lets a test wait for it. */
export class Told {
  readonly messages: FromWorker[] = [];
  #changed = Promise.withResolvers<void>();

  readonly tell = (message: FromWorker): void => {
    this.messages.push(message);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  };

  /** The edits that were told. */
  get edits(): AiEdit[] {
    return this.messages.flatMap((message) =>
      message.kind === "edits" || message.kind === "lookBackEdits" ? message.edits : [],
    );
  }

  get ids(): string[] {
    return this.edits.map(({ id }) => id);
  }

  /** Waits until something is so. The test's own time limit ends it. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await this.#changed.promise;
  }
}
