/** An editor made from VS Code that shows completions of its own and accepts them by a command of its own. */
export interface Fork {
  /** What addresses that open this editor begin with (`vscode.env.uriScheme`). */
  readonly uriScheme: string;
  /** Whose completions they are. */
  readonly tool: string;
  /** The editor's command that accepts one. */
  readonly accept: string;
  /** The editor's context key that is set while one is shown and Tab accepts it. */
  readonly shownWhile: string;
}

/**
 * The forks whose own completions are known by their accept command; each has a key binding in package.json. Forks that are not
 * here, such as VSCodium and code-server, accept completions as VS Code does.
 * Sources: Cursor's changelog and the key bindings in its users' public settings; for Windsurf its program's context key, and the
 * command as forks of Windsurf have it. Neither editor could be run here; where such a command is missing, its key stays the fork's.
 */
export const forks: readonly Fork[] = [
  {
    uriScheme: "cursor",
    tool: "Cursor",
    accept: "editor.action.acceptCursorTabSuggestion",
    shownWhile: "cpp.shouldAcceptTab",
  },
  {
    uriScheme: "windsurf",
    tool: "Windsurf",
    accept: "windsurf.prioritized.supercompleteAccept",
    shownWhile: "windsurf.supercompleteShown",
  },
];

/** The fork that an editor is, by its `uriScheme`; those of its previews end otherwise (`windsurf-next`). */
export function forkOf(uriScheme: string): Fork | undefined {
  return forks.find((fork) => uriScheme === fork.uriScheme || uriScheme.startsWith(`${fork.uriScheme}-`));
}

/** What an accept key took of a suggestion, and whose it was where the key tells. */
export interface Accepted {
  readonly part: "all" | "word" | "line";
  readonly tool?: string;
}

/** What the argument means that a key binding in package.json passes: a part, or the fork whose own command was run. */
export function acceptedBy(argument: unknown): Accepted {
  if (argument === "word" || argument === "line") return { part: argument };
  const fork = forks.find(({ uriScheme }) => uriScheme === argument);
  return fork === undefined ? { part: "all" } : { part: "all", tool: fork.tool };
}
