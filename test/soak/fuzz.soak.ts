import type { SoakPart } from "./part.ts";

/** Placeholder until the doors are there. */
export const part: SoakPart = { title: "Fuzzing", run: async () => [] };
