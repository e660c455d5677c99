import { because, differs, type PeerFile, same } from "./peerTable.ts";
import { Story, tally } from "./story.ts";

const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

/** Three lines, each by another act of AI. */
const three = (): Story =>
  Story.writtenByAi("first();").byAi("B", "first();\nsecond();").byAi("C", "first();\nsecond();\nthird();");

/** What one event of a person's makes of a line that AI wrote. */
const edited = (before: string, after: string): readonly string[] => Story.writtenByAi(before).byPerson(after).show();

/** Add, delete, modify, white space, Unicode, moves, mixed hands, long files and odd ends. */
export const comprehensive: PeerFile = {
  path: "tests/integration/attribution_tracker_comprehensive.rs",
  rows: [
    same("test_line_attribution_with_override", () => edited("ai = 1;", "ai = 2;"), ["eA ai = 2;"]),
    same(
      "test_tracker_no_changes_preserves_attributions",
      () => three().byPerson("first();\nsecond();\nthird();").show(),
      ["uA first();", "uB second();", "uC third();"],
    ),
    same("test_tracker_simple_addition_at_end", () => edited("ai();", "ai();\nmine();"), ["uA ai();", "-- mine();"]),
    same("test_tracker_simple_addition_at_start", () => edited("ai();", "mine();\nai();"), ["-- mine();", "uA ai();"]),
    same("test_tracker_simple_deletion_at_end", () => three().byPerson("first();\nsecond();").show(), [
      "uA first();",
      "uB second();",
    ]),
    same("test_tracker_simple_deletion_at_start", () => three().byPerson("second();\nthird();").show(), [
      "uB second();",
      "uC third();",
    ]),
    same(
      "test_tracker_modification_in_middle",
      () => three().byPerson("first();\nsomething = else;\nthird();").show(),
      ["uA first();", "eB something = else;", "uC third();"],
    ),
    same("test_tracker_whitespace_only_addition", () => three().byPerson("first();\n\n\nsecond();\nthird();").show(), [
      "uA first();",
      "--",
      "--",
      "uB second();",
      "uC third();",
    ]),
    same(
      "test_tracker_whitespace_only_deletion",
      () => Story.writtenByAi("first();\n\n\nlast();").byPerson("first();\nlast();").show(),
      ["uA first();", "uA last();"],
    ),
    same(
      "test_tracker_trailing_whitespace_changes",
      () => three().isMarked(0, 1).byPerson("first();  \nsecond();\t\nthird();").show(),
      ["mA first();  ", "uB second();\t", "uC third();"],
    ),
    same(
      "test_tracker_indentation_changes",
      () => three().isMarked(0, 1).byPerson("    first();\n\tsecond();\n  third();").show(),
      ["mA     first();", "uB \tsecond();", "uC   third();"],
    ),
    same("test_tracker_unicode_content", () => edited("print('Grüße, 世');", "print('Grüße, 世！');"), [
      "eA print('Grüße, 世！');",
    ]),
    same("test_tracker_emoji_content", () => edited("wave('👋');", "wave('👋🌙');"), ["eA wave('👋🌙');"]),
    same("test_tracker_mixed_unicode_content", () => edited("abc дом 山 🎈\nrest();", "abc дом 山 🎈 end\nrest();"), [
      "eA abc дом 山 🎈 end",
      "uA rest();",
    ]),
    same("test_tracker_zero_width_unicode", () => edited("key\u200bname", "key\u200bname\u200b"), [
      "eA key\u200bname\u200b",
    ]),
    same("test_tracker_special_characters", () => edited('s = "a\\tb";', 's = "a\\tb\\n";'), ['eA s = "a\\tb\\n";']),
    same("test_tracker_simple_line_move_within_file", () => three().byPerson("second();\nfirst();\nthird();").show(), [
      "uB second();",
      "uA first();",
      "uC third();",
    ]),
    same(
      "test_tracker_block_move_within_file",
      () => {
        const file = Story.writtenByAi("one(1);\ntwo(2);\nthree(3);").byAi(
          "B",
          "one(1);\ntwo(2);\nthree(3);\nfour(4);\nfive(5);",
        );
        return file.byPerson("four(4);\nfive(5);\none(1);\ntwo(2);\nthree(3);").show();
      },
      ["uB four(4);", "uB five(5);", "uA one(1);", "uA two(2);", "uA three(3);"],
    ),
    differs(
      "test_tracker_partial_line_move",
      "The line says something else now, so the person who moved its words edited it (rule 2).",
      () => edited("left + middle + right", "middle + left + right"),
      ["eA middle + left + right"],
    ),
    same(
      "test_tracker_move_with_modification",
      () => three().byPerson("third();\nsomething = else;\nsecond();").show(),
      ["uC third();", "-- something = else;", "uB second();"],
    ),
    same(
      "test_tracker_duplicate_line_handling",
      () => Story.writtenByAi("again();\nagain();").byPerson("again();").show(),
      ["uA again();"],
    ),
    same("test_tracker_mixed_edit_same_line", () => edited("first draft", "second draft"), ["eA second draft"]),
    same("test_tracker_ai_adds_human_deletes", () => Story.writtenByAi("gone();").byPerson("").show(), ["--"]),
    same(
      "test_tracker_human_adds_ai_modifies",
      () => new Story().byPerson("retries = 3").byAi("A", "retries = 3 # until the server answers").show(),
      ["uA retries = 3 # until the server answers"],
    ),
    same(
      "test_tracker_interleaved_ai_human_edits",
      () => {
        const file = new Story("bread;\nbutter;\nsalt;").byAi("A", "AI's own words;\nbutter;\nsalt;");
        return file.byPerson("AI's own words;\nbutter;\nmine;").show();
      },
      ["uA AI's own words;", "-- butter;", "-- mine;"],
    ),
    differs(
      "test_attribute_unattributed_fills_gaps",
      because.people,
      () => new Story("head();\ntail();").byAi("A", "head();\nmiddle();\ntail();").show(),
      ["-- head();", "uA middle();", "-- tail();"],
    ),
    same("test_attribute_unattributed_no_gaps", () => Story.writtenByAi("all();").show(), ["uA all();"]),
    differs(
      "test_attribute_unattributed_multiple_gaps",
      because.people,
      () =>
        new Story("a();\nc();\ne();")
          .byAi("A", "a();\nbb();\nc();\ne();")
          .byAi("B", "a();\nbb();\nc();\ndd();\ne();")
          .show(),
      ["-- a();", "uA bb();", "-- c();", "uB dd();", "-- e();"],
    ),
    same("test_attribute_unattributed_empty_content", () => new Story().show(), ["--"]),
    differs(
      "test_attribute_unattributed_overlapping_attrs",
      "A line has one origin, the act that wrote it last (rule 4).",
      () => Story.writtenByAi("let sum = 0;").byAi("B", "let sum = 0, count = 0;").show(),
      ["uB let sum = 0, count = 0;"],
    ),
    same("test_tracker_with_default_config", () => edited("word", "word more"), ["eA word more"]),
    same(
      "test_tracker_large_file_many_lines",
      () => {
        const lines = Array.from({ length: 1000 }, (_, i) => `line number ${i};`);
        const file = new Story();
        for (let act = 0; act < 10; act++) {
          file.byAi(letters[act]!.toUpperCase(), lines.slice(0, (act + 1) * 100).join("\n"));
        }
        lines.splice(500, 2, "changed 500;", "changed 501;");
        const shown = file.byPerson(lines.join("\n")).show();
        return [`${shown.filter((line) => line.startsWith("u")).length} unread`, ...shown.slice(499, 503)];
      },
      ["998 unread", "uE line number 499;", "-- changed 500;", "-- changed 501;", "uF line number 502;"],
    ),
    same(
      "test_tracker_large_file_long_lines",
      () => tally(edited(`${"x".repeat(10_000)}\n${"y".repeat(10_000)}`, `${"x".repeat(10_000)}\nshort`)),
      ["1 uA", "1 eA"],
    ),
    same(
      "test_tracker_many_small_changes",
      () => {
        const lines = letters.map((letter) => `${letter} = 1;`);
        return tally(edited(lines.join("\n"), lines.map((line, i) => (i % 2 === 0 ? `_${line}` : line)).join("\n")));
      },
      ["5 eA", "5 uA"],
    ),
    same("test_tracker_empty_old_content", () => new Story().byAi("A", "new();\n").show(), ["uA new();", "--"]),
    same("test_tracker_empty_new_content", () => edited("content();\n", ""), ["--"]),
    same("test_tracker_both_empty", () => new Story().byAi("A", "").show(), ["--"]),
    same("test_tracker_no_newline_at_end", () => edited("no end", "no end yet"), ["eA no end yet"]),
    differs(
      "test_tracker_only_newlines",
      because.blank,
      () => new Story().byAi("A", "\n\n\n").byPerson("\n\n\n\n").show(),
      ["--", "--", "--", "--", "--"],
    ),
    same("test_tracker_windows_line_endings", () => edited("first();\r\nsecond();\r\n", "first();\r\nother = 2;\r\n"), [
      "uA first();",
      "eA other = 2;",
      "--",
    ]),
    same(
      "test_tracker_mixed_line_endings",
      () => edited("first();\nsecond();\r\nthird();\n", "first();\nother = 2;\r\nthird();\n"),
      ["uA first();", "eA other = 2;", "uA third();", "--"],
    ),
    same(
      "test_attribution_through_commit",
      () => {
        const file = new Story("mine 1;").byAi("A", "ai 1;\nmine 1;\nai 2;").byPerson("ai 1;\nchanged by me;\nai 2;");
        return file.byAi("B", "ai 1;\nchanged by me;\nai 2;\nai 3;").show();
      },
      ["uA ai 1;", "-- changed by me;", "uA ai 2;", "uB ai 3;"],
    ),
    same(
      "test_new_file_out_of_hook_human_edits_are_not_counted_as_ai",
      () => new Story().byAgent("A", "a = 1;\nb = 2;\nc = 3;\nd = 4;").onDisk("a = 1;\nb = 2;\nother;\nd = 4;").show(),
      ["uA a = 1;", "uA b = 2;", "-- other;", "uA d = 4;"],
    ),
    same(
      "test_new_file_out_of_hook_duplicate_line_is_not_counted_as_ai",
      () => tally(new Story().byAgent("A", "a = 1;\nb = 2;\nc = 3;").onDisk("a = 1;\nb = 2;\nb = 2;\nc = 3;").show()),
      ["3 uA", "1 --"],
    ),
    same(
      "test_amend_new_file_out_of_hook_human_edits_are_not_counted_as_ai",
      () => new Story().byAgent("A", "a = 1;\nb = 2;").onDisk("a = 1;\nother;").byGit("a = 1;\nother;").show(),
      ["uA a = 1;", "-- other;"],
    ),
    same(
      "test_attribution_through_multiple_commits",
      () => {
        const file = Story.writtenByAi("initial();").byPerson("initial();\nmine();");
        return file.byAi("B", "startAllOver();\nmine();\nmore();").show();
      },
      ["uB startAllOver();", "-- mine();", "uB more();"],
    ),
    same("test_attribution_with_file_rename", () => Story.writtenByAi("ai();").isMarked().byGit("ai();").show(), [
      "mA ai();",
    ]),
    same(
      "test_attribution_multifile_edit",
      () => {
        const one = Story.writtenByAi("ai();").byPerson("ai();\nmine();");
        const two = new Story("mine();").byAi("B", "mine();\nai();");
        return [...one.show(), ...two.show()];
      },
      ["uA ai();", "-- mine();", "-- mine();", "uB ai();"],
    ),
    same(
      "test_attribution_with_checkpoint",
      () => new Story("begun();").byAgent("A", "begun();\nunfinished();").show(),
      ["-- begun();", "uA unfinished();"],
    ),
    same(
      "test_tracker_repeated_content",
      () => tally(edited("again();\nagain();\nagain();", "again();\nonce();\nagain();\nagain();")),
      ["3 uA", "1 --"].toSorted().toReversed(),
    ),
    same("test_tracker_single_character_changes", () => edited("total", "totals"), ["eA totals"]),
    same(
      "test_tracker_very_long_single_line",
      () => tally(edited("x".repeat(100_000), `${"x".repeat(50_000)}y${"x".repeat(50_000)}`)),
      ["1 eA"],
    ),
    same("test_tracker_binary_like_content", () => edited("\u0000PK\u0003", "\u0000PK\u0007\u0003"), [
      "eA \u0000PK\u0007\u0003",
    ]),
    same("test_tracker_complete_file_replacement", () => edited("open();\nclose();", "quite\nanother\ntext"), [
      "-- quite",
      "-- another",
      "-- text",
    ]),
    same("test_tracker_alternating_small_edits", () => edited("1 + 2 + 3 + 4", "0 + 2 + 5 + 4"), ["eA 0 + 2 + 5 + 4"]),
    same(
      "test_tracker_nested_structures",
      () => edited("each(x) {\n  if (x) {\n    work();\n  }\n}", "each(x) {\n  if (x) {\n    rest();\n  }\n}"),
      ["uA each(x) {", "uA   if (x) {", "eA     rest();", "uA   }", "uA }"],
    ),
    same("test_tracker_surrounding_context_preserved", () => three().byPerson("first();\nNEW\nthird();").show(), [
      "uA first();",
      "eB NEW",
      "uC third();",
    ]),
    differs(
      "test_tracker_all_whitespace_file",
      because.blank,
      () => new Story().byAi("A", "   \n\t\t\n ").byPerson("   \n\t\t\t\n ").show(),
      ["--    ", "-- \t\t\t", "--  "],
    ),
    same(
      "test_tracker_massive_insertion",
      () => {
        const inserted = Array.from({ length: 100 }, (_, i) => `mine ${i};`).join("\n");
        const file = Story.writtenByAi("start();").byAi("B", "start();\nend();");
        return tally(file.byPerson(`start();\n${inserted}\nend();`).show());
      },
      ["1 uA", "100 --", "1 uB"],
    ),
    same(
      "test_tracker_massive_deletion",
      () => {
        const deleted = Array.from({ length: 100 }, (_, i) => `gone ${i};`).join("\n");
        const file = Story.writtenByAi("start();\nend();").byAi("B", `start();\n${deleted}\nend();`);
        return file.byPerson("start();\nend();").show();
      },
      ["uA start();", "uA end();"],
    ),
    same("test_attribution_consistency_multiple_rounds", () => three().show(), [
      "uA first();",
      "uB second();",
      "uC third();",
    ]),
    same(
      "test_attribution_through_complex_branch_workflow",
      () => new Story("base();").byAi("A", "base();\nfeature();").byGit("base();").show(),
      ["-- base();"],
    ),
    same(
      "test_attribution_with_merge_conflict_markers",
      () => Story.writtenByAi("ours();").onDisk("<<<<<<< HEAD\nours();\n=======\ntheirs();\n>>>>>>> other").show(),
      ["-- <<<<<<< HEAD", "uA ours();", "-- =======", "-- theirs();", "-- >>>>>>> other"],
    ),
    same("test_tracker_symmetric_changes", () => edited("push(n);\nwait();\npush(n);", "push(m);\nwait();\npush(m);"), [
      "eA push(m);",
      "uA wait();",
      "eA push(m);",
    ]),
    same("test_tracker_regex_like_patterns", () => edited("/^[a-z]+$/", "/^[a-z_]+$/"), ["eA /^[a-z_]+$/"]),
    same("test_tracker_json_like_content", () => edited('{"a": "b"}', '{"a": "bb", "c": true}'), [
      'eA {"a": "bb", "c": true}',
    ]),
    same("test_tracker_url_like_content", () => edited("https://example.org/a", "https://example.org/b?c=1"), [
      "eA https://example.org/b?c=1",
    ]),
    same(
      "test_tracker_progressive_file_growth",
      () => {
        const file = new Story();
        let text = "";
        for (const letter of letters) {
          text += `${text === "" ? "" : "\n"}line ${letter};`;
          file.byAi(letter.toUpperCase(), text);
        }
        return file.show();
      },
      letters.map((letter) => `u${letter.toUpperCase()} line ${letter};`),
    ),
    same(
      "test_attribution_with_stash",
      () => new Story("done();").byAi("A", "done();\nnot yet();").byGit("done();").show(),
      ["-- done();"],
    ),
  ],
};
