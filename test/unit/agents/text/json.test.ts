import assert from "node:assert/strict";
import {
  at,
  entriesOf,
  flagAt,
  listAt,
  momentAt,
  momentOf,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../../../../src/agents/text/json.ts";

describe("JSON from outside", () => {
  it("that is bad is nothing", () => {
    for (const text of ["", "{", '{"a":1}}', "undefined", "\0"]) assert.equal(parseJson(text), undefined);
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
  });

  it("gives only an object's own values, never what it inherits or would like to", () => {
    const value = parseJson('{"__proto__":{"inherited":"x"},"own":"y"}');
    assert.equal(textAt(value, "own"), "y");
    assert.equal(textAt(value, "inherited"), undefined);
    for (const name of ["toString", "constructor", "hasOwnProperty"]) assert.equal(at(value, name), undefined);
    assert.deepEqual(entriesOf(value), [["own", "y"]]);
    assert.equal(({} as Record<string, unknown>)["inherited"], undefined);
  });

  it("gives nothing for another type than the wanted one", () => {
    const value = { text: 1, number: "1", none: Number.NaN, flag: "true", object: [], list: { length: 1 } };
    assert.equal(textAt(value, "text"), undefined);
    assert.equal(numberAt(value, "number"), undefined);
    assert.equal(numberAt(value, "none"), undefined);
    assert.equal(flagAt(value, "flag"), undefined);
    assert.equal(objectAt(value, "object"), undefined);
    assert.deepEqual(listAt(value, "list"), []);
    for (const other of [undefined, null, 3, "text", [1]]) assert.equal(at(other, "length"), undefined);
  });

  it("has moments as ISO texts or in milliseconds", () => {
    const ms = Date.UTC(2026, 0, 7, 12, 0, 0, 500);
    assert.equal(momentOf("2026-01-07T12:00:00.500Z"), ms);
    assert.equal(momentOf("2026-01-07T13:00:00.500+01:00"), ms);
    assert.equal(momentAt({ at: ms }, "at"), ms);
    for (const other of ["", "soon", null, -1, 0, Number.NaN, Infinity, 1e300, {}, [ms]]) {
      assert.equal(momentOf(other), undefined);
    }
  });
});
