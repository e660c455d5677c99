import { parentPort, workerData } from "node:worker_threads";
import { Hasher } from "../core/text/hash.ts";
import { readHeads } from "./git/heads.ts";
import type { HeadQuestion } from "./headReader.ts";

// The program of a thread that asks git one question, tells what it learns, and ends.

const { files, key, timeoutMs } = workerData as HeadQuestion;
void readHeads(files, new Hasher(key), AbortSignal.timeout(timeoutMs), (told) => parentPort?.postMessage(told));
