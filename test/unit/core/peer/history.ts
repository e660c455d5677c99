import { because, differs, type PeerFile, same } from "./peerTable.ts";
import { Story } from "./story.ts";

const base = "one();\ntwo();";
const picked = "one();\nai();\ntwo();";

/** A commit that is made again elsewhere. What it brings back is known again. */
export const cherryPick: PeerFile = {
  path: "tests/integration/cherry_pick.rs",
  rows: [
    differs(
      "test_single_commit_cherry_pick",
      because.lineEnd,
      () => new Story(base).byAi("A", `${base}\nai();`).isMarked(2, 3).byGit(base).byGit(`${base}\nai();`).show(),
      ["-- one();", "-- two();", "mA ai();"],
    ),
    same(
      "test_multiple_commits_cherry_pick",
      () => {
        const texts = [`${base}\nai 1;`, `${base}\nai 1;\nai 2;`, `${base}\nai 1;\nai 2;\nai 3;`] as const;
        const file = new Story(base).byAi("A", texts[0]).byAi("B", texts[1]).byAi("C", texts[2]);
        return file.byGit(base).byGit(texts[2]).show();
      },
      ["-- one();", "-- two();", "uA ai 1;", "uB ai 2;", "uC ai 3;"],
    ),
    same(
      "test_cherry_pick_with_conflict_and_continue",
      () => {
        const file = new Story("1;\n2;\n3;").byAi("A", "1;\nby AI;\n3;").byGit("1;\n2;\n3;").byPerson("1;\nby me;\n3;");
        return file.byGit("1;\n<<<<<<<\nby me;\n=======\nby AI;\n>>>>>>>\n3;").byGit("1;\nby AI;\n3;").show();
      },
      ["-- 1;", "uA by AI;", "-- 3;"],
    ),
    same(
      "test_cherry_pick_abort",
      () => {
        const file = new Story("1;\n2;").byAi("A", "1;\nby AI;").byGit("1;\n2;").byPerson("1;\nby me;");
        return file.byGit("1;\n<<<<<<<\nby me;\n=======\nby AI;\n>>>>>>>").byGit("1;\nby me;").show();
      },
      ["-- 1;", "-- by me;"],
    ),
    same(
      "test_cherry_pick_no_ai_authorship",
      () => new Story(base).byPerson(`${base}\nmine();`).byGit(base).byGit(`${base}\nmine();`).show(),
      ["-- one();", "-- two();", "-- mine();"],
    ),
    differs(
      "test_cherry_pick_multiple_ai_sessions",
      because.neighbours,
      () => {
        const file = new Story(base).byAi("A", picked).byAi("B", `${picked}\nmore();`);
        return file.byGit(base).byGit(`${picked}\nmore();`).show();
      },
      ["-- one();", "uA ai();", "-- two();", "uB more();"],
    ),
    same(
      "test_cherry_pick_no_commit_defers_to_final_commit_tree",
      () => new Story(base).byAi("A", picked).byGit(base).byGit(picked).onDisk(`${picked}\nlater();`).show(),
      ["-- one();", "uA ai();", "-- two();", "-- later();"],
    ),
    same(
      "test_cherry_pick_no_commit_abandon_does_not_affect_later_unrelated_commit",
      () => new Story(base).byAi("A", picked).byGit(base).byGit(picked).byGit(base).byPerson(`${base}\nmine();`).show(),
      ["-- one();", "-- two();", "-- mine();"],
    ),
  ],
};

const feature = "one();\nai(1);\nai(2);\ntwo();";
const featureLines = ["-- one();", "uA ai(1);", "mA ai(2);", "-- two();"];
const onFeature = (): Story => new Story(base).byAi("A", feature).isMarked(2, 3);

/** Commits that are put on others: what those bring comes into the text around the work. */
export const rebase: PeerFile = {
  path: "tests/integration/rebase.rs",
  rows: [
    same("test_rebase_no_conflicts_identical_trees", () => onFeature().byGit(feature).show(), featureLines),
    same("test_rebase_with_different_trees", () => onFeature().byGit(`theirs();\n${feature}`).show(), [
      "-- theirs();",
      ...featureLines,
    ]),
    same(
      "test_rebase_multiple_commits",
      () => onFeature().byAi("B", `${feature}\nmore();`).byGit(`theirs();\n${feature}\nmore();`).show(),
      ["-- theirs();", ...featureLines, "uB more();"],
    ),
    same(
      "test_rebase_preserves_exact_mixed_line_attribution_in_single_file",
      () => onFeature().byPerson(`// mine\n${feature}`).byGit(`theirs();\n// mine\n${feature}`).show(),
      ["-- theirs();", "-- // mine", ...featureLines],
    ),
    differs(
      "test_rebase_with_human_only_commit_between_ai_commits_preserves_exact_lines",
      because.lineEnd,
      () => {
        const file = onFeature().byPerson(`${feature}\nmine();`).byAi("B", `${feature}\nmine();\nmore();`);
        return file.byGit(`theirs();\n${feature}\nmine();\nmore();`).show();
      },
      ["-- theirs();", ...featureLines, "-- mine();", "uB more();"],
    ),
    same("test_rebase_fast_forward", () => onFeature().byGit(base).byGit(feature).show(), featureLines),
    same(
      "test_rebase_interactive_reorder",
      () => {
        const file = onFeature().byAi("B", `${feature}\nmore();`).byGit(`${base}\nmore();`);
        return file.byGit(`${feature}\nmore();`).show();
      },
      [...featureLines, "uB more();"],
    ),
    same(
      "test_rebase_skip",
      () =>
        onFeature()
          .byGit("one();\n<<<<<<<\ntheirs();\n=======\nai(1);\nai(2);\n>>>>>>>\ntwo();")
          .byGit("one();\ntheirs();\ntwo();")
          .show(),
      ["-- one();", "-- theirs();", "-- two();"],
    ),
    same("test_rebase_already_up_to_date", () => onFeature().byGit(feature).byGit(feature).show(), featureLines),
    same(
      "test_rebase_abort",
      () => onFeature().byGit("one();\n<<<<<<<\ntheirs();\n=======\nai(1);\n>>>>>>>\ntwo();").byGit(feature).show(),
      featureLines,
    ),
    same(
      "test_rebase_autostash",
      () => onFeature().byAi("B", `${feature}\nnot yet();`).byGit(feature).byGit(`${feature}\nnot yet();`).show(),
      [...featureLines, "uB not yet();"],
    ),
    same(
      "test_rebase_commit_splitting",
      () => onFeature().byGit(base).byGit("one();\nai(1);\ntwo();").byGit(feature).show(),
      featureLines,
    ),
    same("test_rebase_squash_preserves_all_authorship", () => onFeature().byGit(feature).show(), featureLines),
  ],
};

/** Several commits that become one. */
export const squash: PeerFile = {
  path: "tests/integration/squash_merge.rs",
  rows: [
    same(
      "test_prepare_working_log_simple_squash",
      () => onFeature().byPerson(`${feature}\nmine();`).byGit(base).byGit(`${feature}\nmine();`).show(),
      [...featureLines, "-- mine();"],
    ),
    same(
      "test_prepare_working_log_squash_with_main_changes",
      () => {
        const file = new Story(base).byAi("A", picked).byGit(base).byPerson(`mine();\n${base}`);
        return file.byGit(`mine();\n${picked}`).show();
      },
      ["-- mine();", "-- one();", "uA ai();", "-- two();"],
    ),
    differs(
      "test_prepare_working_log_squash_multiple_sessions",
      because.lineEnd,
      () => {
        const file = onFeature().byAi("B", `${feature}\nmore();`);
        return file.byGit(base).byGit(`${feature}\nmore();`).show();
      },
      [...featureLines, "uB more();"],
    ),
    same(
      "test_prepare_working_log_squash_with_mixed_additions",
      () => {
        const file = onFeature().byPerson(feature.replace("ai(1)", "ai(10)"));
        return file.byGit(base).byGit(feature.replace("ai(1)", "ai(10)")).show();
      },
      ["-- one();", "eA ai(10);", "mA ai(2);", "-- two();"],
    ),
    same(
      "test_squash_rebase_preserves_interleaved_attribution",
      () => {
        const text = "class Box:\n  '''Holds.'''\n  def get(self):\n    '''Takes.'''\n    return 1";
        const file = new Story("# box").byAi("A", "class Box:\n  def get(self):\n    return 1").byAi("B", text);
        return file.byGit("# box").byGit(text).show();
      },
      ["uA class Box:", "uB   '''Holds.'''", "uA   def get(self):", "uB     '''Takes.'''", "uA     return 1"],
    ),
    same(
      "test_abandoned_squash_merge_does_not_affect_later_unrelated_commit",
      () => onFeature().byGit(base).byGit(feature).byGit(base).byPerson(`${base}\nmine();`).show(),
      ["-- one();", "-- two();", "-- mine();"],
    ),
  ],
};
