import assert from "node:assert/strict";
import fc from "fast-check";
import { glanceAt, type HunkText } from "../../../../src/core/review/hunkText.ts";
import { namesIn } from "../../../../src/core/review/names.ts";
import { heaviestPackFor, packs, packsFor } from "../../../../src/core/review/packs.ts";
import { coreQuestions } from "../../../../src/core/review/question.ts";
import { hunkOf, snippets } from "./snippets.ts";

const idsFor = (hunk: HunkText): string[] => packsFor(glanceAt(hunk)).map(({ id }) => id);

/** Whether it takes less CPU time than this, once in five runs: the first ones compile, and others work on this machine. */
function takesLessThan(limitMs: number, run: () => void): boolean {
  return [1, 2, 3, 4, 5].some(() => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 < limitMs;
  });
}

describe("packs", () => {
  for (const snippet of snippets) {
    it(`${snippet.languageId}: ${snippet.what} → ${snippet.packs.join(", ") || "none"}`, () => {
      assert.deepEqual(idsFor(hunkOf(snippet)), snippet.packs);
    });
  }

  it("each fire in a snippet, and are silent in others of the same language", () => {
    assert.ok(new Set(snippets.map(({ languageId }) => languageId)).size > 15);
    for (const { id } of packs) {
      const firing = snippets.filter((snippet) => snippet.packs.includes(id));
      assert.ok(firing.length > 0, `${id} never fires`);
      const ids = new Set(firing.map(({ languageId }) => languageId));
      assert.ok(
        snippets.some(({ languageId, packs: fired }) => ids.has(languageId) && !fired.includes(id)),
        `${id} always fires`,
      );
    }
  });

  it("have ids of their own, a weight, a plain question and a public source", () => {
    const questions = [...coreQuestions, ...packs];
    assert.equal(new Set(questions.map(({ id }) => id)).size, questions.length);
    assert.equal(new Set(questions.map(({ text }) => text)).size, questions.length);
    for (const { id, label, text, source } of questions) {
      assert.match(id, /^[a-z]+(?:[A-Z][a-z]+)*(?:\.[a-z]+)?$/i);
      assert.match(label ?? "", /^.{2,22}$/);
      assert.match(text, /^[A-Z][^<>$`]{20,150}\?$/, id);
      assert.ok(typeof source === "object" && source.url.startsWith("https://") && source.name !== "", id);
    }
    for (const { weight } of packs) assert.ok(Number.isInteger(weight) && weight >= 1 && weight <= 9);
  });

  it("come the heaviest first, and the heaviest alone is the same one", () => {
    for (const snippet of snippets) {
      const glance = glanceAt(hunkOf(snippet));
      const fired = packsFor(glance);
      assert.deepEqual(
        fired.map(({ weight }) => weight),
        fired.map(({ weight }) => weight).toSorted((a, b) => b - a),
      );
      assert.equal(heaviestPackFor(glance), fired[0]);
    }
  });

  it("look at the same thing when comments are taken away", () => {
    for (const snippet of snippets) {
      if (["markdown", "sql", "shellscript"].includes(snippet.languageId)) continue;
      const hunk = hunkOf(snippet);
      const { code } = glanceAt(hunk);
      const kept = snippet.packs.filter((id) => id !== "bigBlock");
      assert.deepEqual(
        idsFor({ ...hunk, lines: code.split("\n") }).filter((id) => id !== "bigBlock"),
        kept,
      );
    }
  });

  it("say the same again, and nothing throws, whatever a hunk is", () => {
    const bits = snippets.flatMap(({ text }) => text.split(/(\W)/).filter((bit) => bit !== ""));
    const line = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ maxLength: 3 })), { maxLength: 30 });
    const hunk: fc.Arbitrary<HunkText> = fc.record({
      path: fc.oneof(fc.constantFrom(...snippets.map(({ path }) => path)), fc.string()),
      languageId: fc.constantFrom(...snippets.map(({ languageId }) => languageId), "", "__proto__"),
      lines: fc.array(line.map((parts) => parts.join(""))),
      isNewFile: fc.boolean(),
      before: fc.array(fc.string()),
      newNames: fc.constant(new Set(bits)),
    });
    fc.assert(
      fc.property(hunk, (one) => {
        const names = namesIn(glanceAt(one));
        assert.ok(names.packages.length <= 40 && names.calls.length <= 40);
        assert.deepEqual(idsFor(structuredClone(one)), idsFor(one));
      }),
      { numRuns: 500 },
    );
  });

  it("take no time for a line of 5 MB, whatever is in it", () => {
    // What expressions begin with, again and again, and never come to the end of.
    const starts =
      "a~as ~a as ~a.~for ~ in ~for x in ~x.forEach~f(~f(g~try ~except~def f(~= ~log ~user~token:~Math~this.~await ~_ = ~, ~" +
      'import ~from "~a/~((~if (~=> ~UPDATE ~DELETE FROM ~$a ~new ~= new ~x[~x[a+~<!--~"""~"\\"~.then(~in_array(~parseInt(~' +
      "catch ~using ~&&~SELECT~' SELECT~<A a~fooAsync(~/*~\n";
    const bits = [...Array.from("\"'`([{<!=_$:@*/#-. \t;\\"), ...starts.split("~")];
    for (const bit of bits) {
      const text = Buffer.alloc(5_000_000, bit).toString("latin1");
      const lines = Array<string>(20_000).fill(text);
      for (const languageId of ["typescript", "python", "csharp", "php", "sql", "shellscript"]) {
        const path = "a/".repeat(1000);
        const long: HunkText = { path, languageId, lines: [text], isNewFile: true, newNames: new Set(["a"]) };
        const many: HunkText = { ...long, lines, before: lines };
        const what = `${JSON.stringify(bit)} in ${languageId}`;
        assert.ok(
          takesLessThan(50, () => packsFor(glanceAt(long))),
          `one line of ${what}`,
        );
        assert.ok(
          takesLessThan(150, () => packsFor(glanceAt(many))),
          `lines of ${what}`,
        );
      }
    }
  });
});

describe("names of a hunk", () => {
  const names = (languageId: string, ...lines: string[]): unknown =>
    namesIn(glanceAt({ path: "a", languageId, lines, isNewFile: false }));

  it("are imported packages, without the parts and files in them", () => {
    const rows: readonly (readonly [string, string, readonly string[]])[] = [
      ["typescript", 'import { a } from "@org/pack/deep";', ["@org/pack"]],
      ["typescript", "const b = require('pack'); await import('other/x');", ["pack", "other"]],
      ["typescript", 'import "./a.ts"; import c from "node:fs"; import d from "#own";', []],
      ["typescript", '// import e from "pack"', []],
      ["python", "import numpy as np", ["numpy"]],
      ["python", "    from scipy.stats import norm", ["scipy"]],
      ["python", "from . import own", []],
      ["go", '\ttable "github.com/example/table/v2"', ["github.com/example/table/v2"]],
      ["go", '\t"net/http"', []],
      ["rust", "use serde::Deserialize;", ["serde"]],
      ["rust", "use crate::own; use std::fs;", []],
      ["ruby", 'require "nokogiri"', ["nokogiri"]],
      ["java", "import com.example.Table;", ["com.example.Table"]],
      ["java", "import java.util.List;", []],
      ["kotlin", "import com.example.table.row", ["com.example.table"]],
      ["csharp", "using Newtonsoft.Json;", ["Newtonsoft.Json"]],
      ["csharp", "using System.Text;", []],
      ["php", "use Monolog\\Logger;", ["Monolog\\Logger"]],
      ["swift", "import Alamofire", ["Alamofire"]],
      ["cobol", "import pack", []],
    ];
    for (const [languageId, line, packages] of rows) {
      assert.deepEqual((names(languageId, line) as { packages: string[] }).packages, packages, line);
    }
  });

  it("are functions that are called, not those that are defined there, and each once", () => {
    assert.deepEqual(names("typescript", "function own(a) {", "  if (a) return other(own(a), other(a));", "}"), {
      packages: [],
      calls: ["other"],
    });
    assert.deepEqual(names("typescript", "  private async own(a: string) {", '    said("call(x)"); // not(this)'), {
      packages: [],
      calls: ["said"],
    });
    assert.deepEqual(names("rust", "let a = vec![1]; b.take_all()"), { packages: [], calls: ["vec", "take_all"] });
    assert.deepEqual(names("typescript", "new Table(rows)"), { packages: [], calls: ["Table"] });
    assert.deepEqual(names("typescript", "if (a) { for (const b of c) while (d) return typeof (e); }"), {
      packages: [],
      calls: [],
    });
    const many = Array.from({ length: 50 }, (_, i) => `call${i}(); import "pack${i}";`);
    assert.equal((names("typescript", ...many) as { calls: string[] }).calls.length, 40);
    assert.equal((names("typescript", ...many) as { packages: string[] }).packages.length, 40);
    assert.deepEqual(names("markdown", "call(a)"), { packages: [], calls: [] });
  });
});
