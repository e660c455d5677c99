import { because, differs, type PeerFile, same } from "./peerTable.ts";
import { Story } from "./story.ts";

const call = "pay(user, sum, day)";
const wrapped = "pay(\n  user,\n  sum,\n  day\n)";
const personsCall = ["-- pay(", "--   user,", "--   sum,", "--   day", "-- )"];

/** Lines that are wrapped or joined. */
export const reflow: PeerFile = {
  path: "tests/integration/ai_reflow_attribution.rs",
  rows: [
    differs(
      "test_ai_reflow_two_lines_to_one_attributed_to_ai",
      because.whiteSpace,
      () =>
        new Story("home = root()\n  .join(name);\nopen(home);")
          .byAi("A", "home = root().join(name);\nopen(home);")
          .show(),
      ["-- home = root().join(name);", "-- open(home);"],
    ),
    same(
      "test_human_reflow_on_ai_code_retains_ai_attribution",
      () => Story.writtenByAi("home = root()\n  .join(name);").byPerson("home = root().join(name);").show(),
      ["uA home = root().join(name);"],
    ),
    same(
      "test_human_reflow_of_ai_set_contents_retains_ai",
      () => new Story("…").byAi("A", "发送(甲, 乙)").byPerson("发送(\n  甲,\n  乙\n)").show(),
      ["uA 发送(", "uA   甲,", "uA   乙", "uA )"],
    ),
    differs(
      "test_ai_reflow_of_human_content_one_to_many_lines_attributed_to_ai",
      because.whiteSpace,
      () => new Story(call).byAgent("A", wrapped).show(),
      personsCall,
    ),
  ],
};

/** Formatting without substance, by AI. */
export const formatting: PeerFile = {
  path: "tests/integration/formatting_non_substantial_ai_attribution.rs",
  rows: [
    differs(
      "test_ai_reflow_human_single_line_call_is_fully_ai",
      because.whiteSpace,
      () => new Story(call).byAi("A", wrapped).show(),
      personsCall,
    ),
    differs(
      "test_ai_indentation_only_change_on_human_block_attributes_touched_line_to_ai",
      because.whiteSpace,
      () => new Story("wrap() {\nwork();\n}").byAi("A", "wrap() {\n    work();\n}").show(),
      ["-- wrap() {", "--     work();", "-- }"],
    ),
    differs(
      "test_ai_wraps_mixed_human_ai_human_block_all_reformatted_lines_become_ai",
      because.whiteSpace,
      () => {
        const file = new Story("if (ready) {\n}").byAi("A", "if (ready) {\nwork();\n}");
        return file.byAi("B", "function run() {\n  if (ready) {\n    work();\n  }\n}").show();
      },
      ["uB function run() {", "--   if (ready) {", "uA     work();", "uB   }", "-- }"],
    ),
    differs(
      "test_ai_non_substantial_reflow_with_blank_lines_attributes_blank_and_reflowed_lines_to_ai",
      because.whiteSpace,
      () => new Story("main(){log(1);}").byAi("A", "main() {\n  log(1);\n\n}").show(),
      ["-- main() {", "--   log(1);", "--", "-- }"],
    ),
    differs(
      "test_human_on_ai_after_ai_formatting_reclaims_only_human_edited_line",
      because.whiteSpace,
      () => new Story(call).byAi("A", wrapped).byPerson(wrapped.replace("sum", "total")).show(),
      ["-- pay(", "--   user,", "--   total,", "--   day", "-- )"],
    ),
    differs(
      "test_ai_on_human_after_human_edit_reformats_and_takes_line_ownership",
      because.whiteSpace,
      () => new Story("if (on) { go(); }").byPerson("if (on) { run(); }").byAi("A", "if (on) {\n  run();\n}").show(),
      ["-- if (on) {", "--   run();", "-- }"],
    ),
    same(
      "test_ai_on_ai_second_formatting_pass_keeps_reformatted_region_ai_and_preserves_untouched_human",
      () => {
        const file = new Story("# top\n# end").byAi("A", `# top\n${call}\n# end`);
        return file.byAi("B", `# top\n${wrapped}\n# end`).show();
      },
      ["-- # top", "uA pay(", "uA   user,", "uA   sum,", "uA   day", "uA )", "-- # end"],
    ),
    differs(
      "test_iterative_human_ai_human_ai_series_assert_each_commit_state",
      because.whiteSpace,
      () => {
        const file = new Story("xs=[4,5]\nn=len(xs)").byAi("A", "xs = [4, 5]\nn=len(xs)");
        return file.byPerson("xs = [4, 5]\nn=len(xs) - 1").byAi("B", "xs = [\n  4,\n  5\n]\nn=len(xs) - 1").show();
      },
      ["-- xs = [", "--   4,", "--   5", "-- ]", "-- n=len(xs) - 1"],
    ),
    differs(
      "test_multi_file_ai_formatting_commit_tracks_exact_line_blame_in_each_file",
      because.whiteSpace,
      () => [
        ...new Story("r=run(x,y)").byAi("A", "r = run(\n  x,\n  y)").show(),
        ...new Story("[web]\nport=80").byAi("A", "[web]\nport = 80").show(),
      ],
      ["-- r = run(", "--   x,", "--   y)", "-- [web]", "-- port = 80"],
    ),
    differs(
      "test_complex_sectioned_file_ai_formats_only_selected_sections",
      because.whiteSpace,
      () => new Story("[a]\nx=1\n\n[b]\ny=2\n\n[c]\nz=3").byAi("A", "[a]\nx = 1\n\n[b]\ny = 2\n\n[c]\nz=3").show(),
      ["-- [a]", "-- x = 1", "--", "-- [b]", "-- y = 2", "--", "-- [c]", "-- z=3"],
    ),
    differs(
      "test_ai_rewrites_markdown_table_byte_identical_separator_attributed_to_ai",
      because.sameText,
      () =>
        new Story("# T\n\n| Town | Rain |\n| --- | --- |\n| Bergen | 9 |")
          .byAi("A", "# T\n\n| Mountain | Height |\n| --- | --- |\n| Galdhøpiggen | 2469 |")
          .show(),
      ["-- # T", "--", "uA | Mountain | Height |", "-- | --- | --- |", "uA | Galdhøpiggen | 2469 |"],
    ),
    differs(
      "test_ai_rewrites_table_reformatted_lines_all_attributed_to_ai",
      because.lessThanHalf,
      () =>
        new Story("# T\n\n|Town|Rain|\n|---|---|\n|Bergen|9|")
          .byAi("A", "# T\n\n| Town   | Snow |\n| ------ | ---- |\n| Tromsø | 160  |")
          .show(),
      ["-- # T", "--", "-- | Town   | Snow |", "-- | ------ | ---- |", "uA | Tromsø | 160  |"],
    ),
    differs(
      "test_ai_rewrite_with_byte_identical_line_in_gap",
      because.sameText,
      () =>
        new Story("name: brook\n---\nkind: river")
          .byAi("A", "name: the longest of all\n---\nkind: a stream in spring")
          .show(),
      ["uA name: the longest of all", "-- ---", "uA kind: a stream in spring"],
    ),
    same(
      "test_gap_filling_does_not_affect_large_human_sections",
      () => {
        const body = ["a = 1", "b = 2", "c = 3", "d = 4", "e = 5"];
        const file = new Story(["# old", ...body, "# end"].join("\n"));
        return file.byAi("A", ["# what comes first", ...body, "# what comes last"].join("\n")).show();
      },
      ["uA # what comes first", "-- a = 1", "-- b = 2", "-- c = 3", "-- d = 4", "-- e = 5", "uA # what comes last"],
    ),
  ],
};
