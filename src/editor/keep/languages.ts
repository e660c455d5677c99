import { basename } from "node:path/posix";
import * as vscode from "vscode";
import { fileOf } from "../cells.ts";

/** What an extension's manifest says of a language. */
interface Contributed {
  readonly id?: unknown;
  readonly extensions?: unknown;
  readonly filenames?: unknown;
}

/** The editor's ids of languages: of open documents as the editor says, of others by their names. */
export class Languages {
  #byName: ReadonlyMap<string, string> | undefined;

  /** The id of a file's language; `plaintext` where nothing names it. */
  of(uri: vscode.Uri): string {
    const key = uri.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    return open?.languageId ?? this.#named(basename(fileOf(uri).path).toLowerCase());
  }

  #named(name: string): string {
    this.#byName ??= namesOf(vscode.extensions.all.flatMap(({ packageJSON }) => languagesIn(packageJSON)));
    const whole = this.#byName.get(name);
    if (whole !== undefined) return whole;
    // The longest end counts: `.d.ts` before `.ts`.
    for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
      const id = this.#byName.get(name.slice(dot));
      if (id !== undefined) return id;
    }
    return "plaintext";
  }
}

/** The languages that a manifest contributes; whoever wrote it, nothing of it is taken on trust. */
function languagesIn(manifest: unknown): readonly Contributed[] {
  if (typeof manifest !== "object" || manifest === null || !("contributes" in manifest)) return [];
  const { contributes } = manifest;
  if (typeof contributes !== "object" || contributes === null || !("languages" in contributes)) return [];
  return Array.isArray(contributes.languages) ? contributes.languages.filter((each) => Boolean(each)) : [];
}

/** File names and ends of file names, lower case, of languages. The first one that claims one has it. */
function namesOf(languages: readonly Contributed[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id, extensions, filenames } of languages) {
    if (typeof id !== "string") continue;
    for (const name of [extensions, filenames].flat()) {
      if (typeof name === "string" && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), id);
    }
  }
  return names;
}
