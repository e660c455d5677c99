import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { StoreLoss } from "../../../src/store/handle.ts";
import { StoreError } from "../../../src/store/problem.ts";
import type { Store } from "../../../src/store/store.ts";
import { Place, sqliteFor } from "./place.ts";
import { damageOf } from "./windows/atOnce.ts";
import { Work } from "./windows/work.ts";

/** What may happen to the files of a store while a window has them open. */
const damages: readonly [what: string, damage: (place: Place) => void][] = [
  ["is deleted", ({ database }) => rmSync(database)],
  ["is deleted with all beside it but the key", ({ folder }) => remove(folder, (name) => !name.endsWith(".key"))],
  ["is deleted with its folder", ({ folder }) => rmSync(folder, { recursive: true })],
  ["is emptied", ({ database }) => truncateSync(database, 0)],
  ["is cut off", ({ database }) => truncateSync(database, 3 * 4096 + 100)],
  ["is noise", ({ database }) => scribble(database, 0)],
  ["is noise after its first page", ({ database }) => scribble(database, 4096)],
  ["has a journal of noise", ({ folder }) => everyJournal(folder, (path) => scribble(path, 0))],
  ["loses its journal", ({ folder }) => remove(folder, (name) => /-(wal|journal)$/.test(name))],
];

function remove(folder: string, isMeant: (name: string) => boolean): void {
  for (const name of readdirSync(folder).filter(isMeant)) rmSync(join(folder, name));
}

function everyJournal(folder: string, work: (path: string) => void): void {
  for (const name of readdirSync(folder)) if (/-(wal|journal)$/.test(name)) work(join(folder, name));
}

/** Overwrites a file in its place from there on. */
function scribble(path: string, from: number): void {
  const descriptor = openSync(path, "r+");
  writeSync(descriptor, randomBytes(Math.max(0, statSync(path).size - from)), 0, null, from);
  closeSync(descriptor);
}

/** Whether a call works; what it may not throw is anything but the store's own error. */
function works(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch (error) {
    assert.ok(error instanceof StoreError, String(error));
    return false;
  }
}

describe("store, damaged under a window at work", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  for (const journal of ["a WAL", "a rollback journal"] as const) {
    for (const [what, damage] of damages) {
      for (const first of ["read", "written"] as const) {
        it(`that ${what}, with ${journal}, and is ${first} next: told at most once, and work goes on`, () => {
          const losses: StoreLoss[][] = [];
          const store = (): Store => {
            const own: StoreLoss[] = [];
            losses.push(own);
            return place.store({ sqlite: sqliteFor(journal), onLoss: (loss) => own.push(loss) });
          };
          const running = store();
          const work = new Work("window", running.key());
          for (let i = 0; i < 8; i++) running.write(work.next());
          damage(place);

          if (first === "read") for (const read of reads) works(() => read(running));
          work.next();
          // As the editor does after a loss: all that is in memory is written again, with what is new.
          const saveAll = (): boolean =>
            works(() => running.write({ files: work.files(), facts: [], atMs: work.atMs }));
          assert.ok(saveAll() || saveAll() || saveAll(), "it stores again");

          // What a window has in its memory it does not read again, so the next one may be the first to see the damage.
          const next = store();
          for (const read of reads) works(() => read(next));
          assert.ok(saveAll() || saveAll(), "it still stores");
          place.closeAll();

          const last = store();
          const lost = work
            .files()
            .filter(({ uri, spans }) => JSON.stringify(last.loadFile(uri)?.spans ?? []) !== JSON.stringify(spans))
            .map(({ uri }) => uri);
          assert.deepEqual(lost, []);
          assert.deepEqual(damageOf(place.database), []);
          const told = losses.map((own) => own.map(({ kind }) => kind));
          assert.ok(told.every((own) => own.length <= 1) && told.at(-1)?.length === 0, JSON.stringify(told));
          assert.ok(told.flat().filter((kind) => kind === "corrupt").length <= 1, JSON.stringify(told));
        });
      }
    }
  }
});

const reads: readonly ((store: Store) => unknown)[] = [
  (store) => store.files(),
  (store) => store.days(),
  (store) => store.loadFile("file:///w/window/0.ts"),
  (store) => store.changedElsewhere(),
];
