import assert from "node:assert/strict";
import fc from "fast-check";
import { connected, connectionOf, disconnected, type Hooks } from "../../../../src/agents/hooks/hooksFile.ts";
import { HooksProblem } from "../../../../src/agents/hooks/problem.ts";
import { hookTools } from "../../../../src/agents/hooks/tools.ts";

const program = { execPath: "/opt/an editor/code", script: "/home/u/review-debt-hook.cjs", inbox: "/home/u/inbox" };
const all = hookTools.map((tool) => tool.hooks(program, "linux"));
const [cursor, claude, copilot] = all as [Hooks, Hooks, Hooks];
const command = cursor.entries[0]!.value["command"];

/** JSON of a value with white space where any may stand. */
function written(value: unknown, space: () => string): string {
  const between = (parts: readonly string[], [open, close]: string): string =>
    open + space() + parts.join(space() + "," + space()) + (parts.length > 0 ? space() : "") + close;
  if (Array.isArray(value))
    return between(
      value.map((item) => written(item, space)),
      "[]",
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}${space()}:${space()}${written(item, space)}`,
  );
  return between(members, "{}");
}

const others = fc.array(fc.record({ command: fc.string() }), { maxLength: 3 });
/** Settings of a tool: hooks of others, perhaps, among anything else. */
const settings = fc
  .tuple(
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
    fc.option(
      fc.record(
        { afterFileEdit: others, PostToolUse: others, postToolUse: others, post_write_code: others, stop: others },
        { requiredKeys: [] },
      ),
    ),
    fc.option(fc.constant(1)),
  )
  .map(([rest, hooks, version]) => {
    const { hooks: _, version: __, ...plain } = rest;
    return { ...plain, ...(version === null ? {} : { version }), ...(hooks === null ? {} : { hooks }) };
  });
const text = fc
  .tuple(settings, fc.infiniteStream(fc.constantFrom("", "", " ", "\n", "\n  ", "\r\n", "\t")), fc.boolean())
  .map(([value, spaces, hasMark]) => {
    const space = (): string => spaces.next().value as string;
    const json = space() + written(value, space) + space();
    return { value: JSON.parse(json) as typeof value, text: (hasMark ? "\uFEFF" : "") + json };
  });

function isProblem(kind: HooksProblem["kind"]): (error: unknown) => boolean {
  return (error) => error instanceof HooksProblem && error.kind === kind;
}

function read(json: string): unknown {
  return JSON.parse(json.replace(/^\uFEFF/, ""));
}

describe("a tool's file of hooks", () => {
  it("gets our entries and loses them again, to the byte, however it is written", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...all), ({ text: before, value }, hooks) => {
        assert.equal(connectionOf(before, hooks), "off");
        const { text: after, receipt } = connected(before, hooks);
        assert.equal(connectionOf(after, hooks), "on");
        assert.equal(disconnected(after, hooks, receipt), before);
        // Taking the entries out of what JSON.parse reads leaves the value as it was.
        const now = read(after) as { hooks: Record<string, unknown[]> };
        for (const { event, value: entry } of hooks.entries) {
          assert.deepEqual(now.hooks[event]?.at(-1), entry);
          now.hooks[event]?.pop();
          if (now.hooks[event]?.length === 0 && !(event in (value.hooks ?? {}))) delete now.hooks[event];
        }
        const had = { ...(hooks.isVersioned ? { version: 1 } : {}), hooks: {}, ...value };
        assert.deepEqual(now, had);
      }),
      { numRuns: 500 },
    );
  });

  it("loses our entries and nothing else when it has changed since, or nobody knows what was before", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...all), ({ text: before, value }, hooks) => {
        const { text: after, receipt } = connected(before, hooks);
        const later = JSON.stringify(read(after), undefined, "\t");
        const rest = disconnected(later, hooks, receipt);
        const emptied = hooks.entries.map(({ event }) => event);
        const lists = Object.entries(value.hooks ?? {}).filter(
          ([event, list]) => list.length > 0 || !emptied.includes(event),
        );
        const expected: Record<string, unknown> = { ...(hooks.isVersioned ? { version: 1 } : {}), ...value };
        delete expected["hooks"];
        if (lists.length > 0) expected["hooks"] = Object.fromEntries(lists);
        if (rest === undefined) assert.ok(hooks.isOwnFile && Object.keys(expected).every((key) => key === "version"));
        else assert.deepEqual(read(rest), expected);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps its own indentation and line ends", () => {
    const before = '{\r\n\t"hooks": {\r\n\t\t"stop": [\r\n\t\t\t{ "command": "x" }\r\n\t\t]\r\n\t}\r\n}\r\n';
    const list = (event: string): string =>
      `,\r\n\t\t"${event}": [\r\n\t\t\t{\r\n\t\t\t\t"command": ${JSON.stringify(command)}\r\n\t\t\t}\r\n\t\t]`;
    const start = before.indexOf("\r\n\t}\r\n}");
    assert.equal(
      connected(before, cursor).text,
      `${before.slice(0, start)}${list("afterFileEdit")}${list("afterTabFileEdit")}\r\n\t},\r\n\t"version": 1\r\n}\r\n`,
    );
  });

  it("is made where there is none, and goes again when it was only ours", () => {
    for (const hooks of all) {
      const { text: made, receipt } = connected(undefined, hooks);
      assert.ok(made.endsWith("}\n"));
      assert.equal(connectionOf(made, hooks), "on");
      assert.equal(disconnected(made, hooks, receipt), undefined);
      const spaced = made.replaceAll("  ", "    ");
      assert.equal(disconnected(spaced, hooks, receipt), undefined, "its tool wrote it anew");
    }
    assert.equal(disconnected(connected(undefined, copilot).text, copilot, undefined), undefined, "it has our name");
    assert.equal(
      disconnected(connected(undefined, cursor).text, cursor, undefined),
      '{\n  "version": 1\n}\n',
      "whose it is, nobody knows",
    );
  });

  it("is connected once, however often it is asked for, and an older entry is replaced", () => {
    for (const hooks of all) {
      const { text: once } = connected('{\n  "a": 1\n}', hooks);
      assert.equal(connected(once, hooks).text, once);
    }
    const old = hookTools[0]!.hooks({ ...program, execPath: "/gone/code" }, "linux");
    const before = connected('{"version":1}', old).text;
    assert.equal(connectionOf(before, cursor), "outdated");
    const after = connected(before, cursor).text;
    assert.equal(connectionOf(after, cursor), "on");
    assert.ok(!after.includes("/gone/code"));
  });

  it("keeps what others put into our group", () => {
    const { text: before } = connected("{}", claude);
    const group = JSON.parse(before) as { hooks: { PostToolUse: { hooks: unknown[] }[] } };
    group.hooks.PostToolUse[0]?.hooks.unshift({ type: "command", command: "theirs" });
    const rest = disconnected(JSON.stringify(group), claude, undefined);
    assert.deepEqual(JSON.parse(rest ?? ""), {
      hooks: {
        PostToolUse: [
          { matcher: "Edit|Write|MultiEdit|NotebookEdit", hooks: [{ type: "command", command: "theirs" }] },
        ],
      },
    });
  });

  it("is left alone when it is nested deeper than anyone writes", () => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      const deep = `{"x":${open.repeat(10_000)}${open === "[" ? "" : "1"}${close.repeat(10_000)}}`;
      assert.throws(() => connected(deep, claude), isProblem("unexpectedShape"));
      const ours = connected("{}", claude).text.replace(/\}\s*$/, `,${deep.slice(1)}`);
      assert.throws(() => disconnected(ours, claude, undefined), isProblem("unexpectedShape"));
    }
  });

  it("is left alone when it is no plain JSON or has another form", () => {
    for (const strange of ['{ // mine\n "a": 1 }', '{"a": 1,}', "", "nonsense", "{"]) {
      assert.throws(() => connected(strange, cursor), isProblem("notPlainJson"), strange);
      assert.throws(() => disconnected(strange, cursor, undefined), isProblem("notPlainJson"), strange);
    }
    for (const strange of ["[]", "7", "null", '{"hooks": []}', '{"hooks": {"afterFileEdit": {}}}', '{"hooks": null}']) {
      assert.throws(() => connected(strange, cursor), isProblem("unexpectedShape"), strange);
    }
  });
});
