/**
 * What Markdown could take for more than text: punctuation of its own, what begins a list or a number of one, and what
 * editors and GitHub make links of.
 */
const meaningful = /[\\`*_[\]{}<>&|~$#@]|^=|^[-+](?=\s|-|$)|(?<=^\d{1,9})[.)]|\.(?=\p{L})|:(?=[/\p{L}])|\/(?=\/)/gu;

/** A text of one line as Markdown shows it as it is. */
export function escapeMarkdown(text: string): string {
  return text.replace(meaningful, (character) => {
    if (character === "<") return "&lt;";
    return character === "&" ? "&amp;" : `\\${character}`;
  });
}

/** A text of one line as code, in which nothing means anything. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/** A text of several lines as a quotation. */
export function quotation(text: string): string {
  const lines = text.split("\n").map((line) => escapeMarkdown(line.trim()));
  // A backslash at the end keeps lines apart that are no paragraphs.
  return lines
    .map((line, i) => {
      if (line === "") return ">";
      const next = lines[i + 1];
      return next === undefined || next === "" ? `> ${line}` : `> ${line}\\`;
    })
    .join("\n");
}
