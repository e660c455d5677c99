import assert from "node:assert/strict";
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Format, Surroundings } from "../../src/agents/format.ts";
import type { AiChange } from "../../src/core/attribution/aiEdit.ts";
import { slugOf } from "../rig/agents/claude.ts";
import { formatTable } from "../unit/agents/formatTable.ts";
import { Desk } from "./desk.ts";

/** The fixtures were left by people at work here. */
const projects = /\/home\/dev\/shop|\/work\/app/g;
const fixtures = join(import.meta.dirname, "..", "unit", "agents", "fixtures");
/** Stands in every place of every fixture that is none of our business: prompts, replies, usage, e-mails, tokens. */
const canary = "CANARY";

/** The sources whose records lie there, and tell edits. */
const laidOut = new Set<string>();

describe("what agents' records hold beside edits", () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open("canaries", { prepare: layOut });
  });

  after(() => desk.close());

  it("is kept nowhere, while the edits of every format are found", async () => {
    assert.match(await desk.lookBack(), /^Found \d+ lines in \d+ files\.$/);
    const exported = await desk.exported();
    assert.ok(exported.files.length > 5, "edits of many files were found");

    const kept = [
      ...globSync("**/*", { cwd: desk.storage }).map((name) => join(desk.storage, name)),
      ...globSync("logs/**/*", { cwd: desk.editor.folders.user }).map((name) => join(desk.editor.folders.user, name)),
    ].filter((file) => statSync(file).isFile());
    assert.ok(kept.some((file) => file.endsWith("review-debt.db")));
    for (const file of kept) assert.ok(!readFileSync(file).includes(canary), file);
    assert.ok(!JSON.stringify(exported).includes(canary), "the export");
    using database = new DatabaseSync(join(desk.storage, "review-debt.db"), { readOnly: true });
    const sources = database.prepare("SELECT DISTINCT substr(id, 1, instr(id, ':') - 1) AS source FROM act").all();
    assert.deepEqual(sources.map(({ source }) => source).toSorted(), [...laidOut].toSorted());
  });
});

/** Puts every fixture where its agent leaves such records, and the files it tells of into the workspace. */
function layOut(desk: Desk): void {
  const { home, user } = desk.editor.folders;
  const surroundings: Surroundings = {
    home,
    platform: process.platform,
    env: {},
    userFolder: join(user, "User"),
    workspaceStorage: undefined,
  };
  const here = (text: string): string =>
    text
      .replaceAll(projects, desk.folder)
      .replaceAll(/20\d\d-\d\d-\d\d(?=T\d\d:)/g, new Date().toISOString().slice(0, 10))
      .replaceAll(/\b1[67]\d{11}\b/g, String(Date.now()));
  const texts = new Map<string, string>();
  for (const { format, fixture, edits } of formatTable) {
    const [root] = format.roots(surroundings);
    if (root === undefined) continue;
    const place = placeOf(format, fixture, desk.folder);
    const script = here(readFileSync(join(fixtures, fixture), "utf8"));
    const target = join(root, place);
    mkdirSync(dirname(target), { recursive: true });
    if (format.kind === "database") {
      using database = new DatabaseSync(target);
      database.exec(script);
    } else writeFileSync(target, script);
    layBeside(fixture, place, root, here);
    if (edits.length > 0) laidOut.add(format.source);
    for (const { path, change } of edits) {
      const file = path.replace(projects, desk.folder);
      if (file !== path) texts.set(file, (texts.get(file) ?? "") + `${textOf(change)}\n`);
    }
  }
  for (const [file, text] of texts) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Where a fixture lies below its agent's root. */
function placeOf(format: Format, fixture: string, folder: string): string {
  const [source = "", ...parts] = fixture.split("/");
  const own = parts.map((part) => part.replace("-home-dev-shop", slugOf(folder)));
  if (source === "claudeCode") return join(slugOf(folder), ...own);
  if (source === "codex") return join("2026", `rollout-${own.join("-")}`);
  if (format.kind === "database") return own.join("/").replace(/\.sql$/, ".db");
  for (let from = 0; from < own.length; from++) {
    const place = own.slice(from).join("/");
    if (format.isRecord(place)) return place;
  }
  throw new Error(`${fixture} is no record of ${format.source}`);
}

/** What lies beside a fixture comes along: manifests and the like tell the working folder. */
function layBeside(fixture: string, place: string, root: string, here: (text: string) => string): void {
  const top = fixture.split("/")[0] ?? "";
  const above = fixture.split("/").length - 1 - place.split("/").length;
  for (const name of globSync(`${top}/**/*`, { cwd: fixtures }).concat(globSync(`${top}/**/.*`, { cwd: fixtures }))) {
    if (formatTable.some((row) => row.fixture === name) || statSync(join(fixtures, name)).isDirectory()) continue;
    const target = join(root, ...name.split("/").slice(1 + Math.max(0, above)));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, here(readFileSync(join(fixtures, name), "utf8")));
  }
}

function textOf(change: AiChange): string {
  switch (change.kind) {
    case "pieces":
      return change.pieces.map(({ newText }) => newText).join("\n");
    case "whole":
    case "lines":
      return change.text;
    default:
      return "";
  }
}
