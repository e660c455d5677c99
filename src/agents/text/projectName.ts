import type { Scope } from "../format.ts";

/**
 * Whether a folder of sessions can be that of a project in the scope, below or above it. Its name is the project's path with
 * separators, and often more, made `-`, so that several paths share a name. Of a name longer than `longest` the rest is
 * only a hash.
 */
export function mayBeProject(name: string, { folders }: Scope, longest = Infinity): boolean {
  const plain = plainOf(name.slice(0, longest));
  return folders.some((folder) => {
    const other = plainOf(folder);
    if (plain === other || plain === "" || plain.startsWith(`${other}-`)) return true;
    return other.startsWith(name.length > longest ? plain : `${plain}-`);
  });
}

function plainOf(path: string): string {
  return path
    .replaceAll(/[^A-Za-z\d]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase();
}
