/** Lines of a text in the manner of code: a share of them stand in it many times, the others once. */
export function codeLike(count: number, repeatedShare: number, next: () => number): string[] {
  const repeated = ["}", "", "}", "", "});", "return;", "} else {", "break;", "{", "/**", " */"];
  return Array.from({ length: count }, () =>
    next() < repeatedShare ? pick(repeated, next) : `line ${Math.floor(next() * 2 ** 40)}`,
  );
}

/**
 * `count` edits at different lines: one in three lines is removed, one changed, one gets a line above it. Three in
 * ten new lines stand elsewhere in the text, too.
 */
export function edited(lines: readonly string[], count: number, next: () => number): string[] {
  const chosen = new Set(shuffled([...lines.keys()], next).slice(0, count));
  const fresh = (): string => (next() < 0.3 ? pick(lines, next) : `new ${Math.floor(next() * 2 ** 40)}`);
  return lines.flatMap((line, i) => {
    if (!chosen.has(i)) return [line];
    const dice = Math.floor(next() * 3);
    return dice === 0 ? [] : dice === 1 ? [fresh()] : [fresh(), line];
  });
}

/** Moves blocks of 3 to 42 lines somewhere else. */
export function moved(lines: readonly string[], blocks: number, next: () => number): string[] {
  const result = [...lines];
  for (let i = 0; i < blocks; i++) {
    const length = 3 + Math.floor(next() * 40);
    const block = result.splice(Math.floor(next() * Math.max(1, result.length - length)), length);
    result.splice(Math.floor(next() * (result.length + 1)), 0, ...block);
  }
  return result;
}

/** The same things in any order. */
export function shuffled<T>(things: readonly T[], next: () => number): T[] {
  const result = [...things];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

function pick<T>(things: readonly T[], next: () => number): T {
  return things[Math.floor(next() * things.length)]!;
}
