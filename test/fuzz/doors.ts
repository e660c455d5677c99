import type { Door } from "./door.ts";
import { gitDoors } from "./doors/git.ts";
import { hookDoors } from "./doors/hooks.ts";
import { patchDoors } from "./doors/patches.ts";
import { recordDoors } from "./doors/records.ts";
import { reviewDoors } from "./doors/review.ts";
import { storeDoors } from "./doors/store.ts";
import { textDoors } from "./doors/texts.ts";
import { weekDoors } from "./doors/week.ts";

/** Every door through which something comes from outside. A new parser gets a door here. */
export const doors: readonly Door[] = [
  ...recordDoors,
  ...patchDoors,
  ...hookDoors,
  ...gitDoors,
  ...reviewDoors,
  ...textDoors,
  ...storeDoors,
  ...weekDoors,
];
