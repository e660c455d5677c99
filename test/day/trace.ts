/** A system call, as `strace -f` wrote it down. */
interface Call {
  /** The thread that called. */
  readonly thread: number;
  readonly name: string;
  /** The whole line, without the number of the thread. */
  readonly text: string;
}

/** What a trace tells, made with `strace -f -e trace=network,clone,clone3,fork,vfork`. */
export class Trace {
  readonly #calls: readonly Call[];
  /** The process that each thread belongs to. */
  readonly #processes = new Map<number, number>();

  constructor(text: string) {
    this.#calls = text.split("\n").flatMap((line) => {
      const [, thread, call = "", name = ""] = /^(\d+)\s+((?:<\.\.\. )?(\w+).*)$/.exec(line) ?? [];
      return thread === undefined ? [] : [{ thread: Number(thread), name, text: call }];
    });
    this.#followClones();
  }

  /** How many calls reached for the network, loopback and the machine's own sockets among them. */
  get networkCalls(): number {
    return this.#calls.filter(({ name }) => reaching.has(name)).length;
  }

  /** The calls of a process by which it reached for another computer: for an Internet address that is not loopback. */
  callsOutOf(process: number): string[] {
    return this.#calls
      .filter(({ thread, name, text }) => this.#processOf(thread) === process && reaching.has(name) && isOut(text))
      .map(({ text }) => text);
  }

  /** A thread belongs to its parent's process, a child is a process of its own. */
  #followClones(): void {
    const begun = new Map<number, string>();
    for (const { thread, name, text } of this.#calls) {
      if (!/^(clone3?|v?fork)$/.test(name)) continue;
      if (text.includes("<unfinished")) begun.set(thread, text);
      const child = Number(/ = (\d+)(?: |$)/.exec(text)?.[1] ?? 0);
      if (child === 0) continue;
      const flags = `${begun.get(thread) ?? ""}${text}`;
      begun.delete(thread);
      this.#processes.set(child, flags.includes("CLONE_THREAD") ? this.#processOf(thread) : child);
    }
  }

  #processOf(thread: number): number {
    return this.#processes.get(thread) ?? thread;
  }
}

const reaching = new Set(["connect", "sendto", "sendmsg", "sendmmsg"]);

function isOut(text: string): boolean {
  if (!/sa_family=(?!AF_(UNIX|NETLINK|UNSPEC)\b)/.test(text)) return false;
  return !/inet_addr\("127\.|inet_pton\(AF_INET6, "(::1|::ffff:127\.[\d.]+)"/.test(text);
}
