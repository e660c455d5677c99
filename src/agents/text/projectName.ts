import type { Scope } from "../format.ts";

/**
 * Whether a folder of sessions can be that of a project in the scope, below or above it. Its name is the project's path with
 * separators, and often more, made `-`, so that several paths share a name.
 */
export function mayBeProject(name: string, { folders }: Scope): boolean {
  const plain = plainOf(name);
  return folders.some((folder) => {
    const other = plainOf(folder);
    return plain === other || plain.startsWith(`${other}-`) || other.startsWith(`${plain}-`) || plain === "";
  });
}

function plainOf(path: string): string {
  return path
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase();
}
