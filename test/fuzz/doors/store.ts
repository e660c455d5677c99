import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import fc from "fast-check";
import { unsureIn } from "../../../src/core/review/answers.ts";
import { Hasher } from "../../../src/core/text/hash.ts";
import { weekMarkdown } from "../../../src/core/week/markdown.ts";
import { weekModel } from "../../../src/core/week/model.ts";
import { numberOfWeek, weekOf } from "../../../src/core/week/weeks.ts";
import { type Export, exportOf } from "../../../src/store/export.ts";
import { StoreError } from "../../../src/store/problem.ts";
import { MIGRATIONS, TABLES } from "../../../src/store/schema.ts";
import { Store } from "../../../src/store/store.ts";
import { english, nothing } from "../../unit/core/week/pages.ts";
import { checklist, claude, record, settlements, span, unnamed, unread } from "../../unit/store/samples.ts";
import type { Door } from "../door.ts";
import { hostileNumber, hostileText } from "../hostile.ts";
import { asBytes, mutatedText } from "../mutation.ts";
import { assertMoment, assertSpans } from "../wellFormed.ts";

const nowMs = Date.UTC(2026, 10, 22, 12);
const uris = ["file:///w/a.ts", "file:///w/b%20c.ts"];

/** One change of one column of some rows. */
interface Tampering {
  readonly table: string;
  readonly column: number;
  readonly row: number;
  readonly value: SQLInputValue;
}

const value: fc.Arbitrary<SQLInputValue> = fc.oneof(
  fc.constant(null),
  hostileText,
  hostileNumber,
  fc.constantFrom(Infinity, -Infinity, 8.64e15, 8.64e15 + 1),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n, 8_640_000_000_000_001n, -1n, 0n, 1n),
  fc.uint8Array({ maxLength: 24 }),
  fc.uint8Array({ minLength: 80, maxLength: 80 }),
  fc.constantFrom("unread", "read", "marked", "2026-11-22", "2026-13-99", "0000-01-01", "9999-12-31", uris[0] ?? ""),
);

const tampering: fc.Arbitrary<readonly Tampering[]> = fc.array(
  fc.record({ table: fc.constantFrom(...TABLES), column: fc.nat(20), row: fc.nat(3), value }),
  { minLength: 1, maxLength: 8 },
);

/** A database of ours with rows in every table. */
function filled(folder: string): string {
  const store = new Store(folder, {});
  const marks = settlements.map((settled) => ({
    origin: claude,
    settled,
    committed: { sinceMs: nowMs, isInHead: true },
  }));
  const spans = [...marks.map((mark, i) => span(i, i + 1, mark)), span(6, 8, unread(unnamed))];
  const left = [{ textHash: "cd".repeat(16), lineHashes: Float64Array.from([1, 2, 3]), spans: [span(0, 2)] }];
  const fact = { workspace: "file:///w", day: "2026-11-22", lines: 3 };
  store.write({
    files: [record(uris[0] ?? "", { spans, left }), record(uris[1] ?? "")],
    facts: [
      { ...fact, kind: "landed" },
      { ...fact, kind: "read", attendedMs: 4000 },
      { ...fact, kind: "outcome", state: "unread", by: "person" },
    ],
    atMs: nowMs,
  });
  store.writeChecklist(checklist(uris[0] ?? "", { note: "mine" }), undefined);
  store.writeWeekAnswer({ week: "2026-11-16", question: "better", text: "It is.", atMs: nowMs });
  store.takeLease("agents", "me", nowMs, nowMs + 1000);
  const cursor = { source: "codex", file: "/r", identity: "1", offset: 3, cwd: "/w" };
  store.writeAgentProgress("scope", { cursors: [cursor], acts: ["codex:1"], atMs: Date.now() });
  store.close();
  return join(folder, "review-debt.db");
}

/** The same rows in tables that take a value of any type in every column, as nobody checks the file that we open. */
function loosened(folder: string, from: string): string {
  const path = join(folder, "loose.db");
  const database = new DatabaseSync(path);
  for (const step of MIGRATIONS) database.exec(step);
  const tables = database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    .all() as unknown as Table[];
  const indexes = database
    .prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL")
    .all() as unknown as Table[];
  database.exec("PRAGMA foreign_keys = OFF");
  database.exec(`ATTACH '${from}' AS ours`);
  for (const { name, sql } of tables) {
    const loose = sql
      .replaceAll(/--[^\n]*/g, "")
      .replaceAll(/\bSTRICT\b,?|NOT NULL/g, "")
      .replaceAll(/\b(?:TEXT|REAL|BLOB)\b/g, "")
      .replaceAll(/(?<!id\s+|number\s+)INTEGER(?! PRIMARY)/g, "")
      .replaceAll(/CHECK \((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, "");
    database.exec(`DROP TABLE "${name}"; ${loose.replace(/\)\s*,\s*WITHOUT ROWID/, ") WITHOUT ROWID")}`);
    database.exec(`INSERT INTO main."${name}" SELECT * FROM ours."${name}"`);
  }
  for (const { sql } of indexes) database.exec(sql);
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  database.close();
  return path;
}

interface Table {
  readonly name: string;
  readonly sql: string;
}

function tamper(path: string, changes: readonly Tampering[]): void {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF");
  for (const { table, column, row, value } of changes) {
    const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[];
    const { name } = columns[column % columns.length] ?? { name: "" };
    try {
      const key = columns[0]?.name ?? "";
      database
        .prepare(
          `UPDATE "${table}" SET "${name}" = ? WHERE "${key}" IN (SELECT "${key}" FROM "${table}" LIMIT 2 OFFSET ?)`,
        )
        .run(value, row % 2);
    } catch (error) {
      // SQLite itself does not let this value in here.
      assert.ok(error instanceof Error && "errcode" in error, String(error));
    }
  }
  database.close();
}

const hasher = new Hasher(new Uint8Array(16));

/** Reads everything there is, shows it, exports it, writes on. */
function use(store: Store): void {
  const files = store.files().flatMap(({ uri, lineCount, unreadLines, unreadCostTenths }) => {
    for (const count of [lineCount, unreadLines, unreadCostTenths])
      assert.ok(Number.isSafeInteger(count) && count >= 0);
    const file = store.loadFile(uri);
    for (const former of [...store.formersOf(uri), ...(file === undefined ? [] : [file])]) {
      assertSpans(former.spans, former.lineHashes.length);
    }
    if (file === undefined) return [];
    assert.deepEqual(store.snapshotOf(uri, file.textHash)?.spans, file.spans);
    store.filesWithText(file.textHash);
    return [{ uri, file: uri, lineCount, unreadLines, spans: file.spans }];
  });
  const days = store.days();
  const outcomes = store.outcomes();
  for (const { day } of [...days, ...outcomes]) assert.ok(weekOf(day, 1).start <= day);
  const answers = store.weekAnswers();
  for (const { week, atMs } of answers) {
    assert.ok(Number.isSafeInteger(numberOfWeek(weekOf(week, 1))));
    assertMoment(atMs);
  }
  const checklists = store.checklists();
  for (const { answers: given, atMs } of checklists) {
    assertMoment(atMs);
    for (const id of unsureIn(given)) assert.equal(typeof id, "string");
  }
  for (const { lines, uri } of store.treeStates((hash) => hasher.isBlank(hash))) {
    assert.ok(lines > 0 && lines <= (store.loadFile(uri)?.lineHashes.length ?? Infinity), `${lines} lines of ${uri}`);
  }
  for (const { offset } of store.agentCursors("scope")) assert.ok(Number.isSafeInteger(offset) && offset >= 0);
  store.knownActs(["codex:1"]);
  store.sourceTotals();
  assert.ok(JSON.stringify(store.everything()).length > 0);
  assertExport(
    exportOf({
      files,
      checklists: checklists.map((one) => ({ ...one, file: one.uri })),
      facts: [...days, ...outcomes],
      weekAnswers: answers,
      workspaceRoots: ["file:///w"],
      minutes: 1,
      nowMs,
    }),
  );
  const earlier = answers.map(({ question, text }) => ({ question, text, weeksAgo: 3 }));
  const week = weekModel({ ...nothing, facts: days, outcomes: outcomes.map((fact) => fact), earlier });
  assert.ok(weekMarkdown(week, english).isWellFormed());
  // Of an act that is not stored yet: a stored one stays as it is, however odd somebody made it.
  const again = record(uris[0] ?? "", { spans: [span(0, 1, unread({ ...claude, id: "another" }))] });
  const fact = { workspace: "file:///w", day: "2026-11-22", lines: 1 };
  const facts = [{ ...fact, kind: "landed" } as const, { ...fact, kind: "read", attendedMs: 5 } as const];
  store.write({
    files: [again],
    facts: [...facts, { ...fact, kind: "outcome", state: "unread", by: "person" }],
    atMs: nowMs,
  });
  assert.equal(store.loadFile(uris[0] ?? "")?.spans.length, 1);
  store.writeChecklist(checklist(uris[0] ?? ""), checklists[0]);
  store.writeWeekAnswer({ week: "2026-11-16", question: "better", text: "Now.", atMs: nowMs });
  store.takeLease("agents", "other", nowMs, nowMs + 1000);
  store.writeAgentProgress("scope", { cursors: [], acts: ["codex:2"], atMs: nowMs });
  store.markPresence(uris[1] ?? "", false, undefined, nowMs);
  store.renameFile(uris[1] ?? "", "file:///w/other.ts");
  store.forget(uris[0] ?? "");
}

/** What `docs/export.md` promises. */
function assertExport(exported: Export): void {
  const day = /^\d{4}-\d\d-\d\d$/;
  assert.deepEqual(JSON.parse(JSON.stringify(exported)), exported);
  for (const { uri, path, lineCount, spans } of exported.files) {
    assert.ok(typeof uri === "string" && (path === null || typeof path === "string"));
    let free = 1;
    for (const { start, end, acceptedOn, committedOn, tool } of spans) {
      assert.ok(start >= free && end >= start && end <= lineCount, `lines ${start} to ${end} of ${lineCount}`);
      free = end + 1;
      assert.match(acceptedOn, day);
      if (committedOn !== undefined) assert.match(committedOn, day);
      assert.ok(tool === null || typeof tool === "string");
    }
  }
  for (const one of exported.days) {
    assert.match(one.day, day);
    for (const [name, lines] of Object.entries(one)) assert.ok(name === "day" || Number.isFinite(lines), name);
  }
  for (const { answeredOn } of [...(exported.checklists ?? []), ...(exported.weekAnswers ?? [])]) {
    assert.match(answeredOn, day);
  }
  for (const { lines } of exported.outcomes ?? []) assert.ok(Number.isFinite(lines));
}

/** The rows of a database that anybody may have changed. */
function rowsDoor(name: string, isLoose: boolean): Door {
  return {
    name,
    share: 2,
    open: () => {
      const root = mkdtempSync(join(tmpdir(), "review-debt-fuzz-"));
      const made = filled(join(root, "made"));
      const template = isLoose ? loosened(root, made) : made;
      const folder = join(root, "used");
      const take = (changes: readonly Tampering[]): void => {
        mkdirSync(folder);
        try {
          copyFileSync(join(root, "made", "review-debt.key"), join(folder, "review-debt.key"));
          copyFileSync(template, join(folder, "review-debt.db"));
          tamper(join(folder, "review-debt.db"), changes);
          const store = new Store(folder, { onLoss: (loss) => assert.fail(`odd values are no damage: ${loss.kind}`) });
          try {
            use(store);
          } finally {
            store.close();
          }
        } finally {
          rmSync(folder, { recursive: true });
        }
      };
      return { inputs: tampering, take, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
    },
  };
}

/** A file by the name of the database that is damaged, or none at all. */
const damaged: Door = {
  name: "the database's file, damaged in any place",
  share: 2,
  open: () => {
    const root = mkdtempSync(join(tmpdir(), "review-debt-fuzz-"));
    const made = filled(join(root, "made"));
    const folder = join(root, "used");
    const damage = fc.record({
      cut: fc.option(fc.nat(200_000)),
      writes: fc.array(fc.tuple(fc.nat(400_000), asBytes(mutatedText(["SQLite format 3\0", "file", ""]))), {
        maxLength: 4,
      }),
      key: fc.option(fc.uint8Array({ maxLength: 40 })),
    });
    const take = ({ cut, writes, key }: Damage): void => {
      mkdirSync(folder);
      try {
        copyFileSync(join(root, "made", "review-debt.key"), join(folder, "review-debt.key"));
        const path = join(folder, "review-debt.db");
        writeFileSync(path, brokenCopy(made, cut, writes));
        if (key !== null) writeFileSync(join(folder, "review-debt.key"), key);
        const store = new Store(folder, {});
        try {
          use(store);
        } catch (error) {
          // It says what is the matter: the number of a version may be damaged, too.
          if (error instanceof StoreError) return;
          // SQLite keeps to the rules that the file says its tables have; nobody can know that they were others.
          if (!(error instanceof Error && "errcode" in error && definitionsIn(path) !== definitionsIn(made)))
            throw error;
        } finally {
          store.close();
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
    return { inputs: damage, take, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
  },
};

/** What a database says its tables are. */
function definitionsIn(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return JSON.stringify(database.prepare("SELECT * FROM sqlite_schema ORDER BY name").all());
  } catch {
    return "none";
  } finally {
    database.close();
  }
}

interface Damage {
  readonly cut: number | null;
  readonly writes: readonly (readonly [at: number, bytes: Buffer])[];
  readonly key: Uint8Array | null;
}

function brokenCopy(path: string, cut: number | null, writes: Damage["writes"]): Buffer {
  const whole = readFileSync(path);
  const bytes = Buffer.from(whole.subarray(0, cut === null ? whole.length : cut % (whole.length + 1)));
  for (const [at, put] of writes) if (bytes.length > 0) put.copy(bytes, at % bytes.length);
  return bytes;
}

/** What our own storage may hold when it is opened. */
export const storeDoors: readonly Door[] = [
  rowsDoor("rows of the database, within its types", false),
  rowsDoor("rows of the database, of any type in any column", true),
  damaged,
];
