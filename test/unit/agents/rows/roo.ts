import { roo } from "../../../../src/agents/formats/roo.ts";
import { type ExpectedEdit, lines, pieces, whole } from "../expected.ts";
import type { FormatRow } from "../formatTable.ts";

/** The moment so many seconds after the fixture's task began. */
function answered(seconds: number): Pick<ExpectedEdit, "id" | "at" | "confidence"> {
  const ms = 1_767_225_600_000 + seconds * 1000;
  return { id: `roo:0c5e:${ms}`, at: new Date(ms).toISOString(), confidence: "likely" };
}

export const rooRows: readonly FormatRow[] = [
  {
    format: roo,
    versions: "3.x: unified diffs, blocks with line numbers, new files, several files at once; unanswered ones",
    fixture: "roo/tasks/0c5e/ui_messages.json",
    edits: [
      {
        ...answered(3),
        path: "/home/dev/shop/src/a.ts",
        change: pieces(lines("top();\nold();\nend();\n", "top();\nnew_();\nend();\n", 0)),
      },
      { ...answered(4), path: "/home/dev/shop/src/new.ts", change: whole("one();\ntwo();\n", "") },
      { ...answered(5), path: "/home/dev/shop/src/older.ts", change: whole("older();\n", "") },
      { ...answered(6), path: "/home/dev/shop/src/b.ts", change: pieces(lines("b();\n", "c();\n", 1)) },
      {
        ...answered(7),
        id: `${answered(7).id}:/home/dev/shop/src/c.ts`,
        path: "/home/dev/shop/src/c.ts",
        change: pieces(lines("c\n", "d\n", 0)),
      },
      {
        ...answered(7),
        id: `${answered(7).id}:/home/dev/shop/src/d.ts`,
        path: "/home/dev/shop/src/d.ts",
        change: pieces(lines("d\n", "e\n")),
      },
    ],
    odd: 1,
  },
];
