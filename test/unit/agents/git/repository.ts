import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Who commits, where a test does not say. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** The moment of a repository's first commit, seconds since the epoch; each later one is a minute after the one before. */
export const firstSeconds = Date.UTC(2026, 4, 3, 12) / 1000;

/** A real git repository in a folder of its own. */
export class Repository implements Disposable {
  readonly root = realpathSync.native(mkdtempSync(join(tmpdir(), "review-debt-git-")));
  #seconds = firstSeconds;

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
  }

  /** Writes a file below the root. */
  write(path: string, content: string | Buffer): string {
    const full = join(this.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  }

  /** Commits all there is. Returns the commit's name. */
  commit(message: string, author: Author = { name: "Dev", email: "CANARY-git-email@example.com" }): string {
    this.git("add", "--all");
    const time = `${this.#seconds} +0000`;
    this.#seconds += 60;
    this.#run(["commit", "--quiet", "--allow-empty", "--file=-"], message, {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: time,
      GIT_COMMITTER_DATE: time,
    });
    return this.git("rev-parse", "HEAD").trim();
  }

  /** Puts a Git AI note on a commit. */
  note(commit: string, content: string): void {
    const blob = this.#run(["hash-object", "-w", "--stdin"], content).trim();
    this.git("notes", "--ref=ai", "add", "--force", "-C", blob, commit);
  }

  git(...args: readonly string[]): string {
    return this.#run(args, "");
  }

  #run(args: readonly string[], input: string, env: Readonly<Record<string, string>> = {}): string {
    const own = { GIT_AUTHOR_NAME: "Dev", GIT_AUTHOR_EMAIL: "dev@example.com" };
    const committer = { GIT_COMMITTER_NAME: "Dev", GIT_COMMITTER_EMAIL: "dev@example.com" };
    return execFileSync("git", ["-c", "commit.gpgsign=false", "-C", this.root, ...args], {
      input,
      encoding: "utf8",
      env: { ...process.env, ...own, ...committer, ...env },
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
