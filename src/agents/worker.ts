import { parentPort } from "node:worker_threads";
import { formats } from "./formats.ts";
import type { ToWorker } from "./messages.ts";
import { Follower } from "./read/follower.ts";
import { lookBack } from "./read/lookBack.ts";
import { Outbox } from "./read/outbox.ts";

// The program of the thread that reads agents' records, so that the editor's own never waits for it.

const outbox = new Outbox((message) => parentPort?.postMessage(message));
const tell = outbox.tell.bind(outbox);
const room = outbox.room.bind(outbox);
let started: Extract<ToWorker, { kind: "start" }> | undefined;
let follower: Follower | undefined;
let isCancelled = false;

parentPort?.on("message", (message: ToWorker) => {
  switch (message.kind) {
    case "start": {
      follower?.[Symbol.dispose]();
      started = message;
      follower = new Follower({ ...message, formats, tell, room });
      void follower.start();
      break;
    }
    case "attention":
      follower?.setAttention(message.isThere);
      break;
    case "lookBack": {
      if (started === undefined) break;
      isCancelled = false;
      const { surroundings, scope, off, git } = started;
      const chosen = formats.filter(({ source }) => !off.includes(source));
      const { sinceMs } = message;
      void lookBack({ formats: chosen, git, surroundings, scope, sinceMs, tell, room, isCancelled: () => isCancelled });
      break;
    }
    case "cancelLookBack":
      isCancelled = true;
      break;
    case "taken":
      outbox.taken();
      break;
  }
});
