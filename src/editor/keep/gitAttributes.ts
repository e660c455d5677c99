import * as vscode from "vscode";
import { type Attribution, Attributes } from "../../core/review/attributes.ts";
import { isLink, isOnDisk, linesOnDisk } from "../disk.ts";
import { Soon } from "../soon.ts";

const fileName = ".gitattributes";
/** What is read shows this soon, once for all folders that are read meanwhile. */
const toldMs = 10;
/** A branch switch changes several of them. */
const changedMs = 100;

/** A folder as it lies on the disk. */
interface Look {
  /** What its own file says; empty without one. */
  readonly text: string;
  /** Whether a repository begins there. */
  readonly isTop: boolean;
}

/** What counts for the files of a folder. */
interface Known {
  /** The path of the folder that paths are told from: where the repository begins, or the workspace folder. */
  readonly top: string;
  readonly attributes: Attributes;
}

/**
 * What `.gitattributes` files say: that of a file's folder and all above it, up to where its repository begins, or without
 * one up to its workspace folder. A folder is read when somebody first asks about a file in it.
 */
export class GitAttributes implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  /** By folder, with the workspace folder it is in; not known while it is read. */
  readonly #folders = new Map<string, { readonly folder: vscode.Uri; readonly root: vscode.Uri; known?: Known }>();
  #looks = new Map<string, Promise<Look>>();
  readonly #told = new Soon(() => this.#changed.fire());
  readonly #stale = new Soon(() => void this.#readAgain());

  /** Fires after the answer for any file may have changed, also from not being known yet. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/{.git,${fileName}}`);
    const changed = (): void => this.#stale.within(changedMs);
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
    ];
  }

  /** What they say of a file in a workspace folder; nothing before they are read. */
  of(file: vscode.Uri, root: vscode.Uri): Attribution | undefined {
    const folder = vscode.Uri.joinPath(file, "..");
    const key = folder.toString();
    const asked = this.#folders.get(key);
    if (asked === undefined) {
      this.#folders.set(key, { folder, root });
      void this.#learn(key, folder, root);
    }
    const known = asked?.known;
    return known?.attributes.of(pathIn(known.top, file.path) ?? "");
  }

  dispose(): void {
    this.#told.dispose();
    this.#stale.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  /** What is known stays until it is known anew. */
  async #readAgain(): Promise<void> {
    this.#looks = new Map();
    await Promise.all([...this.#folders].map(([key, { folder, root }]) => this.#learn(key, folder, root)));
    this.#told.within(0);
  }

  async #learn(key: string, folder: vscode.Uri, root: vscode.Uri): Promise<void> {
    const looks = this.#looks;
    const above: { path: string; text: string }[] = [];
    let top = root.path;
    for (let at = folder; ; at = vscode.Uri.joinPath(at, "..")) {
      const { text, isTop } = await this.#look(at);
      above.push({ path: at.path, text });
      if (isTop) top = at.path;
      if (isTop || at.path === "/" || at.path === vscode.Uri.joinPath(at, "..").path) break;
    }
    // Somebody else reads it anew by now.
    if (looks !== this.#looks) return;
    const files = above.flatMap(({ path, text }) => {
      const own = pathIn(top, path);
      return own === undefined || text === "" ? [] : [{ folder: own, text }];
    });
    this.#folders.set(key, { folder, root, known: { top, attributes: new Attributes(files) } });
    if (files.length > 0) this.#told.within(toldMs);
  }

  #look(folder: vscode.Uri): Promise<Look> {
    const key = folder.toString();
    const looks = this.#looks;
    const known = looks.get(key);
    if (known !== undefined) return known;
    const [file, git] = [vscode.Uri.joinPath(folder, fileName), vscode.Uri.joinPath(folder, ".git")];
    const look = Promise.all([linesOnDisk(file), isLink(file), isOnDisk(git)]).then(
      ([lines = [], isLinked, isTop]): Look => {
        // Git does not follow one either: it may lead anywhere.
        const said = isLinked ? [] : lines.filter((line) => line.includes("linguist-"));
        return { text: said.join("\n"), isTop };
      },
    );
    looks.set(key, look);
    return look;
  }
}

/** A path from a folder on, empty for itself; `undefined` for one that lies elsewhere. */
function pathIn(folder: string, path: string): string | undefined {
  if (path === folder) return "";
  const start = folder.endsWith("/") ? folder : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}
