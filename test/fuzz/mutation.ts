import fc from "fast-check";
import { deepJson, deepMark, hostileText, hostileValue, longText, tokens } from "./hostile.ts";

/** One thing that is done to a value or a text: how, where, and with what. */
interface Step {
  readonly how: number;
  readonly at: number;
  readonly other: number;
  readonly put: unknown;
}

/** Steps that change little each, so that most of what is mutated stays as it was and the parser goes on. */
function stepsWith(put: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<readonly Step[]> {
  const step = fc.record({ how: fc.nat(999), at: fc.nat(0xffffff), other: fc.nat(0xffffff), put });
  return fc.array(step, { maxLength });
}

const valueSteps = stepsWith(hostileValue, 5);
const textSteps = fc.oneof(
  { weight: 5, arbitrary: fc.constant<readonly Step[]>([]) },
  { weight: 5, arbitrary: stepsWith(hostileText, 3) },
  { weight: 1, arbitrary: stepsWith(longText, 1) },
);
const soleTextSteps = fc.oneof(
  { weight: 12, arbitrary: stepsWith(hostileText, 6) },
  { weight: 1, arbitrary: stepsWith(longText, 1) },
);

/** A text of JSON, or of lines of JSON, whose values are others here and there, and which then is broken as a text. */
export function mutatedJson(bases: readonly string[], isLines: boolean): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(), valueSteps, textSteps)
    .map(([base, values, texts]) => mutateText(mutateJson(bases[base % bases.length] ?? "", values, isLines), texts));
}

/** A value whose parts are others here and there; what JSON can have. */
export function mutatedValue(bases: readonly unknown[]): fc.Arbitrary<unknown> {
  const texts = bases.map((base) => JSON.stringify(base));
  return fc
    .tuple(fc.nat(), valueSteps)
    .map(([base, steps]) => JSON.parse(mutateJson(texts[base % texts.length] ?? "", steps, false)) as unknown);
}

/** A text that is another here and there. */
export function mutatedText(bases: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(), soleTextSteps).map(([base, steps]) => mutateText(bases[base % bases.length] ?? "", steps));
}

/** Bytes that once were a text. */
export function asBytes(texts: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const step = fc.tuple(fc.nat(5), fc.nat(0xffffff), fc.nat(255));
  return fc.tuple(texts, fc.array(step, { maxLength: 3 })).map(([text, steps]) => {
    let bytes: Buffer = Buffer.from(text);
    for (const [how, at, value] of steps) bytes = mutateBytes(bytes, how, at % (bytes.length + 1), value);
    return bytes;
  });
}

const invalidUtf8 = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
  [0xef, 0xbb, 0xbf],
  [0],
];

function mutateBytes(bytes: Buffer, how: number, at: number, value: number): Buffer {
  switch (how) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return bytes.subarray(at);
    case 2: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = value;
      return copy;
    }
    default: {
      const put = Buffer.from(invalidUtf8[value % invalidUtf8.length] ?? []);
      return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]);
    }
  }
}

function mutateText(text: string, steps: readonly Step[]): string {
  let result = text;
  for (const { how, at, other, put } of steps) {
    const from = at % (result.length + 1);
    const to = Math.min(result.length, from + (other % 40));
    const word = typeof put === "string" ? put : "";
    switch (how % 12) {
      case 0:
        result = result.slice(0, from);
        break;
      case 1:
        result = result.slice(0, from) + result.slice(to);
        break;
      case 2:
        result = result.slice(0, to) + result.slice(from, to).repeat(other % 7) + result.slice(to);
        break;
      case 3:
        result = result.replaceAll("\n", ["\r\n", "\r", "\u2028", "\n\n", ""][other % 5] ?? "");
        break;
      case 4:
        result = withLines(result, (lines) => lines.toSpliced(at % lines.length, 0, lines[other % lines.length] ?? ""));
        break;
      case 5:
        result = withLines(result, (lines) => lines.toSpliced(at % lines.length, 1));
        break;
      case 6:
        result = withLines(result, (lines) => lines.with(at % lines.length, lines[other % lines.length] ?? ""));
        break;
      case 7:
        result = withLines(result, (lines) => lines.with(at % lines.length, word));
        break;
      case 8:
        result = replacedAt(result, /\d+/g, at, () => tokens[other % tokens.length] ?? "");
        break;
      case 9:
        // A key stands there twice.
        result = replacedAt(result, /"\w+":/g, at, (key) => `${key}${JSON.stringify(word)},${key}`);
        break;
      default:
        result = result.slice(0, from) + word + result.slice(to);
    }
  }
  return result;
}

function withLines(text: string, change: (lines: readonly string[]) => readonly string[]): string {
  return change(text.split("\n")).join("\n");
}

/** Another text for one of the matches. */
function replacedAt(text: string, pattern: RegExp, at: number, other: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  const match = found[at % Math.max(1, found.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + other(match[0]) + text.slice(match.index + match[0].length);
}

/** JSON that is kept as a text in JSON. */
class Inner {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  toJSON(): string {
    return JSON.stringify(this.value) ?? "";
  }
}

function mutateJson(text: string, steps: readonly Step[], isLines: boolean): string {
  if (steps.length === 0) return text;
  const parts = isLines ? text.split("\n") : [text];
  const ofPart = Map.groupBy(steps, ({ other }) => other % parts.length);
  return parts.map((part, i) => mutatePart(part, ofPart.get(i) ?? [])).join("\n");
}

function mutatePart(json: string, steps: readonly Step[]): string {
  const parsed = steps.length === 0 ? undefined : parse(json);
  if (parsed === undefined) return json;
  // The whole has a place, too.
  const root: Record<string, unknown> = { whole: unfolded(parsed) };
  for (const step of steps) mutateAt(root, step);
  const result = JSON.stringify(root["whole"]) ?? "null";
  return result.replaceAll(new RegExp(`(\\\\*)"${deepMark}\\1"`, "g"), deepJson);
}

/** A value somewhere in another one. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function mutateAt(root: Record<string, unknown>, step: Step): void {
  const { how, at, other } = step;
  // A copy: what is put in is mutated further, and the same constant comes again in other inputs.
  const put = copyOf(step.put);
  const places = placesIn(root);
  const { holder, key } = places[at % places.length] ?? { holder: root, key: "whole" };
  const value = holder[key];
  const fromElsewhere = (): unknown => {
    const place = places[other % places.length];
    return place && copyOf(place.holder[place.key]);
  };
  switch (how % 9) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else if (holder !== root) delete holder[key];
      break;
    case 1:
      set(holder, key, fromElsewhere());
      break;
    case 2:
      set(holder, tokens[other % tokens.length] ?? "", copyOf(value));
      break;
    case 3:
      if (Array.isArray(value) && value.length > 0) set(holder, key, value.concat(copyOf(value)).slice(0, 500));
      else set(holder, key, [copyOf(value)]);
      break;
    case 4:
      if (typeof value === "string") set(holder, key, mutateText(value, [{ how: other, at, other, put }]));
      else if (typeof value === "number") set(holder, key, -value);
      break;
    case 5:
      if (Array.isArray(value)) set(holder, key, value.toReversed());
      else if (typeof value === "object" && value !== null) set(holder, tokens[other % tokens.length] ?? "", put);
      break;
    default:
      set(holder, key, put);
  }
}

function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? "null") as unknown;
}

/** Sets an own property, whatever it is called. */
function set(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d{1,4}$/.test(key)) return;
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function placesIn(root: object): Place[] {
  const places: Place[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      if (!(value instanceof Inner)) places.push({ holder, key });
      walk(holder[key]);
    }
  };
  walk(root);
  return places;
}

function unfolded(value: unknown): unknown {
  if (typeof value === "string") {
    const inner = /^\s*[[{]/.test(value) ? parse(value) : undefined;
    return inner === undefined ? value : new Inner(unfolded(inner));
  }
  if (Array.isArray(value)) return value.map(unfolded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unfolded(each)]));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
