import assert from "node:assert/strict";
import { Later } from "../../../src/editor/later.ts";

/** Something that counts how often it was made and disposed of. */
function counted(): { readonly later: Later<object>; readonly counts: { made: number; disposed: number } } {
  const counts = { made: 0, disposed: 0 };
  const later = new Later(async () => {
    await Promise.resolve();
    counts.made++;
    return { dispose: () => counts.disposed++ };
  });
  return { later, counts };
}

describe("what is made later", () => {
  it("is not made, and not disposed of, while nobody asks", () => {
    const { later, counts } = counted();
    assert.equal(later.made, undefined);
    later.dispose();
    assert.deepEqual(counts, { made: 0, disposed: 0 });
  });

  it("is made once for all who ask, and disposed of with its owner", async () => {
    const { later, counts } = counted();
    const [one, other] = await Promise.all([later.get(), later.get()]);
    assert.equal(one, other);
    assert.equal(await later.get(), one);
    assert.equal(later.made, one);
    later.dispose();
    assert.deepEqual(counts, { made: 1, disposed: 1 });
  });

  it("is disposed of at once where its owner went meanwhile", async () => {
    const { later, counts } = counted();
    const making = later.get();
    later.dispose();
    await making;
    assert.deepEqual(counts, { made: 1, disposed: 1 });
  });

  it("is tried again after it could not be made", async () => {
    let tries = 0;
    const later = new Later(async () => {
      await Promise.resolve();
      tries++;
      if (tries === 1) throw new Error("not yet");
      return {};
    });
    await assert.rejects(later.get(), /not yet/);
    assert.equal(later.made, undefined);
    assert.ok(await later.get());
  });
});
