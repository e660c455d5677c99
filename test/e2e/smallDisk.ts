import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { temporaryWorkspace } from "../rig/workspace.ts";

/** Lets a folder be a disk of its own of 1 MB. Returns whether this process may do that. */
export function makeSmallDisk(folder: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).status === 0;
}

/** Whether such a disk may be written from now on. */
export function setWritable(folder: string, isWritable: boolean): void {
  execFileSync("mount", ["-o", `remount,${isWritable ? "rw" : "ro"}`, folder]);
}

/** Ends what `makeSmallDisk` began, also while it is in use. */
export function endSmallDisk(folder: string): void {
  execFileSync("umount", ["-l", folder]);
}

/** Whether there can be a full disk, or one that may only be read, here: nothing else behaves as one does. */
export function canFillDisk(): boolean {
  const folder = temporaryWorkspace({});
  const can = makeSmallDisk(folder);
  if (can) endSmallDisk(folder);
  rmSync(folder, { recursive: true });
  return can;
}
