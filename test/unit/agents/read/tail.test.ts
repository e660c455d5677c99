import assert from "node:assert/strict";
import { appendFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { claudeCode } from "../../../../src/agents/formats/claudeCode.ts";
import { codex } from "../../../../src/agents/formats/codex.ts";
import { line, lineFormat, Place, RecordReader, type Said } from "./records.ts";

describe("reading a record that grows", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const did = (id: string): string => line({ did: id });
  const started = (content: string | Uint8Array): { file: string; reader: RecordReader } => {
    const file = place.record("a.jsonl", content);
    return { file, reader: new RecordReader(lineFormat(place.agent), file) };
  };

  it("reads each line once, and nothing when nothing was added", async () => {
    const { file, reader } = started(did("a") + did("b"));
    assert.deepEqual(await reader.look(), ["a", "b"]);
    assert.deepEqual(await reader.look(), []);
    appendFileSync(file, did("c"));
    assert.deepEqual(await reader.look(), ["c"]);
    assert.deepEqual(await reader.look(true), []);
  });

  it("lets a line without its end wait", async () => {
    const { file, reader } = started(did("a") + did("b").slice(0, 8));
    assert.deepEqual(await reader.look(), ["a"]);
    appendFileSync(file, did("b").slice(8, -1));
    assert.deepEqual(await reader.look(), []);
    appendFileSync(file, "\n");
    assert.deepEqual(await reader.look(), ["b"]);
  });

  it("passes over bad lines, whatever is in them", async () => {
    const deep = `{"did":${"[".repeat(200_000)}\n`;
    const bad = ['{"did":\n', '"did"\n', '\0\0"did"\0\n', '{"__proto__":{"did":1},"did"\n', deep, "\n", "\r\n"];
    const { reader } = started(did("a") + bad.join("") + did("b"));
    assert.deepEqual(await reader.look(), ["a", "b"]);
    assert.equal(reader.last?.skipped, 0);
  });

  it("counts a line at which a format fails, and goes on", async () => {
    const file = place.record("a.jsonl", did("a") + did("b"));
    const failing = lineFormat(place.agent, (text) => {
      if (text.includes('"a"')) throw new RangeError("too deep");
      return { edits: [], odd: 0 };
    });
    const reader = new RecordReader(failing, file);
    await reader.look();
    assert.equal(reader.odd, 1);
    assert.equal(reader.last?.cursor?.offset, Buffer.byteLength(did("a") + did("b")));
  });

  it("hands no line to the format that holds nothing wanted", async () => {
    const seen: string[] = [];
    const file = place.record("a.jsonl", line({ talk: "CANARY-talk" }) + did("a") + line({ talk: "CANARY-more" }));
    const format = lineFormat(place.agent, (text) => {
      seen.push(text);
      return { edits: [], odd: 0 };
    });
    await new RecordReader(format, file).look();
    assert.deepEqual(seen, [did("a").trim()]);
  });

  it("reads CRLF, a byte order mark and bytes that are no UTF-8", async () => {
    const broken = Buffer.from([0x22, 0xff, 0xc3, 0x28, 0x22]);
    const { reader } = started(
      Buffer.concat([
        Buffer.from(`\ufeff${did("a")}`),
        Buffer.from(did("b").replace("\n", "\r\n")),
        Buffer.from('{"did":"c","talk":'),
        broken,
        Buffer.from(`}\n${did("é𝄞")}`),
      ]),
    );
    assert.deepEqual(await reader.look(), ["a", "b", "c", "é𝄞"]);
  });

  it("begins again where the file was cut, overwritten or replaced", async () => {
    const { file, reader } = started(did("a") + did("b"));
    await reader.look();
    truncateSync(file, did("a").length);
    assert.deepEqual(await reader.look(), ["a"], "cut");
    writeFileSync(file, did("c") + did("d") + did("e"));
    assert.deepEqual(await reader.look(), ["c", "d", "e"], "overwritten");
    const other = place.record("other", did("c") + did("d") + did("f"));
    renameSync(other, file);
    assert.deepEqual(await reader.look(true), ["c", "d", "f"], "replaced");
  });

  it("notices that what stands before its place was rewritten, though the file begins as before and has grown", async () => {
    const head = line({ talk: "x".repeat(1000) });
    const { file, reader } = started(head + did("a"));
    await reader.look();
    writeFileSync(file, head + did("b") + did("c"));
    assert.deepEqual(await reader.look(), ["b", "c"]);
  });

  it("knows a request when its result comes, also after a restart", async () => {
    const { file, reader } = started(line({ cwd: "/w/deep" }) + line({ asks: "a" }) + line({ talk: "x".repeat(5000) }));
    assert.deepEqual(await reader.look(), []);
    appendFileSync(file, line({ asks: "b" }) + line({ got: "b" }));
    assert.deepEqual(await reader.look(true), ["b"]);
    appendFileSync(file, line({ cwd: "/w/other" }) + line({ got: "a" }));
    assert.deepEqual(await reader.look(true), ["b", "a"], "what stands between is told again, under its id");
    assert.deepEqual(
      reader.edits.map(({ path }) => path),
      ["/w/deep/b", "/w/deep/b", "/w/other/a"],
    );
    assert.equal(reader.odd, 0);
  });

  it("does not wait for ever for a result", async () => {
    const filler = line({ talk: "x".repeat(1024 * 1024) });
    const { file, reader } = started(line({ asks: "a" }) + filler.repeat(9) + line({ asks: "b" }));
    await reader.look();
    const before = reader.last?.cursor?.offset ?? 0;
    assert.ok(before > 9 * 1024 * 1024, "the cursor stands at the request that may still have a result");
    appendFileSync(file, line({ got: "b" }));
    assert.deepEqual(await reader.look(), ["b"]);
  });

  it("reads only the end of a backlog that is too long, and says so", async () => {
    const { reader } = started(did("a").repeat(100) + did("b"));
    assert.deepEqual(await reader.look(false, { backlogBytes: did("b").length + 5 }), ["b"]);
    assert.equal(reader.last?.skipped, 1);
  });

  it("passes over a line of 100 MB without holding it, also when its end comes later", async () => {
    const { file, reader } = started(did("a"));
    truncateSync(file, 100 * 1024 * 1024);
    const heldBytes = (): number => process.memoryUsage().arrayBuffers;
    const before = heldBytes();
    let most = 0;
    const breathe = (): Promise<void> => {
      most = Math.max(most, heldBytes() - before);
      return Promise.resolve();
    };
    assert.deepEqual(await reader.look(false, { breathe }), ["a"]);
    assert.equal(reader.last?.skipped, 1);
    // Its end must not pass for a line of its own, whoever reads it.
    appendFileSync(file, did("inside") + did("b"));
    assert.deepEqual(await reader.look(true, { breathe }), ["b"]);
    assert.ok(most < 24 * 1024 * 1024, `held ${most} bytes`);
  });

  it("reads a line of just under 8 MB, and none over it", async () => {
    const long = (bytes: number): string => line({ did: "long", talk: "x".repeat(bytes) });
    const { file, reader } = started(did("a") + long(8_388_500) + did("b"));
    assert.deepEqual(await reader.look(), ["a", "long", "b"]);
    appendFileSync(file, long(8_388_608) + did("c"));
    assert.deepEqual(await reader.look(), ["c"]);
    assert.equal(reader.last?.skipped, 1);
  });

  it("reads a packed record once, a damaged one as far as it goes", async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => did(`e${i}`)).join("");
    const packed = zstdCompressSync(text);
    const file = place.record("a.jsonl.zst", packed);
    const reader = new RecordReader(lineFormat(place.agent), file);
    assert.equal((await reader.look()).length, 20_000);
    assert.deepEqual(await reader.look(true), []);
    writeFileSync(file, packed.subarray(0, packed.length >> 1));
    const some = await reader.look(true);
    assert.ok(some.length > 0 && some.length < 20_000, `${some.length} edits of the first half`);
    writeFileSync(file, "no zstd at all");
    assert.deepEqual(await reader.look(true), []);
  });

  it("gives the same edits however bytes are split into appends and reads", async () => {
    const said: fc.Arbitrary<string> = fc.oneof(
      fc.nat(30).map((n) => did(`d${n}`)),
      fc.nat(9).map((n) => line({ asks: `c${n}` })),
      fc.nat(9).map((n) => line({ got: `c${n}` })),
      fc.string({ unit: "binary" }).map((cwd) => line({ cwd: `/w/${cwd}` })),
      fc.string({ unit: "grapheme" }).map((talk) => line({ talk })),
      fc.constantFrom("\n", "\r\n", '{"did":\n', `{"did":"x"}\r\n`, '"got"\n'),
    );
    const reads = fc.array(fc.record({ bytes: fc.nat(120), restarted: fc.boolean() }), { maxLength: 30 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 25 }), reads, async (lines, steps) => {
        const bytes = Buffer.from(lines.join(""));
        const format = lineFormat(place.agent);
        const whole = new RecordReader(format, place.record(`whole${run}.jsonl`, bytes));
        await whole.look();
        const file = place.record(`split${run++}.jsonl`, "");
        const split = new RecordReader(format, file);
        let at = 0;
        for (const { bytes: count, restarted } of [...steps, { bytes: bytes.length, restarted: false }]) {
          appendFileSync(file, bytes.subarray(at, at + count));
          at += count;
          await split.look(restarted);
        }
        // A restart reads again from the oldest open request; ids tell what was told before.
        const once = (reader: RecordReader): unknown => [
          ...new Map(reader.edits.map((edit) => [`${edit.id} ${edit.path}`, edit])).values(),
        ];
        assert.deepEqual(once(split), once(whole));
        assert.equal(split.last?.cursor?.offset, whole.last?.cursor?.offset);
      }),
      { numRuns: 150 },
    );
  });

  it("gives the same edits of real formats however their bytes are split", async () => {
    const claude = (id: string): string =>
      `${JSON.stringify({
        type: "user",
        timestamp: "2026-11-20T10:00:00.000Z",
        cwd: "/w",
        message: {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: id, content: "CANARY-claude-content" }],
        },
        toolUseResult: { filePath: `/w/${id}.ts`, oldString: "a", newString: `é${id}`, structuredPatch: [] },
      })}\n`;
    const rollout = (id: string): string =>
      [
        {
          timestamp: "2026-11-20T10:00:00.000Z",
          type: "response_item",
          payload: {
            type: "custom_tool_call",
            name: "apply_patch",
            call_id: id,
            input: `*** Begin Patch\n*** Add File: ${id}.ts\n+one\n*** End Patch`,
          },
        },
        {
          timestamp: "2026-11-20T10:00:01.000Z",
          type: "response_item",
          payload: {
            type: "custom_tool_call_output",
            call_id: id,
            output: `Success. Updated the following files:\nA ${id}.ts\n`,
          },
        },
      ]
        .map((record) => `${JSON.stringify(record)}\n`)
        .join("");
    const meta = `${JSON.stringify({ type: "session_meta", payload: { cwd: "/w" } })}\n`;
    const ids = ["a", "b", "c", "d"];
    const texts = [
      { format: claudeCode, text: ids.map(claude).join("") },
      { format: codex, text: meta + ids.map(rollout).join("") },
    ];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.array(fc.nat(600)),
        fc.boolean(),
        async (record, cuts, restarted) => {
          const bytes = Buffer.from(record.text);
          const file = place.record(`real${run++}.jsonl`, "");
          const reader = new RecordReader(record.format, file);
          let at = 0;
          for (const count of [...cuts, bytes.length]) {
            appendFileSync(file, bytes.subarray(at, at + count));
            at += count;
            await reader.look(restarted);
          }
          assert.deepEqual(
            [...new Set(reader.edits.map(({ path }) => path))],
            ids.map((id) => `/w/${id}.ts`),
          );
          assert.equal(reader.odd, 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("never looks at what a format does not need of a line, whether that comes in one piece or in several", async () => {
    const format = { ...lineFormat(place.agent), unneeded: [{ after: '"talk":"', before: '","path":' }] };
    const seen: string[] = [];
    const parse: typeof format.parse = (text, session) => {
      seen.push(text);
      return format.parse(text, session);
    };
    const long = line({ did: "a", talk: `CANARY-${"x".repeat(3_000_000)}`, path: "/w/a" });
    const without = line({ did: "b", path: "/w/b" });
    const other = line({ path: "/w/c", did: "c", talk: "kept" });
    const reader = new RecordReader({ ...format, parse }, place.record("a.jsonl", long + without + other + long));
    await reader.look();
    assert.deepEqual(
      reader.edits.map(({ path }) => path),
      ["/w/a", "/w/b", "/w/c", "/w/a"],
    );
    const short = line({ did: "a", talk: "", path: "/w/a" }).trim();
    assert.deepEqual(seen, [short, without.trim(), other.trim(), short]);
  });

  it("asks the format for the working folder where no line named it, and says when the record was written", async () => {
    const seen: unknown[] = [];
    const format = lineFormat(place.agent, (_text, session) => {
      seen.push([session.cwd, (session.writtenMs ?? 0) > 0]);
      session.cwd = "/named";
      return { edits: [], odd: 0 };
    });
    const file = place.record("a.jsonl", did("a") + did("b"));
    const reader = new RecordReader(format, file);
    const manner = { workingFolder: () => "/told" };
    await reader.look(false, manner);
    appendFileSync(file, did("c"));
    await reader.look(true, manner);
    assert.deepEqual(seen, [
      ["/told", true],
      ["/named", true],
      ["/named", true],
    ]);
  });

  it("takes the same of a line, whatever other keys it has", async () => {
    const hostile: Said = JSON.parse('{"did":"a","__proto__":{"cwd":"/evil"},"constructor":1,"cwd":"/w"}') as Said;
    const { reader } = started(line(hostile));
    await reader.look();
    assert.equal(reader.edits[0]?.path, "/w/a");
    assert.equal(Object.hasOwn(Object.prototype, "cwd"), false);
  });
});
