import { additions, realistic } from "./additions.ts";
import { comprehensive } from "./comprehensive.ts";
import { formatting, reflow } from "./formatting.ts";
import { fuzzer } from "./fuzzer.ts";
import { cherryPick, rebase, squash } from "./history.ts";
import { aiTab, copilot, pending } from "./live.ts";
import { moves } from "./moves.ts";
import type { PeerFile } from "./peerTable.ts";
import { chinese, initial, stale } from "./records.ts";
import { shellAttribution, shellProvenance } from "./shell.ts";
import { tokens } from "./tokens.ts";
import { amend, checkout, graphite, reset, stash, worktrees } from "./worktree.ts";

/** All files of the peer's, in the order of its list. */
export const peerFiles: readonly PeerFile[] = [
  tokens,
  moves,
  comprehensive,
  reflow,
  formatting,
  pending,
  aiTab,
  shellAttribution,
  shellProvenance,
  additions,
  realistic,
  initial,
  chinese,
  stale,
  copilot,
  amend,
  rebase,
  cherryPick,
  reset,
  stash,
  squash,
  checkout,
  worktrees,
  graphite,
  fuzzer,
];
