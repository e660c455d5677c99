import { differs, type PeerFile, same } from "./peerTable.ts";
import { Story } from "./story.ts";

const trimmed = (cut: string): string => `\n${cut.trimEnd()}`;

/** Blocks that move. The peer compares two texts; in the editor we see the cut and the paste. */
export const moves: PeerFile = {
  path: "src/authorship/move_detection.rs",
  rows: [
    same(
      "detects_basic_move",
      () => {
        const file = Story.writtenByAi("hello() {\n  say(1);\n}").byPerson("hello() {\n  say(1);\n}\nmine();\nend();");
        file.isMarked(1, 2);
        const cut = file.cut(0, 3);
        file.edit(0, 7, 0, 7, trimmed(cut));
        return file.show();
      },
      ["-- mine();", "uA hello() {", "mA   say(1);", "uA }", "-- end();"],
    ),
    same(
      "matches_when_whitespace_differs",
      () => {
        const file = Story.writtenByAi("let v = 7;\nreturn v;\n}").byPerson("let v = 7;\nreturn v;\n}\nif (x) {");
        const cut = file.cut(0, 3);
        file.edit(0, 8, 0, 8, trimmed(cut).replaceAll("\n", "\n\t"));
        return file.show();
      },
      ["-- if (x) {", "uA \tlet v = 7;", "uA \treturn v;", "uA \t}"],
    ),
    differs(
      "drops_whitespace_only_lines",
      "Each moved line is known by its own text, so a blank line in between does not hide the move (rule 6).",
      () => {
        const file = Story.writtenByAi("let a = 1;\nlet b = 2;").byPerson("let a = 1;\nlet b = 2;\n  \nmine();");
        file.cut(0, 3);
        file.edit(0, 0, 0, 0, "   \nlet a = 1;\n\nlet b = 2;\n");
        return file.show();
      },
      ["--    ", "uA let a = 1;", "--", "uA let b = 2;", "-- mine();"],
    ),
    differs(
      "filters_groups_below_threshold",
      "We see the cut and the paste, so two lines are a move as well as twenty (rule 6).",
      () => {
        const file = Story.writtenByAi("alpha();\nbeta();").byPerson("alpha();\nbeta();\nmine();");
        const cut = file.cut(0, 2);
        file.edit(0, 7, 0, 7, trimmed(cut));
        return file.show();
      },
      ["-- mine();", "uA alpha();", "uA beta();"],
    ),
    same(
      "detects_multiple_groups",
      () => {
        const a = "sum() {\n  add();\n}\n";
        const b = "log() {\n  print();\n}\n";
        const file = Story.writtenByAi(a)
          .byAi("B", a + b)
          .isMarked(3, 4)
          .byPerson(`${a}${b}mine();`);
        const first = file.cut(0, 3);
        const second = file.cut(0, 3);
        file.edit(0, 7, 0, 7, trimmed(second + first));
        return file.show();
      },
      ["-- mine();", "mB log() {", "uB   print();", "uB }", "uA sum() {", "uA   add();", "uA }"],
    ),
    same(
      "handles_duplicate_candidates",
      () => {
        const a = "shared() {\n  one();\n}\n";
        const b = "shared() {\n  two();\n}\n";
        const file = Story.writtenByAi(a)
          .byAi("B", a + b)
          .byPerson(`${a}${b}mine();`)
          .isMarked(3, 6);
        const first = file.cut(0, 3);
        file.cut(0, 3);
        file.edit(0, 7, 0, 7, trimmed(first));
        return file.show();
      },
      ["-- mine();", "uA shared() {", "uA   one();", "uA }"],
    ),
    same(
      "allows_single_line_moves_with_threshold_one",
      () => {
        const file = Story.writtenByAi("single();").byPerson("single();\nmine();").isMarked();
        const cut = file.cut(0, 1);
        file.edit(0, 7, 0, 7, trimmed(cut));
        return file.show();
      },
      ["-- mine();", "mA single();"],
    ),
    same(
      "works_with_unsorted_input",
      () => {
        const file = Story.writtenByAi("open();\nwork();\nclose();").byPerson("open();\nwork();\nclose();\nmine();");
        for (const line of [2, 0, 0]) file.cut(line, line + 1);
        file.edit(0, 7, 0, 7, "\nopen();\nwork();\nclose();");
        return file.show();
      },
      ["-- mine();", "uA open();", "uA work();", "uA close();"],
    ),
    differs(
      "no_matches_when_normalized_content_differs",
      "A move is told line by line: those that arrive as they left keep what they are, the changed one is new (rule 6).",
      () => {
        const file = Story.writtenByAi("let x = 1;\nlet y = 2;\nlet z = 3;").byPerson(
          "let x = 1;\nlet y = 2;\nlet z = 3;\nmine();",
        );
        file.cut(0, 3);
        file.edit(0, 7, 0, 7, "\nlet x = 1;\nlet other = 20;\nlet z = 3;");
        return file.show();
      },
      ["-- mine();", "uA let x = 1;", "-- let other = 20;", "uA let z = 3;"],
    ),
  ],
};
