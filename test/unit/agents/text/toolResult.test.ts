import assert from "node:assert/strict";
import { answerOf, saysFailure } from "../../../../src/agents/text/toolResult.ts";

describe("answers of tools", () => {
  it("come plain or in blocks", () => {
    assert.equal(answerOf("done"), "done");
    assert.equal(answerOf([{ type: "text", text: "done" }]), "done");
    assert.equal(answerOf([{ name: "Tool Result", content: "done" }]), "done");
    assert.equal(answerOf(undefined), "");
  });

  it("say in many ways that the call failed or was refused", () => {
    for (const answer of [
      "Error: no match",
      "The user denied this edit. The file was NOT modified.",
      "User rejected the edit",
      "<tool_use_error>String not found</tool_use_error>",
      "<error>No</error>",
      "Failed to edit",
      '{"success":false}',
      '{"error":"no match"}',
      '[{"query":"edit","result":"","error":"no match","success":false}]',
    ]) {
      assert.ok(saysFailure(answer), answer);
    }
  });

  it("are no failures because they speak of errors later on", () => {
    for (const answer of [
      "",
      "File edited. 2 errors in the file now.",
      '{"success":true}',
      '{"success":true,"error":null}',
      "Edited errors.ts",
      '[{"query":"edit","result":"ok","success":true}]',
    ]) {
      assert.ok(!saysFailure(answer), answer);
    }
  });
});
