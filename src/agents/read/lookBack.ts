import type { AiEdit } from "../../core/attribution/aiEdit.ts";
import type { Format, Scope, Surroundings } from "../format.ts";
import type { FromWorker } from "../messages.ts";
import { batches } from "./follower.ts";
import { readRecord } from "./reading.ts";
import { findRecords } from "./records.ts";
import { ScopeFilter } from "./scope.ts";

/** What is looked back on. */
export interface LookBack {
  readonly formats: readonly Format[];
  readonly surroundings: Surroundings;
  readonly scope: Scope;
  /** Edits from then on count, milliseconds since the epoch. */
  readonly sinceMs: number;
  readonly tell: (message: FromWorker) => void;
  readonly isCancelled: () => boolean;
}

/** Reads everything that agents left since a moment, tells the edits of files in scope, each once, and how far it is. */
export async function lookBack({ formats, surroundings, scope, sinceMs, tell, isCancelled }: LookBack): Promise<void> {
  const filter = new ScopeFilter(scope, surroundings.platform);
  const told = new Set<string>();
  const records = formats.flatMap((format) =>
    [...new Set(format.roots(surroundings))]
      .flatMap((root) => findRecords(format, root, scope).records)
      .filter(({ mtimeMs }) => mtimeMs >= sinceMs)
      .map((record) => ({ format, ...record })),
  );
  const total = records.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  let toldShare = 0;
  const breathe = async (bytes: number): Promise<void> => {
    done += bytes;
    const share = total === 0 ? 1 : Math.min(1, done / total);
    if (share - toldShare >= 0.01) {
      toldShare = share;
      tell({ kind: "progress", share });
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (isCancelled()) throw new Cancelled();
  };
  const fresh = (edit: AiEdit): AiEdit[] => {
    if (edit.atMs < sinceMs || told.has(edit.id)) return [];
    told.add(edit.id);
    return [filter.inScope(edit) ?? []].flat();
  };
  try {
    for (const { format, path } of records) {
      const { edits } = await readRecord(format, path, undefined, breathe);
      for (const batch of batches(edits.flatMap(fresh))) tell({ kind: "lookBackEdits", edits: batch });
    }
    tell({ kind: "lookBackEnd", isComplete: true });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    tell({ kind: "lookBackEnd", isComplete: false });
  }
}

class Cancelled extends Error {}
