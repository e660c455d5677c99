import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { Ledger } from "../../../src/core/ledger/ledger.ts";
import type { Origin } from "../../../src/core/ledger/mark.ts";
import { Moves } from "../../../src/core/ledger/moves.ts";
import { debtOfSpans } from "../../../src/core/review/debt.ts";
import type { TextChange } from "../../../src/core/text/change.ts";
import { Hasher, type LineHash } from "../../../src/core/text/hash.ts";
import type { Fact, InWorkspace } from "../../../src/core/week/facts.ts";
import type { FileRecord } from "../../../src/store/files.ts";
import type { Store } from "../../../src/store/store.ts";
import { change, wholeChange } from "../core/ledger/scene.ts";
import { type Place, sqliteThat } from "../store/place.ts";
import { type Ending, type Happening, workspaceOf } from "./happening.ts";

const agents: readonly Omit<Origin, "id" | "atMs">[] = [
  { channel: "agentSession", tool: "Claude Code", confidence: "reported" },
  { channel: "inlineAccept", tool: undefined, confidence: "observed" },
  { channel: "chatEdit", tool: "Copilot", confidence: "observed" },
  { channel: "agentTrace", tool: "Codex", confidence: "likely" },
];

interface Opened {
  readonly ledger: Ledger;
  /** For each event that can be undone: the text before it and the one after. */
  readonly texts: (readonly [before: readonly string[], after: readonly string[]])[];
}

/** A window with the ledgers of its files, which it stores as `Saver` does. */
export class SimulatedWindow {
  /** How many events its ledgers had. */
  events = 0;
  readonly #place: Place;
  readonly #name: string;
  #store: Store;
  #moves = new Moves();
  readonly #files = new Map<string, Opened>();
  /** The texts of files when they were last stored, as they are on disk, with the hashes of their lines. */
  readonly #disk = new Map<string, { readonly lines: readonly string[]; readonly hashes: readonly LineHash[] }>();
  readonly #dirty = new Set<string>();
  #facts: InWorkspace<Fact>[] = [];
  #failing: "no" | "commit" | "dies" = "no";
  #acts = 0;

  constructor(place: Place, name: string) {
    this.#place = place;
    this.#name = name;
    this.#store = this.#opened();
  }

  tell(happening: Happening): void {
    const { file: uri, atMs } = happening;
    if (happening.kind === "create") {
      this.#files.set(uri, { ledger: new Ledger(happening.lines, [], this.#moves), texts: [] });
      this.#disk.set(uri, { lines: happening.lines, hashes: this.#hasher().lines(happening.lines) });
      return;
    }
    const file = this.#files.get(uri)!;
    const { ledger } = file;
    const person = { kind: "person", atMs } as const;
    this.#dirty.add(uri);
    this.events++;
    switch (happening.kind) {
      case "delete":
        this.written("stored", atMs);
        this.#store.markPresence(uri, false, undefined, atMs);
        this.#files.delete(uri);
        this.#disk.delete(uri);
        return;
      case "agent": {
        const { at, count, lines, seen } = happening;
        const author = { kind: "ai", origin: this.#act(happening.agent, atMs) } as const;
        const text = lines.map((line) => `${line}\n`).join("");
        return this.#edit(file, () => {
          if (seen === "atOnce") ledger.apply([change(at, 0, at + count, 0, text)], author);
          else {
            const disk = ledger.lines.toSpliced(at, count, ...lines);
            const id =
              seen === "late"
                ? ledger.apply([change(at, 0, at + count, 0, text)], person)
                : ledger.replaceText(disk, { kind: "disk", atMs });
            assert.ok(ledger.reattribute(id, author));
            this.events++;
          }
        });
      }
      case "agentAdds":
        return this.#edit(file, () =>
          ledger.apply([behind(ledger, happening.at, happening.text)], {
            kind: "ai",
            origin: this.#act(happening.agent, atMs),
          }),
        );
      case "write": {
        const { at, lines } = happening;
        return this.#edit(file, () => ledger.apply([change(at, 0, at, 0, `${lines.join("\n")}\n`)], person));
      }
      case "type":
        return this.#edit(file, () => ledger.apply([behind(ledger, happening.at, happening.text)], person));
      case "replace": {
        const { at, text } = happening;
        const { length } = ledger.lines[at]!;
        return this.#edit(file, () => ledger.apply([change(at, 0, at, length, text)], person));
      }
      case "break": {
        const { at, character } = happening;
        return this.#edit(file, () => ledger.apply([change(at, character, at, character, "\n")], person));
      }
      case "join": {
        const { at } = happening;
        const { length } = ledger.lines[at]!;
        return this.#edit(file, () => ledger.apply([change(at, length, at + 1, 0, "")], person));
      }
      case "remove":
        return this.#edit(file, () =>
          ledger.apply([change(happening.at, 0, happening.at + happening.count, 0, "")], person),
        );
      case "move": {
        const { at, count, to, toAt } = happening;
        const moved = ledger.lines.slice(at, at + count);
        const target = this.#files.get(to)!;
        this.#edit(file, () => ledger.apply([change(at, 0, at + count, 0, "")], person));
        this.#edit(target, () =>
          target.ledger.apply([change(toAt, 0, toAt, 0, moved.map((line) => `${line}\n`).join(""))], person),
        );
        this.#dirty.add(to);
        this.events++;
        return;
      }
      case "format":
        return this.#edit(file, () => ledger.apply([behind(ledger, happening.at, ";")], { kind: "tool", atMs }));
      case "settle":
        ledger.settle(rangeOf(happening), happening.evidence);
        return;
      case "reopen":
        ledger.reopen(rangeOf(happening));
        return;
      case "declareAi":
        ledger.declareAi(rangeOf(happening), { ...this.#act(0, atMs), channel: "declared", confidence: "declared" });
        return;
      case "declareMine":
        ledger.declareMine(rangeOf(happening));
        return;
      case "commit":
        ledger.noteHead(
          ledger.lines.map((_, i) => i < happening.until),
          () => atMs,
        );
        return;
      case "undo": {
        const undone = file.texts.splice(-happening.undone);
        for (const [before] of undone.toReversed()) {
          ledger.rewind([wholeChange(ledger.lines, before.join("\n"))], "undo", atMs);
        }
        for (const texts of undone.slice(0, happening.redone)) {
          ledger.rewind([wholeChange(ledger.lines, texts[1].join("\n"))], "redo", atMs);
          file.texts.push(texts);
        }
        this.events += happening.undone + happening.redone - 1;
      }
    }
  }

  /** Writes all that is not stored yet, which ends as it is told to. */
  written(ending: Ending, atMs: number): void {
    for (const uri of this.#dirty) {
      for (const fact of this.#files.get(uri)!.ledger.takeFacts()) {
        this.#facts.push({ ...fact, workspace: workspaceOf(uri) });
      }
    }
    const files = [...this.#dirty].map((uri) => this.#record(uri));
    const batch = { files, facts: this.#facts, atMs };
    switch (ending) {
      case "commit":
        this.#failing = "commit";
        assert.throws(() => this.#store.write(batch), /no_such_function/);
        this.#failing = "no";
        return;
      case "middle": {
        const bad = { ...this.#facts[0], kind: "understood" } as unknown as InWorkspace<Fact>;
        assert.throws(() => this.#store.write({ ...batch, facts: [...batch.facts, bad] }));
        return;
      }
      case "locked": {
        const other = this.#place.raw();
        other.exec("BEGIN IMMEDIATE");
        assert.throws(() => this.#store.write(batch), /locked/);
        other.close();
        return;
      }
      case "diesBefore":
        return this.#startAgain();
      case "diesWhile":
        this.#failing = "dies";
        assert.throws(() => this.#store.write(batch), /no_such_function/);
        return this.#startAgain();
      case "stored":
      case "diesAfter":
        this.#store.write(batch);
        this.#facts = [];
        this.#dirty.clear();
        for (const { uri, lineHashes } of files) {
          this.#disk.set(uri, { lines: this.#files.get(uri)!.ledger.lines, hashes: lineHashes as LineHash[] });
        }
        if (ending === "diesAfter") this.#startAgain();
    }
  }

  /** The window's process is gone; a new one finds the files as they were when they were last stored. */
  #startAgain(): void {
    this.#store.close();
    this.#failing = "no";
    this.#store = this.#opened();
    this.#moves = new Moves();
    this.#facts = [];
    this.#dirty.clear();
    for (const [uri, { lines, hashes }] of this.#disk) {
      const stored = this.#store.loadFile(uri);
      if (stored !== undefined) assert.equal(stored.textHash, this.#hasher().text(hashes));
      this.#files.set(uri, { ledger: new Ledger(lines, stored?.spans ?? [], this.#moves), texts: [] });
    }
  }

  #opened(): Store {
    return this.#place.store({
      sqlite: sqliteThat((database: DatabaseSync) => {
        const exec = database.exec.bind(database);
        database.exec = (sql) => {
          const fails =
            this.#failing === "commit" ? sql === "COMMIT" : this.#failing === "dies" && /COMM|ROLL/.test(sql);
          if (fails) exec("SELECT no_such_function()");
          // No power fails here, and to wait for the disk is all that takes long.
          exec(sql.startsWith("PRAGMA synchronous") ? "PRAGMA synchronous = OFF" : sql);
        };
      }),
    });
  }

  #hasherOnce: Hasher | undefined;
  #hasher(): Hasher {
    return (this.#hasherOnce ??= new Hasher(this.#store.key()));
  }

  #act(agent: number, atMs: number): Origin {
    return { ...agents[agent]!, id: `${this.#name} ${this.#acts++}`, atMs };
  }

  #edit(file: Opened, apply: () => void): void {
    const before = file.ledger.lines;
    apply();
    file.texts.push([before, file.ledger.lines]);
    if (file.texts.length > 6) file.texts.shift();
  }

  #record(uri: string): FileRecord {
    const { ledger } = this.#files.get(uri)!;
    const hashes = this.#hasher().lines(ledger.lines, this.#disk.get(uri));
    const spans = ledger.spans();
    const debt = debtOfSpans(ledger.lines, spans);
    return {
      uri,
      textHash: this.#hasher().text(hashes),
      lineHashes: hashes,
      spans,
      unreadLines: debt.lines,
      unreadCostTenths: debt.costTenths,
      present: true,
      disk: undefined,
    };
  }
}

function rangeOf({ at, count }: { readonly at: number; readonly count: number }): { start: number; end: number } {
  return { start: at, end: at + count };
}

function behind(ledger: Ledger, at: number, text: string): TextChange {
  const { length } = ledger.lines[at]!;
  return change(at, length, at, length, text);
}
