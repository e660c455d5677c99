import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Origin } from "../../core/ledger/mark.ts";
import type { Pause } from "../keep/pause.ts";
import { completionTool } from "./completionTools.ts";
import type { Documents, RecentChange } from "./documents.ts";

/** What an accept key took of a suggestion; the argument that the key bindings in package.json pass. */
type Accepted = "all" | "word" | "line";

/**
 * The editor sends the accept's change and our command in one go, so at our command the latest change is the accept's,
 * whatever was typed before or after. If there was no accept, it is a change from before the key press.
 */
const patienceMs = 150;
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
      this.#didAccept(what === "word" || what === "line" ? what : "all"),
    );
    // Has the editor fire the command's activation event now, for nothing, and not between the first accept and this.
    void vscode.commands.executeCommand("reviewDebt.didAccept");
  }

  dispose(): void {
    this.#command.dispose();
  }

  #didAccept(what: Accepted): void {
    if (this.#pause.isPaused) return;
    const change = this.#acceptedChange();
    if (change === undefined) return;
    const origin = this.#originOf(what, change);
    this.#documents.claim(change, { kind: "ai", origin });
  }

  /** The change that the accept made; `undefined` when there was nothing to accept, or it put no text in. */
  #acceptedChange(): RecentChange | undefined {
    const document = vscode.window.activeTextEditor?.document;
    const change = document && this.#documents.latestChange(document);
    if (change === undefined || change.typed || change.claimed) return undefined;
    return change.insertedLength > 0 && Date.now() - change.atMs <= patienceMs ? change : undefined;
  }

  #originOf(what: Accepted, change: RecentChange): Origin {
    const uri = change.document.uri.toString();
    const last = this.#lastPart;
    const continues = what !== "all" && last?.uri === uri && change.atMs - last.atMs <= sameActMs;
    const origin = continues
      ? last.origin
      : ({
          id: randomUUID(),
          channel: "inlineAccept",
          tool: completionTool(change.document),
          confidence: "observed",
          atMs: change.atMs,
        } as const);
    this.#lastPart = what === "all" ? undefined : { uri, origin, atMs: change.atMs };
    return origin;
  }
}
