import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import fc from "fast-check";
import type { DatabaseFormat, DocumentFormat, Format, LineFormat, Parsed } from "../../../src/agents/format.ts";
import { formats } from "../../../src/agents/formats.ts";
import { hookInboxes } from "../../../src/agents/formats/hookInbox.ts";
import { withinLimits } from "../../../src/agents/read/batches.ts";
import { RecordSession } from "../../../src/agents/read/calls.ts";
import { readRecord } from "../../../src/agents/read/record.ts";
import { gapsOf, LineCutter, textOf } from "../../../src/agents/read/lines.ts";
import { claimsIn } from "../../../src/core/attribution/attributor.ts";
import type { AiEdit } from "../../../src/core/attribution/aiEdit.ts";
import { splitLines } from "../../../src/core/text/lines.ts";
import { root } from "../../rig/paths.ts";
import { formatTable } from "../../unit/agents/formatTable.ts";
import { readRecord as readFixture, rowsOf } from "../../unit/agents/reading.ts";
import { door, type Door, type Samples } from "../door.ts";
import { deepJson, hostileNumber, hostileText } from "../hostile.ts";
import { asBytes, mutatedJson, mutatedText } from "../mutation.ts";
import { assertEdit, assertMoment, assertParsed, assertPath, assertSpans } from "../wellFormed.ts";

const fixtures = join(root, "test", "unit", "agents", "fixtures");

/** The fixtures of a format, and the real records of its tool. */
function basesOf(format: Format, samples: Samples): string[] {
  const own = formatTable.filter((row) => row.format === format).map((row) => row.fixture);
  const real = [...samples].filter(([folder]) => isNamed(format, folder)).flatMap(([, texts]) => texts);
  return [...own.map((name) => readFileSync(join(fixtures, name), "utf8")), ...real];
}

/** Whether a folder of samples is that of the format's tool: `claude-code` of `claudeCode`, `cline-roo` of `roo`. */
function isNamed({ source }: Format, folder: string): boolean {
  const plain = folder.replaceAll("-", "").toLowerCase();
  const tool = source.toLowerCase().replace(/^copilotchat$/, "copilotvscode");
  return plain.includes(tool) || tool.startsWith(plain);
}

function recordsDoor(format: Format): Door {
  const kind = { lines: "lines", document: "documents", database: "database" }[format.kind];
  const isInbox = hookInboxes.some((inbox) => inbox === format);
  const what = isInbox ? `inbox of ${format.tool}'s hooks` : `records of ${format.tool} (${format.source}), ${kind}`;
  switch (format.kind) {
    case "lines":
      return door(
        what,
        10,
        (samples) => fc.tuple(asBytes(mutatedJson(basesOf(format, samples), true)), fc.nat()),
        ([bytes, cut]) => takeLines(format, bytes, cut),
      );
    case "document":
      return door(
        what,
        10,
        (samples) => fc.tuple(asBytes(mutatedJson(basesOf(format, samples), false)), fc.option(hostileText)),
        ([bytes, cwd]) => takeDocument(format, bytes, cwd ?? undefined),
      );
    case "database":
      return databaseDoor(what, format);
  }
}

/** As `read/tail.ts` does it, in two pieces. */
function takeLines(format: LineFormat, bytes: Buffer, cut: number): void {
  const session = new RecordSession(undefined);
  session.writtenMs = Date.UTC(2026, 10, 1);
  const gaps = gapsOf(format);
  const cutter = new LineCutter(format.wanted, 0, false, (line, at) => {
    session.begin({ at, end: at + line.length });
    assertTold(format, format.parse(textOf(line, gaps), session));
    assert.ok(session.cwd === undefined || typeof session.cwd === "string");
  });
  const place = cut % (bytes.length + 1);
  cutter.push(bytes.subarray(0, place));
  cutter.push(Buffer.concat([bytes.subarray(place), Buffer.from("\n")]));
}

/** As `read/document.ts` does it. */
function takeDocument(format: DocumentFormat, bytes: Buffer, cwd: string | undefined): void {
  if (!format.wanted.some((wanted) => bytes.includes(wanted))) return;
  let parsed: Parsed;
  try {
    parsed = format.parse(textOf(bytes), join(root, "record.json"), { cwd, writtenMs: Date.UTC(2026, 10, 1) });
  } catch (error) {
    // While it is half-written, the reader waits.
    if (error instanceof SyntaxError) return;
    throw error;
  }
  assertTold(format, parsed);
}

function assertTold(format: Format, parsed: Parsed): void {
  assertParsed(parsed);
  for (const edit of parsed.edits) {
    assert.ok(edit.id.startsWith(`${format.source}:`), edit.id);
    assert.equal(edit.tool, format.tool);
    const limited = withinLimits(edit);
    if (limited !== undefined) assertEdit(limited);
  }
}

/** Rows as they are read from a real database whose texts and moments are others, and rows whose columns are of any type. */
function databaseDoor(name: string, format: DatabaseFormat): Door {
  return {
    name,
    share: 3,
    open: () => {
      const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-fuzz-")));
      const file = join(folder, "records.db");
      const script = readFileSync(
        join(fixtures, formatTable.find((row) => row.format === format)?.fixture ?? ""),
        "utf8",
      );
      const database = new DatabaseSync(file);
      database.exec(`PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; ${script}`);
      const texts = database.prepare("SELECT data FROM part").all() as unknown as { data: string }[];
      const change = database.prepare("UPDATE part SET data = ?, time_updated = ? WHERE rowid = 1");
      const rows = rowsOf(format, script);
      const value = fc.oneof(
        hostileText,
        hostileNumber,
        fc.constant(null),
        fc.uint8Array({ maxLength: 9 }),
        fc.constant(deepJson),
      );
      const inputs = fc.record({
        data: mutatedJson(
          texts.map(({ data }) => data),
          false,
        ),
        changedMs: fc.oneof(fc.constant(1), fc.integer(), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), hostileText),
        row: fc.nat(),
        columns: fc.array(fc.tuple(fc.nat(), value), { maxLength: 4 }),
      });
      const take = async ({ data, changedMs, row, columns }: Mutated): Promise<void> => {
        change.run(data, changedMs);
        const reading = await readRecord(
          format,
          file,
          { cursor: undefined, tail: undefined },
          {
            onParsed: (parsed) => assertTold(format, parsed),
            breathe: () => Promise.resolve(),
            workingFolder: () => undefined,
            backlogBytes: Infinity,
          },
        );
        assert.equal(reading.skipped, 0, "one row made the whole database unreadable");
        assertMoment(reading.cursor?.offset);
        const base = rows[row % rows.length] ?? {};
        const columnNames = Object.keys(base);
        const others = Object.fromEntries(
          columns.map(([at, put]) => [columnNames[at % columnNames.length] ?? "", put]),
        );
        assertTold(format, format.parse({ ...base, ...others }));
      };
      return {
        inputs,
        take,
        [Symbol.dispose]: () => {
          database.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  };
}

interface Mutated {
  readonly data: string;
  readonly changedMs: SQLInputValue;
  readonly row: number;
  readonly columns: readonly (readonly [at: number, put: SQLInputValue])[];
}

/** Names of files and folders in agents' folders, and what stands beside records. */
const names = door(
  "agents' folders: names, and the files that tell a working folder",
  10,
  () =>
    fc.record({
      name: fc.oneof(
        mutatedText(formatTable.map(({ fixture }) => fixture)),
        fc.array(hostileText, { maxLength: 4 }).map((parts) => parts.join("/")),
      ),
      scope: fc.array(fc.oneof(hostileText, fc.constantFrom("/home/dev/shop", "/w")), { maxLength: 2 }),
      env: hostileText,
      beside: fc.option(
        mutatedJson(['{"workspace":"/w"}', '{"cwd":"/w"}\n{}', '[{"id":"1","cwdOnTaskInitialization":"/w"}]'], false),
      ),
    }),
  ({ name, scope, env, beside }) => {
    const variables = ["CLAUDE_CONFIG_DIR", "CODEX_HOME", "XDG_DATA_HOME", "COPILOT_HOME", "GEMINI_CLI_HOME"];
    const surroundings = {
      home: join(root, "home"),
      platform: "linux",
      env: Object.fromEntries(variables.map((variable) => [variable, env])),
      userFolder: join(root, "user"),
      workspaceStorage: join(root, "user", "workspaceStorage", "1"),
      inbox: join(root, "inbox"),
    };
    for (const format of formats) {
      assert.equal(typeof format.isRecord(name), "boolean");
      assert.equal(typeof format.enters(name, { folders: scope }), "boolean");
      for (const folder of format.roots(surroundings)) assert.equal(typeof folder, "string");
      const cwd = format.workingFolder?.(
        join(root, name.replaceAll("\0", "")),
        { folders: scope },
        () => beside ?? undefined,
      );
      assert.ok(cwd === undefined || typeof cwd === "string", String(cwd));
    }
  },
);

/** Edits of broken records, looked for in broken texts. */
const found = door(
  "edits of any record, looked for in any text",
  10,
  () => {
    const edits = formatTable
      .filter(({ format }) => format.kind !== "database" && existsSync(fixtures))
      .flatMap(({ format, fixture }) => {
        const file = join(fixtures, fixture);
        return readFixture(format, readFileSync(file, "utf8"), file).edits;
      });
    const texts = edits.flatMap(({ change }) => {
      if (change.kind === "whole") return [change.text, change.before ?? ""];
      return change.kind === "pieces" ? change.pieces.flatMap((piece) => [piece.newText, piece.oldText]) : [];
    });
    const piece = fc.record({
      oldText: mutatedText(texts),
      newText: mutatedText(texts),
      wholeLines: fc.boolean(),
      everywhere: fc.boolean(),
      line: fc.oneof(fc.constant(undefined), fc.nat(40), fc.constantFrom(2 ** 31, Number.MAX_SAFE_INTEGER)),
    });
    const change = fc.oneof(
      fc.record({ kind: fc.constant("pieces" as const), pieces: fc.array(piece, { minLength: 1, maxLength: 4 }) }),
      fc.record({
        kind: fc.constant("whole" as const),
        before: fc.option(mutatedText(texts), { nil: undefined }),
        text: mutatedText(texts),
      }),
    );
    const edit = fc.oneof(
      fc.constantFrom(...edits),
      fc.tuple(fc.constantFrom(...edits), change).map(([base, other]): AiEdit => ({ ...base, change: other })),
    );
    return fc.record({
      edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
      text: fc.array(mutatedText(texts), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("\n")),
    });
  },
  ({ edits, text }) => {
    const lines = splitLines(text);
    const { spans, found } = claimsIn(lines, edits);
    assertSpans(spans, lines.length);
    const ids = new Set(edits.map(({ id }) => id));
    for (const { mark } of spans) assert.ok(ids.has(mark.origin.id));
    for (const { path } of found) assertPath(path);
  },
);

/** Everything that agents leave behind. */
export const recordDoors: readonly Door[] = [...formats.map(recordsDoor), names, found];
