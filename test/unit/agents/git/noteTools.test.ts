import assert from "node:assert/strict";
import fc from "fast-check";
import { toolsOfSessions } from "../../../../src/agents/git/noteTools.ts";

describe("tools of a Git AI note", () => {
  const toolsOf = (json: unknown): Record<string, string> =>
    Object.fromEntries(toolsOfSessions(Buffer.from(typeof json === "string" ? json : JSON.stringify(json))));

  it("are found at their place, in any order of keys, and nowhere else", () => {
    const agent = { agent_id: { model: "m", tool: "claude", id: "x" } };
    assert.deepEqual(toolsOf({ sessions: { s_1: { z: [{ agent_id: { tool: "no" } }], ...agent } } }), {
      s_1: "claude",
    });
    assert.deepEqual(toolsOf({ prompts: { ab: { agent_id: { tool: "codex" } } }, sessions: { s_1: agent } }), {
      ab: "codex",
      s_1: "claude",
    });
    const elsewhere = [
      { humans: { s_1: agent } },
      { sessions: [{ s_1: agent }] },
      { sessions: { s_1: [agent] } },
      { sessions: { s_1: { agent_id: [{ tool: "no" }] } } },
      { sessions: { s_1: { agent_id: { tool: ["no"] } } } },
      { sessions: { s_1: { agent_id: { tool: { tool: "no" } } } } },
      { sessions: { s_1: { messages: [agent, { agent_id: { tool: "no" } }] } } },
      { x: { sessions: { s_1: agent } } },
      { sessions: { s_1: { agent_id: { id: 'x","tool":"no' } } } },
      { sessions: { s_1: { agent_id: { tool: null, model: "no" } } } },
      { sessions: { s_1: "agent_id", s_2: ["agent_id", "tool", "no"] } },
    ];
    assert.deepEqual(
      elsewhere.map((json) => toolsOf(json)),
      elsewhere.map(() => ({})),
    );
  });

  it("agree with a whole parse of any such JSON", () => {
    const tool = fc.constantFrom("claude", "cursor");
    const record = fc.record(
      {
        agent_id: fc.record({ tool, id: fc.string(), model: fc.json() }, { requiredKeys: [] }),
        messages: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const sessions = fc.dictionary(fc.stringMatching(/^s_[0-9a-f]{2}$/), record);
    fc.assert(
      fc.property(
        fc.record({ humans: fc.jsonValue(), sessions, z: fc.jsonValue() }, { requiredKeys: ["sessions"] }),
        (json) => {
          const expected = Object.entries(json.sessions).flatMap(([id, { agent_id }]) =>
            agent_id?.tool === undefined ? [] : [[id, agent_id.tool]],
          );
          assert.deepEqual(toolsOf(JSON.stringify(json, undefined, 1)), Object.fromEntries(expected));
        },
      ),
    );
  });

  it("are walked to in one go, however deep or broken the JSON is", () => {
    assert.deepEqual(toolsOf("[".repeat(1_000_000)), {});
    assert.deepEqual(toolsOf(`{"sessions":${"{".repeat(1_000_000)}`), {});
    assert.deepEqual(toolsOf(`"${String.raw`\"`.repeat(1_000_000)}`), {});
    assert.deepEqual(toolsOf(']}],"x":"y",{"sessions":"'), {});
  });

  it("are looked for in any text without an error", () => {
    const piece = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", '"sessions"', '"agent_id"', '"tool"', '"a"');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        for (const tool of toolsOfSessions(Buffer.from(pieces.join(""))).values()) assert.ok(tool.length < 80);
      }),
      { numRuns: 500 },
    );
  });
});
