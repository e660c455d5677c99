/** A window that stores many batches, run as a process of its own: folder, name and number of batches as arguments. */
import { StoreError } from "../../../src/store/problem.ts";
import { Store } from "../../../src/store/store.ts";
import { record, span } from "./samples.ts";

const [folder = "", name = "", batches = "0"] = process.argv.slice(2);
const store = new Store(folder);

for (let i = 0; i < Number(batches); i++) {
  const spans = [span(i % 10, (i % 10) + 1)];
  const files = [
    record(`file:///${name}/${i}`, { spans }),
    record("file:///shared", { spans, textHash: `${name} ${i}` }),
  ];
  const facts = [{ day: "2026-11-22", workspace: "file:///w", kind: "landed", lines: 1 } as const];
  for (let stored = false; !stored;) {
    try {
      store.write({ files, facts, atMs: i });
      stored = true;
    } catch (error) {
      if (!(error instanceof StoreError && error.retryable)) {
        throw error;
      }
    }
  }
}
store.close();
