/** A condition of the manifest in words that JavaScript knows: alternatives of terms, some of them negated. */
type Alternatives = readonly (readonly { readonly term: string; readonly isNegated: boolean }[])[];

/** Reads a `when` clause as far as the manifest uses them: `||` over `&&` over terms such as `a`, `!a`, `a == b`. */
function read(condition: string): Alternatives {
  return condition.split("||").map((part) =>
    part.split("&&").map((word) => {
      const [, not = "", term = ""] = /^\s*(!?)\s*(.*?)\s*$/.exec(word) ?? [];
      return { term, isNegated: not !== "" };
    }),
  );
}

function holds(condition: Alternatives, truths: ReadonlySet<string>): boolean {
  return condition.some((part) => part.every(({ term, isNegated }) => truths.has(term) !== isNegated));
}

/**
 * Whether one `when` clause holds only where another one does, whatever its terms are; an absent clause always holds. Each
 * term is taken for itself, but for `known`: a term, and another one that holds with it. At most twelve different terms.
 */
export function implies(
  condition: string | undefined,
  other: string | undefined,
  known: Readonly<Record<string, string>> = {},
): boolean {
  if (other === undefined) return true;
  const [one, two] = [read(condition ?? "true"), read(other)];
  const terms = [...new Set([...one, ...two].flat().map(({ term }) => term))].filter((term) => term !== "true");
  if (terms.length > 12) throw new RangeError(`${terms.length} terms are too many`);
  for (let truth = 0; truth < 1 << terms.length; truth++) {
    const truths = new Set(["true", ...terms.filter((_, i) => (truth & (1 << i)) !== 0)]);
    const isPossible = Object.entries(known).every(([term, also]) => !truths.has(term) || truths.has(also));
    if (isPossible && holds(one, truths) && !holds(two, truths)) return false;
  }
  return true;
}
