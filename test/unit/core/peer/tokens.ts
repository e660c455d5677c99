import { edit, write } from "../attribution/desk.ts";
import { because, differs, type PeerFile, same } from "./peerTable.ts";
import { Story, tally } from "./story.ts";

const numbered = (count: number): string => Array.from({ length: count }, (_, i) => `const n${i} = ${i};`).join("\n");

/** Tokens, re-wrapped lines, line ends: the cases beside the peer's tracker itself. */
export const tokens: PeerFile = {
  path: "src/authorship/attribution_tracker.rs",
  rows: [
    same(
      "substantive_token_change_switches_author",
      () => Story.writtenByAi("limit = 10;\nretry();").byPerson("limit = 25;\nretry();").show(),
      ["eA limit = 25;", "uA retry();"],
    ),
    same(
      "whitespace_only_indent_change_preserves_tokens",
      () => Story.writtenByAi("if (on) {\n start();\n}").byPerson("if (on) {\n\t\tstart();\n}").show(),
      ["uA if (on) {", "uA \t\tstart();", "uA }"],
    ),
    same(
      "large_file_small_edit_preserves_unchanged_tokens",
      () => {
        const text = numbered(1500);
        const file = Story.writtenByAi(text).byPerson(text.replace("= 900;", "= -1;"));
        return [...tally(file.show()), ...file.show().slice(899, 902)];
      },
      ["1499 uA", "1 eA", "uA const n899 = 899;", "eA const n900 = -1;", "uA const n901 = 901;"],
    ),
    same(
      "unsorted_ranges_preserve_existing_lines_across_insertions",
      () => {
        const text = "area(w, h) {\n  return w * h;\n}";
        const written = [1, 0, 2].map((start) => ({ start, end: start + 1 }));
        const file = new Story(text).isClaimed(edit("A", { kind: "lines", text, written }));
        return file.byPerson("// head\narea(w, h) {\n  // note\n  return w * h;\n}\n// foot").show();
      },
      ["-- // head", "uA area(w, h) {", "--   // note", "uA   return w * h;", "uA }", "-- // foot"],
    ),
    same(
      "line_reflow_without_token_change_is_non_substantive",
      () => Story.writtenByAi("send(to, text, now)").byPerson("send(\n  to,\n  text,\n  now\n)").show(),
      ["uA send(", "uA   to,", "uA   text,", "uA   now", "uA )"],
    ),
    same(
      "line_reflow_without_token_change_is_non_substantive_with_semicolon",
      () => Story.writtenByAi("send(to, text, now);").byPerson("send(\n  to, text,\n  now\n);").show(),
      ["uA send(", "uA   to, text,", "uA   now", "uA );"],
    ),
    same(
      "adding_semicolon_is_substantive",
      () => Story.writtenByAi("send(to, text, now)").byPerson("send(to, text, now);").show(),
      ["eA send(to, text, now);"],
    ),
    same(
      "reflow_complex_if_statement_is_non_substantive",
      () =>
        Story.writtenByAi("if (a < b && c || !d) { stop(a); }")
          .isMarked()
          .byPerson("if (a < b\n  && c\n  || !d) {\n  stop(a);\n}")
          .show(),
      ["mA if (a < b", "mA   && c", "mA   || !d) {", "mA   stop(a);", "mA }"],
    ),
    same(
      "move_block_preserves_original_authors_one_line_threshold",
      () => {
        const file = Story.writtenByAi("const first = () => 1;").byAi(
          "B",
          "const first = () => 1;\nconst second = () => 2;",
        );
        const cut = file.cut(0, 1);
        file.edit(0, 24, 0, 24, `\n${cut.trimEnd()}`);
        return file.show();
      },
      ["uB const second = () => 2;", "uA const first = () => 1;"],
    ),
    same(
      "move_block_preserves_original_authors_default_threshold",
      () => {
        const low = "low() {\n  let a = 1;\n  use(a);\n}\n";
        const high = "high() {\n  let z = 9;\n  use(z);\n}\n";
        const file = Story.writtenByAi(low)
          .byAi("B", low + high)
          .isMarked(0, 2);
        const cut = file.cut(0, 4);
        file.edit(4, 0, 4, 0, cut);
        return file.show();
      },
      [
        "uB high() {",
        "uB   let z = 9;",
        "uB   use(z);",
        "uB }",
        "mA low() {",
        "mA   let a = 1;",
        "uA   use(a);",
        "uA }",
        "--",
      ],
    ),
    same(
      "deletions_remove_attribution",
      () => {
        const file = new Story("keep these words here").byAi("A", "keep these fine words here\ndrop();\nstay();");
        return file.byPerson("keep these words here\nstay();").show();
      },
      ["-- keep these words here", "uA stay();"],
    ),
    same(
      "multibyte_tokens_are_preserved_and_added",
      () => Story.writtenByAi("🐟 first").byPerson("🐟 first\n🐙 second").show(),
      ["uA 🐟 first", "-- 🐙 second"],
    ),
    same(
      "line_attribution_handles_split_multibyte_ranges",
      () => {
        const file = new Story("🐟");
        file.accept("A", 0, 1, "xyz");
        return file.show();
      },
      ["uA \ud83dxyz\udc1f"],
    ),
    differs(
      "line_attributions_follow_dominant_tokens",
      "One question only: whether AI wrote at least half of the line's characters (rule 1), not whose part is the largest.",
      () => {
        const file = new Story("+ base() + tax;").byAi("A", "let sum = + base() + tax;");
        return file.byPerson("let sum = zero + base() + tax;").show();
      },
      ["-- let sum = zero + base() + tax;"],
    ),
    differs(
      "unattributed_ranges_are_filled",
      because.people,
      () => Story.writtenByAi("first();").byPerson("first();\nsecond();\nthird();").show(),
      ["uA first();", "-- second();", "-- third();"],
    ),
    differs(
      "ai_inserted_blank_line_counts_for_ai",
      because.blank,
      () => new Story("# Notes").byAi("A", "# Notes\n\nopen()\n\nclose()\n").show(),
      ["-- # Notes", "--", "uA open()", "uA", "uA close()", "--"],
    ),
    same(
      "crlf_to_lf_same_content_preserves_attributions",
      () => Story.writtenByAi("open();\r\nclose();").isMarked(0, 1).byPerson("open();\nclose();").show(),
      ["mA open();", "uA close();"],
    ),
    same(
      "lf_to_crlf_same_content_preserves_attributions",
      () => Story.writtenByAi("open();\nclose();").isMarked(0, 1).onDisk("open();\r\nclose();").show(),
      ["mA open();", "uA close();"],
    ),
    same(
      "crlf_to_lf_with_real_edit_attributes_correctly",
      () => Story.writtenByAi("open();\r\nwork();\r\nclose();").byPerson("open();\nworkHard();\nclose();").show(),
      ["uA open();", "eA workHard();", "uA close();"],
    ),
    same(
      "collect_line_metadata_strips_cr_from_text",
      () => new Story().byAgents("open();\nclose();", write("A", "open();\r\nclose();\r\n", "")).show(),
      ["uA open();", "uA close();"],
    ),
  ],
};
