/**
 * Why a tool's file is left alone: it is no plain JSON (comments, say), has another shape than its tool documents, is a
 * symbolic link, may not be written, cannot be read as text, or changed since it was shown.
 */
export type HooksProblemKind =
  | "notPlainJson"
  | "unexpectedShape"
  | "symbolicLink"
  | "notWritable"
  | "notReadable"
  | "changedMeanwhile";

/** A tool's file was not changed, and why. */
export class HooksProblem extends Error {
  readonly kind: HooksProblemKind;

  constructor(kind: HooksProblemKind, detail = "") {
    super(detail === "" ? kind : `${kind}: ${detail}`);
    this.name = "HooksProblem";
    this.kind = kind;
  }
}
