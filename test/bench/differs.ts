import { diffArrays } from "diff";
import { DIFF_EQUAL, diff_match_patch } from "diff-match-patch";
import { diff } from "fast-myers-diff";
import { DefaultLinesDiffComputer, DiffComputer } from "vscode-diff";

/** The same lines in the forms that differs need. White space is left out of all. */
export interface Texts {
  readonly oldLines: readonly string[];
  readonly newLines: readonly string[];
  readonly oldHashes: readonly number[];
  readonly newHashes: readonly number[];
}

/** One comparison: how many lines it keeps; `undefined` when the time was not enough. */
export type Comparison = () => number | undefined;

/** A program that compares lines, beside which ours is measured. */
export interface Differ {
  readonly name: string;
  /** Makes everything ready that may be, outside the clock. The comparison takes about `limitMs` at most. */
  readonly prepare: (texts: Texts, limitMs: number) => Comparison;
}

export const myers: Differ = {
  name: "`fast-myers-diff` alone, on the same hashes",
  prepare: ({ oldHashes, newHashes }) => {
    const [olds, news] = [[...oldHashes], [...newHashes]];
    return () => {
      let kept = olds.length;
      for (const [start, end] of diff(olds, news)) kept -= end - start;
      return kept;
    };
  },
};

export const vscodeLines: Differ = {
  name: "`vscode-diff`, lines only",
  prepare: ({ oldLines, newLines }, limitMs) => {
    const computer = new DiffComputer([...oldLines], [...newLines], {
      shouldComputeCharChanges: false,
      shouldPostProcessCharChanges: false,
      shouldIgnoreTrimWhitespace: false,
      shouldMakePrettyDiff: false,
      maxComputationTime: limitMs,
    });
    return () => {
      const { changes, quitEarly } = computer.computeDiff();
      if (quitEarly) return undefined;
      // A change without an end adds lines only.
      const lost = changes.map(({ originalStartLineNumber: start, originalEndLineNumber: end }) =>
        end === 0 ? 0 : end + 1 - start,
      );
      return oldLines.length - sum(lost);
    };
  },
};

export const vscodeEditor: Differ = {
  name: "`vscode-diff` as in the editor, with characters",
  prepare: ({ oldLines, newLines }, limitMs) => {
    const computer = new DefaultLinesDiffComputer();
    const [olds, news] = [[...oldLines], [...newLines]];
    const options = { ignoreTrimWhitespace: false, computeMoves: false, maxComputationTimeMs: limitMs };
    return () => {
      const { changes, hitTimeout } = computer.computeDiff(olds, news, options);
      return hitTimeout ? undefined : olds.length - sum(changes.map(({ original }) => original.length));
    };
  },
};

export const matchPatch: Differ = {
  name: "`diff-match-patch` in line mode",
  prepare: ({ oldLines, newLines }, limitMs) => {
    const differ = new diff_match_patch();
    differ.Diff_Timeout = limitMs / 1000;
    const { chars1, chars2 } = differ.diff_linesToChars_(oldLines.join("\n"), newLines.join("\n"));
    return () => {
      const startedMs = performance.now();
      const parts = differ.diff_main(chars1, chars2, false);
      // It does not say that it gave up.
      if (performance.now() - startedMs >= limitMs) return undefined;
      return sum(parts.map(([kind, text]) => (kind === DIFF_EQUAL ? text.length : 0)));
    };
  },
};

export const jsdiff: Differ = {
  name: "`diff` (jsdiff)",
  prepare: ({ oldLines, newLines }, limitMs) => {
    const [olds, news] = [[...oldLines], [...newLines]];
    return () => {
      const parts:
        | readonly { readonly added: boolean; readonly removed: boolean; readonly count: number }[]
        | undefined = diffArrays(olds, news, { timeout: limitMs });
      return parts && sum(parts.map(({ added, removed, count }) => (added || removed ? 0 : count)));
    };
  },
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
