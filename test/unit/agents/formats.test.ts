import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize, relative } from "node:path";
import fc from "fast-check";
import { formats } from "../../../src/agents/formats.ts";
import type { Format } from "../../../src/agents/format.ts";
import type { AiEdit } from "../../../src/core/attribution/aiEdit.ts";
import { formatTable } from "./formatTable.ts";
import { deep, poison, poisoned } from "./poison.ts";
import { newSession, readRecord, rowsOf } from "./reading.ts";

const folder = join(import.meta.dirname, "fixtures");

function fixture(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

function read(format: Format, name: string): { readonly edits: readonly AiEdit[]; readonly odd: number } {
  return readRecord(format, fixture(name), join(folder, name));
}

describe("formats of agents' records", () => {
  it("have each at least one fixture in the table", () => {
    const inTable = new Set(formatTable.map(({ format }) => format));
    assert.deepEqual(
      formats.filter((format) => !inTable.has(format)).map(({ source }) => source),
      [],
    );
  });

  for (const { format, versions, fixture: name, edits, odd } of formatTable) {
    describe(`${format.tool}, ${versions}`, () => {
      it("gives the edits that were applied, and no others", () => {
        const parsed = read(format, name);
        // Who reads the edits takes the first of each id: some records tell an act twice.
        const first = parsed.edits.filter((edit, index, all) => all.findIndex(({ id }) => id === edit.id) === index);
        const told = first.map(({ id, path, atMs, change, confidence }) => ({
          id,
          path,
          at: new Date(atMs).toISOString(),
          change,
          confidence,
        }));
        const wanted = edits.map(({ id, path, at, change, confidence }) => ({
          id: id.replace(path, normalize(path)),
          path: normalize(path),
          at,
          change: change.kind === "move" ? { ...change, from: normalize(change.from) } : change,
          confidence: confidence ?? "reported",
        }));
        assert.deepEqual(told, wanted);
        assert.equal(parsed.odd, odd ?? 0, "records that were not understood");
        assert.ok(parsed.edits.every((edit) => edit.tool === format.tool && edit.channel === "agentSession"));
      });

      it("holds secrets wherever a record has something that is not ours, and tells none of them", () => {
        const text = fixture(name);
        assert.match(text, /CANARY-\w+/, "the fixture has no canary");
        assert.doesNotMatch(JSON.stringify(read(format, name)), /CANARY/);
      });
    });
  }

  it("have no fixture that the table does not name", () => {
    const inTable = new Set(formatTable.map((row) => row.fixture));
    // What some tools keep beside their records, and formats look into for the working folder.
    const beside = /\/(?:\.project_root|history_item\.json|taskHistory\.json|s-41\.json)$/;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
    assert.deepEqual(
      files.filter((file) => !inTable.has(file) && !beside.test(file)),
      [],
    );
  });
});

describe("hostile records", () => {
  it("that are no JSON, or nested without end, never throw and tell nothing", () => {
    const hostile = ["", "{", "null", "3", '"text"', "[]", deep, `{"message":${deep},"payload":${deep}}`, "\0"];
    for (const format of formats) {
      if (format.kind !== "lines") continue;
      for (const line of hostile) {
        assert.deepEqual(
          format.parse(line, newSession()),
          { edits: [], odd: 0 },
          `${format.source}: ${line.slice(0, 40)}`,
        );
      }
    }
  });

  it("that are another document, or half of one, tell nothing but that they are no JSON", () => {
    for (const format of formats) {
      if (format.kind !== "document") continue;
      for (const text of ["null", "3", '"text"', "[]", "{}", deep, `{"messages":${deep},"history":${deep}}`]) {
        assert.deepEqual(format.parse(text, "/home/dev/x.json"), { edits: [], odd: 0 }, format.source);
      }
      for (const text of ["", "{", "\0", "[1,"]) {
        assert.throws(() => format.parse(text, "/home/dev/x.json"), SyntaxError, format.source);
      }
    }
  });

  it("that are cut anywhere tell only what the whole ones tell", () => {
    const rows = formatTable.filter(({ format }) => format.kind !== "database");
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.double({ min: 0, max: 1, noNaN: true }), (row, share) => {
        const whole = fixture(row.fixture);
        const cut = whole.slice(0, Math.floor(whole.length * share));
        const known = new Set(read(row.format, row.fixture).edits.map(({ id }) => id));
        try {
          const parsed = readRecord(row.format, cut, join(folder, row.fixture));
          for (const { id } of parsed.edits) assert.ok(known.has(id), id);
        } catch (error) {
          assert.ok(row.format.kind === "document" && error instanceof SyntaxError, String(error));
        }
      }),
    );
  });

  it("whose moments are none tell the moment they were written at, or nothing", () => {
    for (const { format, fixture: name } of formatTable) {
      if (format.kind === "database") continue;
      const text = fixture(name).replaceAll(/\b\d{13}\b/g, "1e308");
      for (const { atMs, id } of readRecord(format, text, join(folder, name)).edits) {
        assert.ok(!Number.isNaN(new Date(atMs).getTime()), `${id} at ${atMs}`);
      }
    }
  });

  it("of wrong types in every column never throw", () => {
    for (const { format, fixture: name } of formatTable) {
      if (format.kind !== "database") continue;
      const rows = rowsOf(format, fixture(name));
      fc.assert(
        fc.property(
          fc.constantFrom(...rows),
          fc.array(fc.tuple(fc.nat(), fc.constantFrom(...poison))),
          (row, places) => {
            const columns = Object.keys(row);
            const broken = { ...row };
            for (const [place, value] of places) {
              const column = columns[place % columns.length] ?? "";
              const isJson = place % 2 === 0 && typeof row[column] === "string" && /^[[{]/.test(row[column]);
              broken[column] = isJson ? poisoned(row[column] as string, [[place, value]]) : value;
            }
            for (const { path, atMs } of format.parse(broken).edits) {
              assert.ok(isAbsolute(path) && !path.includes("\0"), path);
              assert.ok(!Number.isNaN(new Date(atMs).getTime()), "no moment");
            }
          },
        ),
      );
    }
  });

  it("of wrong types in every place never throw, and name no path that they do not hold", () => {
    const rows = formatTable.filter(({ format }) => format.kind !== "database");
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...poison)), { minLength: 1, maxLength: 4 }),
        (chosen, places) => {
          const { format, fixture: name } = rows[chosen % rows.length]!;
          const record = fixture(name);
          const isLines = format.kind === "lines";
          const text = (isLines ? record.split("\n") : [record])
            .map((part) => (part.trim() === "" ? part : poisoned(part, places)))
            .join("\n");
          const { edits } = readRecord(format, text, join(folder, name));
          const held = pathsIn(text);
          for (const { path, change, atMs, id } of edits) {
            assert.equal(typeof id, "string");
            assert.ok(!Number.isNaN(new Date(atMs).getTime()), "no moment");
            for (const each of change.kind === "move" ? [path, change.from] : [path]) {
              assert.ok(isAbsolute(each) && !each.includes("\0"), each);
              const tail = each.split(/[\\/]/).at(-1) ?? "";
              assert.ok(held.includes(tail), `${each} is not in the record`);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** The record's text with escapes undone, to look for names in. */
function pathsIn(text: string): string {
  return text.replaceAll(/\\+/g, "\\").replaceAll(/\\n/g, "\n");
}
