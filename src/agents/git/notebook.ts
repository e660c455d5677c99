import { splitLines } from "../../core/text/lines.ts";

/**
 * The lines of a notebook's cells, one cell after the other, as documents in the editor have them; none of a text that is no
 * notebook. Source: the notebook format of Jupyter, version 4, where a cell's `source` is a string or a list of strings
 * that belong together.
 */
export function linesOfCells(text: string): readonly string[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof notebook !== "object" || notebook === null || !("cells" in notebook)) return [];
  return Array.isArray(notebook.cells) ? notebook.cells.flatMap((cell: unknown) => splitLines(sourceOf(cell))) : [];
}

function sourceOf(cell: unknown): string {
  if (typeof cell !== "object" || cell === null || !("source" in cell)) return "";
  return [cell.source]
    .flat()
    .filter((part) => typeof part === "string")
    .join("");
}
