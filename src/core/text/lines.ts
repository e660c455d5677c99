/** The line ends VS Code knows. A text has one line more than it has line ends. */
const lineEnd = /\r\n|\r|\n/;

/** The lines of a text, without their line ends; never empty. */
export function splitLines(text: string): string[] {
  return text.includes("\r") ? text.split(lineEnd) : text.split("\n");
}

/** Whether two texts have the same lines, white space included. */
export function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}

/** Whether a text has a line end. */
export function hasLineEnd(text: string): boolean {
  return text.includes("\n") || text.includes("\r");
}

/** A line without any white space: what a line says, whoever formatted it (DESIGN §2, rule 2). */
export function stripped(line: string): string {
  return line.replace(/\s+/g, "");
}

/** Whether a line has nothing but white space. */
export function isBlank(line: string): boolean {
  // The first solid character of code is nearly always ASCII; only what is not needs the regular expression.
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    if (unit > 32 && unit < 127) return false;
    if (unit > 127) return !/\S/.test(line);
  }
  return !/\S/.test(line);
}

/** Whether a line has a letter, digit or underscore, so is more than brackets and punctuation. */
export function hasWord(line: string): boolean {
  // The first word of code is nearly always ASCII; only what comes behind something that is not needs the regular expression.
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    if (unit > 127) return /[\p{L}\p{N}_]/u.test(line);
    if ((unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122))
      return true;
  }
  return false;
}

/** A line's letters, digits and underscores only: what stays when a formatter changes quotes, commas and brackets. */
export function words(line: string): string {
  return line.replace(/[^\p{L}\p{N}_]+/gu, "");
}
