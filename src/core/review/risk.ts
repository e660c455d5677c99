import type { Glance } from "./hunkText.ts";
import { heaviestPackFor } from "./packs.ts";
import type { Risk } from "./walk.ts";

/** The risk of a hunk. */
export function riskAt(glance: Glance): Risk {
  const pack = heaviestPackFor(glance);
  return { pack: pack?.id, weight: pack?.weight ?? 0 };
}
