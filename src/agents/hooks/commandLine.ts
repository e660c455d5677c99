/** The program that a hook runs. Absolute paths. */
export interface HookProgram {
  /** Node, or an editor that runs as Node when it is told to. */
  readonly execPath: string;
  /** The script, at a place that stays when the extension is updated. */
  readonly script: string;
  /** The folder that gets what the hooks tell. */
  readonly inbox: string;
}

/** One way to write a command line, and what of it is the same whatever runs the script. */
export interface CommandLine {
  readonly text: string;
  readonly mark: string;
}

/**
 * For `sh`, and for the Bash that tools on Windows use. Whatever happens it is silent and succeeds, also when the editor
 * is gone: no agent is to see an error of ours.
 */
export function posixCommand(program: HookProgram, source: string): CommandLine {
  const quoted = (path: string): string => `'${path.replaceAll("'", String.raw`'\''`)}'`;
  const mark = `${quoted(program.script)} ${source}`;
  const text = `ELECTRON_RUN_AS_NODE=1 ${quoted(program.execPath)} ${mark} ${quoted(program.inbox)} 2>/dev/null || :`;
  return { text, mark };
}

/** The same for `sh` on Windows, where `\` in paths would need care in some of them. */
export function windowsBashCommand(program: HookProgram, source: string): CommandLine {
  const slashed = (path: string): string => path.replaceAll("\\", "/");
  return posixCommand(
    { execPath: slashed(program.execPath), script: slashed(program.script), inbox: slashed(program.inbox) },
    source,
  );
}

/** For `cmd.exe`. A Windows path has no quotation mark in it. */
export function cmdCommand(program: HookProgram, source: string): CommandLine {
  const mark = `"${program.script}" ${source}`;
  const inner = `set "ELECTRON_RUN_AS_NODE=1"&& "${program.execPath}" ${mark} "${program.inbox}" 2>nul || ver>nul`;
  // With /s the first and the last quotation mark go, and all others stay.
  return { text: `cmd /d /s /c "${inner}"`, mark };
}

/** For PowerShell, in which a quoted path is only run after `&`. */
export function powershellCommand(program: HookProgram, source: string): CommandLine {
  const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
  const mark = `${quoted(program.script)} ${source}`;
  const run = `& ${quoted(program.execPath)} ${mark} ${quoted(program.inbox)}`;
  return { text: `$env:ELECTRON_RUN_AS_NODE='1'; ${run}; exit 0`, mark };
}
