import * as vscode from "vscode";
import { Later } from "../later.ts";

/** What is in a tree and how it looks. */
export type Source<Node> = Required<Pick<vscode.TreeDataProvider<Node>, "getChildren" | "getTreeItem">>;

/** A tree in the side bar whose content is made when somebody first looks. */
export class LateTree<Node> implements vscode.Disposable {
  /** The editor's own view of it. */
  readonly tree: vscode.TreeView<Node>;
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly #source: Later<Source<Node>>;

  /** @param make makes what is in it, and is given this tree */
  constructor(id: string, make: (view: LateTree<Node>) => Promise<Source<Node>>) {
    this.#source = new Later(() => make(this));
    this.tree = vscode.window.createTreeView(id, {
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (node) => (await this.#source.get()).getChildren(node),
        getTreeItem: async (node) => (await this.#source.get()).getTreeItem(node),
      },
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
  }

  /** These nodes, or without any the whole tree, are to be read again. */
  changed(nodes?: Node[]): void {
    this.#changed.fire(nodes);
  }

  dispose(): void {
    this.#source.dispose();
    this.tree.dispose();
    this.#changed.dispose();
  }
}
