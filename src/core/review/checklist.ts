import type { Answers } from "./answers.ts";
import type { Glance } from "./hunkText.ts";
import { gistOf, type OwnQuestion } from "./ownQuestions.ts";
import { packs, packsFor } from "./packs.ts";
import { coreQuestions, type Question } from "./question.ts";

/** Besides the core questions nobody is asked more at once (PRODUCT §4). */
const fittingLimit = 4;
/** So many of those are a team's or a person's own when packs want more than the rest. */
const ownShare = 2;

/**
 * The questions for a hunk: the three of the core, then at most four that fit it. Of those up to two are `own` ones (more
 * where packs leave room), and no more than one of the packs is about a single language. Own questions with a `when:` that
 * means the file come before those for all files, otherwise in the order given, so give the team's before the person's.
 * No question comes twice, however it is set. The same hunk and lists always have the same questions.
 */
export function questionsFor(glance: Glance, own: readonly OwnQuestion[]): readonly Question[] {
  const taken = new Set(coreQuestions.map(({ text }) => gistOf(text)));
  const fresh = ({ text }: Question): boolean => {
    const gist = gistOf(text);
    const isNew = !taken.has(gist);
    taken.add(gist);
    return isNew;
  };
  const fitting = fromPacks(glance).filter(fresh);
  const chosen = [
    ...own.filter(({ when }) => when?.some((glob) => glob(glance.path)) === true),
    ...own.filter(({ when }) => when === undefined),
  ].filter(fresh);
  const ownCount = Math.max(ownShare, fittingLimit - fitting.length);
  const first = chosen.slice(0, ownCount);
  return [...coreQuestions, ...first, ...fitting.slice(0, fittingLimit - first.length)];
}

/** The packs' questions, the heaviest first. */
function fromPacks(glance: Glance): readonly Question[] {
  const fired = packsFor(glance);
  const forLanguage = fired.find(({ languages }) => languages !== undefined);
  return fired.filter((pack) => pack.languages === undefined || pack === forLanguage);
}

/**
 * The question of an id that was stored, so that unsure ones can be listed. `undefined` when it is a team's or a person's
 * that is not in their lists any more.
 */
export function questionOf(id: string, own: readonly OwnQuestion[]): Question | undefined {
  return [...coreQuestions, ...packs, ...own].find((question) => question.id === id);
}

/** What comes of answers: a complete list offers to mark the hunk, an unsure one keeps it open. */
export type Outcome =
  | { readonly kind: "complete" }
  /** `ids` are those of the unsure questions, as they were asked; at least one. */
  | { readonly kind: "unsure"; readonly ids: readonly string[] };

/** What comes of the answers to questions. Answers to others do not count. */
export function outcomeOf(questions: readonly Question[], { verdicts }: Answers): Outcome {
  const ids = questions.map(({ id }) => id).filter((id) => !verdicts.has(id));
  return ids.length === 0 ? { kind: "complete" } : { kind: "unsure", ids };
}
