import type { Door } from "./door.ts";
import { hookDoors } from "./doors/hooks.ts";
import { patchDoors } from "./doors/patches.ts";
import { recordDoors } from "./doors/records.ts";
import { reviewDoors } from "./doors/review.ts";

/** Every door through which something comes from outside. A new parser gets a door here. */
export const doors: readonly Door[] = [...recordDoors, ...patchDoors, ...hookDoors, ...reviewDoors];
