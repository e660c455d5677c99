import type { Piece } from "../../core/attribution/aiEdit.ts";

/** What a patch in the `apply_patch` grammar does to one file. Paths as the patch has them. */
export type PatchedFile =
  | { readonly kind: "add"; readonly path: string; readonly text: string }
  | { readonly kind: "delete"; readonly path: string }
  | {
      readonly kind: "update";
      readonly path: string;
      readonly movedTo: string | undefined;
      readonly pieces: readonly Piece[];
    };

/** Understands a patch; `undefined` for what is none. Tolerates what models get wrong and the tool forgives. */
export function parsePatch(patch: string): PatchedFile[] | undefined {
  void patch;
  return undefined;
}
