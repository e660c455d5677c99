import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Origin } from "../../core/ledger/mark.ts";
import type { Pause } from "../keep/pause.ts";
import { completionTool } from "./completionTools.ts";
import type { Documents, RecentChange } from "./documents.ts";
import { type Accepted, acceptedBy, forkOf } from "./forks.ts";

/**
 * The editor sends the accept's change and our command in one go; only a busy machine comes between them. A change from
 * longer before is not the accept's: nobody pastes, is offered a completion, sees it and accepts it in so short a time.
 */
const patienceMs = 500;
/** What one key press types at most: a bracket or quote with the one that closes it. */
const keyPressLength = 2;
/** Words and lines of one suggestion, taken one after the other, are one act. */
const sameActMs = 30_000;

/**
 * Learns of accepted inline completions. The keys run the editor's own accept command and then ours, so the accept
 * never waits for this (`runCommands`); by then the change is in the ledger as a person's and is told again as AI's.
 */
export class AcceptKeys implements vscode.Disposable {
  readonly #documents: Documents;
  readonly #pause: Pause;
  readonly #command: vscode.Disposable;
  #lastPart: { readonly uri: string; readonly origin: Origin; readonly atMs: number } | undefined;

  constructor(documents: Documents, pause: Pause) {
    this.#documents = documents;
    this.#pause = pause;
    this.#command = vscode.commands.registerCommand("reviewDebt.didAccept", (what: unknown) =>
      this.#didAccept(acceptedBy(what)),
    );
    // Has the editor fire the command's activation event now, for nothing, and not between the first accept and this.
    void vscode.commands.executeCommand("reviewDebt.didAccept");
    void meetFork();
  }

  dispose(): void {
    this.#command.dispose();
  }

  #didAccept(accepted: Accepted): void {
    if (this.#pause.isPaused) return;
    const change = this.#acceptedChange();
    if (change === undefined) return;
    const origin = this.#originOf(accepted, change);
    this.#documents.claim(change, { kind: "ai", origin });
  }

  /**
   * The change that the accept made: the latest one, unless that was typed into or right behind what the accept put
   * in, before our command came. `undefined` when there was nothing to accept, or it put no text in.
   */
  #acceptedChange(): RecentChange | undefined {
    const document = vscode.window.activeTextEditor?.document;
    const [latest, ...older] = document === undefined ? [] : this.#documents.recentChanges(document);
    if (latest === undefined) return undefined;
    let accepted = latest;
    for (const change of older) {
      if (accepted.insertedLength > keyPressLength || !isBehind(accepted, change)) break;
      accepted = change;
    }
    return [accepted, latest].find(mayBeAccepted);
  }

  #originOf({ part, tool }: Accepted, change: RecentChange): Origin {
    const uri = change.document.uri.toString();
    const last = this.#lastPart;
    const continues = part !== "all" && last?.uri === uri && change.atMs - last.atMs <= sameActMs;
    const origin = continues
      ? last.origin
      : ({
          id: randomUUID(),
          channel: "inlineAccept",
          tool: tool ?? completionTool(change.document),
          confidence: "observed",
          atMs: change.atMs,
        } as const);
    this.#lastPart = part === "all" ? undefined : { uri, origin, atMs: change.atMs };
    return origin;
  }
}

/**
 * Tells our key bindings that this editor is a fork whose own accept command is there; without it, the fork's key would do
 * nothing. Nothing is asked in any other editor.
 */
async function meetFork(): Promise<void> {
  const fork = forkOf(vscode.env.uriScheme);
  if (fork === undefined) return;
  const commands = await vscode.commands.getCommands(true);
  if (!commands.includes(fork.accept)) return;
  await vscode.commands.executeCommand("setContext", "reviewDebt.fork", fork.uriScheme);
}

/** Whether a change put its text into or right behind that of an earlier one, as typing does. */
function isBehind(later: RecentChange, earlier: RecentChange): boolean {
  return later.start >= earlier.start && later.start <= earlier.end;
}

function mayBeAccepted({ typed, claimed, insertedLength, atMs }: RecentChange): boolean {
  return !typed && !claimed && insertedLength > 0 && Date.now() - atMs <= patienceMs;
}
