import * as vscode from "vscode";

/** As much of the editor's git API as is used here (its `api/git.d.ts`, version 1). */
interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

interface GitRepository {
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly onDidChange: vscode.Event<void>;
  };
}

interface GitChange {
  readonly uri: vscode.Uri;
}

/** Which files the next commit will have: what is staged, or where nothing is, all that changed. */
export class ToCommit implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #byRepository = new Map<GitRepository, vscode.Disposable>();
  #isStopped = false;

  /** Fires after the files to commit may have changed. */
  readonly onDidChange = this.#changed.event;

  /** Asks the editor's git, where it is there and on. */
  async start(): Promise<void> {
    try {
      const git: unknown = await vscode.extensions.getExtension("vscode.git")?.activate();
      if (this.#isStopped || !isGit(git) || !git.enabled) return;
      const api = git.getAPI(1);
      for (const repository of api.repositories) this.#watch(repository);
      this.#subscriptions.push(
        api.onDidOpenRepository((repository) => this.#watch(repository)),
        api.onDidCloseRepository((repository) => {
          this.#byRepository.get(repository)?.dispose();
          this.#byRepository.delete(repository);
          this.#changed.fire();
        }),
      );
    } catch {
      // Without git nothing is to be committed.
    }
  }

  /** The files to commit, each once. */
  files(): readonly vscode.Uri[] {
    const changes = [...this.#byRepository.keys()].flatMap(({ state }) =>
      state.indexChanges.length > 0
        ? state.indexChanges
        : [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])],
    );
    return [...new Map(changes.map(({ uri }) => [uri.toString(), uri])).values()];
  }

  dispose(): void {
    this.#isStopped = true;
    for (const subscription of [...this.#subscriptions, ...this.#byRepository.values()]) subscription.dispose();
    this.#byRepository.clear();
    this.#changed.dispose();
  }

  #watch(repository: GitRepository): void {
    if (this.#byRepository.has(repository)) return;
    this.#byRepository.set(
      repository,
      repository.state.onDidChange(() => this.#changed.fire()),
    );
    this.#changed.fire();
  }
}

function isGit(git: unknown): git is { readonly enabled: boolean; getAPI(version: 1): GitApi } {
  return typeof git === "object" && git !== null && "enabled" in git && "getAPI" in git;
}
