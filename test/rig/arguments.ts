/** The value after `name` on the command line (`--grep TITLE` or `--grep=TITLE`), or undefined. */
export function argument(name: string, from: readonly string[] = process.argv.slice(2)): string | undefined {
  const at = from.indexOf(name);
  if (at !== -1) {
    return from[at + 1];
  }
  return from.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
