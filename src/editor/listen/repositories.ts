import { join } from "node:path";
import * as vscode from "vscode";
import type { AskedFile, HeadFile } from "../../agents/git/heads.ts";
import { HeadReader } from "../../agents/headReader.ts";

/** What git touches beside HEAD when HEAD moves. The log of HEAD is not kept everywhere, and a ref may lie anywhere. */
const touched = "{HEAD,ORIG_HEAD,COMMIT_EDITMSG,index}";
/** So many repositories are watched. */
const watchLimit = 50;
/** A question that takes longer is left. */
const timeoutMs = 30_000;

/**
 * The git repositories that this window's files lie in: what their HEAD holds, what they ignore, and when that may be another. Git is asked
 * only in trusted windows, and only where the editor's own git support is there and on.
 */
export class Repositories implements vscode.Disposable {
  readonly #reader: HeadReader;
  readonly #log: vscode.LogOutputChannel;
  readonly #moved = new vscode.EventEmitter<string | undefined>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #subscriptions: vscode.Disposable[];

  /** Fires with the git folder of a repository whose HEAD may have moved, or that may ignore others; without one, when it may be any. */
  readonly onDidMove = this.#moved.event;

  /** @param program the absolute path of the program that asks git */
  constructor(program: string, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#reader = new HeadReader(program);
    // A repository is made, or removed.
    const roots = vscode.workspace.createFileSystemWatcher("**/.git", false, true, false);
    const ignores = vscode.workspace.createFileSystemWatcher("**/.gitignore");
    const any = (): void => this.#moved.fire(undefined);
    this.#subscriptions = [
      roots,
      roots.onDidCreate(any),
      roots.onDidDelete(any),
      ignores,
      ignores.onDidCreate(any),
      ignores.onDidChange(any),
      ignores.onDidDelete(any),
      vscode.workspace.onDidGrantWorkspaceTrust(any),
    ];
  }

  /**
   * Says what HEAD holds of files and whether git ignores them, a few at a time, as far as that is news. One question at a time.
   * @param key keys the hashes of lines: 16 bytes
   * @returns whether that is all there is to know; not while git may not be asked, or when it failed
   */
  async read(
    files: readonly AskedFile[],
    key: Uint8Array,
    onFiles: (files: readonly HeadFile[]) => void,
  ): Promise<boolean> {
    if (!vscode.workspace.isTrusted || !(await gitIsOn())) return false;
    try {
      await this.#reader.read({ files, key, timeoutMs }, (told) => {
        for (const { gitFolder } of told) if (gitFolder !== undefined) this.#watch(gitFolder);
        onFiles(told);
      });
      return true;
    } catch (error) {
      this.#log.error("Asking git failed.", error instanceof Error ? error : String(error));
      return false;
    }
  }

  dispose(): void {
    this.#reader[Symbol.dispose]();
    for (const subscription of [...this.#watchers.values(), ...this.#subscriptions]) subscription.dispose();
    this.#moved.dispose();
  }

  #watch(gitFolder: string): void {
    if (this.#watchers.has(gitFolder) || this.#watchers.size >= watchLimit) return;
    const moved = (): void => this.#moved.fire(gitFolder);
    const parts = [
      [gitFolder, touched],
      [join(gitFolder, "logs"), "HEAD"],
      [join(gitFolder, "info"), "exclude"],
    ] as const;
    const watchers = parts.flatMap(([folder, pattern]) => {
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
      );
      return [watcher, watcher.onDidCreate(moved), watcher.onDidChange(moved), watcher.onDidDelete(moved)];
    });
    this.#watchers.set(gitFolder, vscode.Disposable.from(...watchers));
  }
}

/** Whether the editor's own git support is there and on, so that git is installed and wanted. */
async function gitIsOn(): Promise<boolean> {
  try {
    const git: unknown = await vscode.extensions.getExtension("vscode.git")?.activate();
    return typeof git === "object" && git !== null && "enabled" in git && git.enabled === true;
  } catch {
    return false;
  }
}
