import type { Format } from "../format.ts";

/** The formats by their source. */
export function sourcesOf(
  formats: readonly Format[],
): { readonly name: string; readonly tool: string; readonly formats: readonly Format[] }[] {
  const names = [...new Set(formats.map(({ source }) => source))];
  return names.map((name) => {
    const own = formats.filter(({ source }) => source === name);
    return { name, tool: own[0]?.tool ?? name, formats: own };
  });
}
