import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { checksumFile, productVsix, root, sbomFile } from "../../rig/paths.ts";
import { run, tail } from "../../rig/run.ts";

/** How a copy of the sources differs from another one. */
export interface Manner {
  readonly folder: string;
  readonly umask: number;
  readonly mode: number;
  readonly modified: Date;
  readonly env: Readonly<Record<string, string>>;
}

/** What `npm run package` leaves beside each other. */
export interface Packaged {
  readonly folder: string;
  readonly vsix: Buffer;
  readonly checksum: string;
  readonly sbom: string;
  readonly output: string;
}

/** Runs `npm run package` in a copy of this clone's files. The caller removes what `remove` removes. */
export async function packageCopy(manner: Manner): Promise<Packaged & { remove(): void }> {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "review-debt-copy-"));
  const folder = join(top, manner.folder);
  const remove = (): void => rmSync(top, { recursive: true, force: true });
  try {
    for (const file of sources()) copyFile(file, folder, manner);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    const { code, output } = await packageIn(folder, manner);
    if (code !== 0) throw new Error(tail(output));
    const [vsix, checksum, sbom] = [productVsix, checksumFile, sbomFile].map((file) =>
      readFileSync(join(folder, relative(root, file))),
    );
    return { folder, vsix: vsix!, checksum: checksum!.toString(), sbom: sbom!.toString(), output, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** What a checkout does not have. */
const made = new Set([".git", ".vscode-test", "dist", "node_modules", "out"]);

/** The files of this clone, as they are now: what a change is made of before it is committed, too. */
function sources(): readonly string[] {
  const top = readdirSync(root).filter((name) => !made.has(name));
  return top
    .flatMap((name) => [
      name,
      ...(statSync(join(root, name)).isDirectory()
        ? readdirSync(join(root, name), { recursive: true, encoding: "utf8" }).map((below) => join(name, below))
        : []),
    ])
    .filter((file) => statSync(join(root, file)).isFile());
}

function copyFile(file: string, folder: string, { mode, modified }: Manner): void {
  const copy = join(folder, file);
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(join(root, file), copy);
  chmodSync(copy, mode);
  utimesSync(copy, modified, modified);
}

/** Runs it as somebody with this umask, which a process hands down when it starts another one. */
function packageIn(folder: string, { umask, env }: Manner): ReturnType<typeof run> {
  const own = process.umask(umask);
  try {
    const script = join(folder, "test", "rig", "package.ts");
    return run(process.execPath, [script], { cwd: folder, env: { ...process.env, ...env } });
  } finally {
    process.umask(own);
  }
}
