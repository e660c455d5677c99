import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { statOf } from "./records.ts";

/** So many folders are watched. */
const watchLimit = 64;
/** What several events are waited for, in milliseconds. */
const settleMs = 50;

/** Watches some folders, and tells which files in them were touched. */
export class FolderWatches implements Disposable {
  readonly #onTouched: (files: ReadonlySet<string>) => void;
  readonly #watchers = new Map<string, { readonly inode: number; readonly watcher: FSWatcher }>();
  #touched = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(onTouched: (files: ReadonlySet<string>) => void) {
    this.#onTouched = onTouched;
  }

  /** Watches these folders and no others, the first ones if there are too many. */
  keep(folders: readonly string[]): void {
    const wanted = new Set(folders.slice(0, watchLimit));
    for (const [folder, { inode }] of this.#watchers) {
      // One that was made anew is another folder, of which the watch knows nothing.
      if (!wanted.has(folder) || statOf(folder)?.ino !== inode) this.#end(folder);
    }
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue;
      try {
        this.#begin(folder);
      } catch {
        // No more watches are to be had: who polls finds it out later.
        return;
      }
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    for (const folder of this.#watchers.keys()) this.#end(folder);
  }

  #begin(folder: string): void {
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      this.#touched.add(name === null ? folder : join(folder, name));
      // The first event starts the wait, so that a writer who never rests is still heard of.
      this.#timer ??= setTimeout(() => this.#tell(), settleMs);
    });
    watcher.on("error", () => this.#end(folder));
    this.#watchers.set(folder, { inode: statOf(folder)?.ino ?? 0, watcher });
  }

  #end(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }

  #tell(): void {
    this.#timer = undefined;
    const touched = this.#touched;
    this.#touched = new Set();
    this.#onTouched(touched);
  }
}
