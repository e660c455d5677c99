/** Longer paths are cut in their middle: what they begin and end with tells them apart. */
const pathCharacters = 120;
/** Longer answers are cut at their end. */
const answerCharacters = 4000;

/** Characters that show nothing and change how what is around them is shown. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A path with its line, in characters that can be seen, and not too long. */
export function placeText(path: string, line: number): string {
  const seen = visible(cutInMiddle(path, pathCharacters));
  return `${cutInMiddle(seen, 2 * pathCharacters)}:${line}`;
}

/** A name or a question in one line, in characters that can be seen. */
export function nameText(name: string): string {
  return cutAtEnd(visible(cutAtEnd(name.replace(/\s+/g, " ").trim(), 300)), 600);
}

/** What a person wrote, with its lines and nothing else that steers how it is shown, and not too long. */
export function answerText(answer: string): string {
  const lines = cutAtEnd(answer, answerCharacters)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n");
  // Marks of direction are a part of writing; what embeds or overrides is not.
  return lines.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ").trim();
}

function visible(text: string): string {
  return text.toWellFormed().replace(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function cutAtEnd(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…`;
}

function cutInMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, Math.floor(limit / 3)).replace(/[\ud800-\udbff]$/, "");
  const end = text.slice(text.length - Math.ceil((2 * limit) / 3)).replace(/^[\udc00-\udfff]/, "");
  return `${start}…${end}`;
}
