import { because, differs, type PeerFile, type PeerRow, same } from "./peerTable.ts";
import { Story } from "./story.ts";

/** AI adds two lines below a person's last one. */
const below = (name: string): PeerRow =>
  differs(name, because.lineEnd, () => new Story("mine 1\nmine 2").byAi("A", "mine 1\nmine 2\nai 1\nai 2").show(), [
    "-- mine 1",
    "-- mine 2",
    "uA ai 1",
    "uA ai 2",
  ]);

/** Settings of git that change how it shows differences; none of them is asked here. */
const diffSettings = [
  "test_simple_additions_with_base_commit_and_custom_diff_config",
  "test_simple_additions_with_diff_noprefix_enabled",
  "test_simple_additions_with_diff_mnemonicprefix_enabled",
  "test_simple_additions_with_diff_renames_copies",
  "test_simple_additions_with_diff_relative_enabled",
  "test_simple_additions_with_custom_diff_prefixes",
  "test_simple_additions_with_diff_algorithm_histogram",
  "test_simple_additions_with_diff_indent_heuristic_disabled",
  "test_simple_additions_with_diff_inter_hunk_context",
  "test_simple_additions_with_color_diff_always",
];

/** Added lines; parts of them staged; what was put above or taken out again. What is staged is no matter to a ledger. */
export const additions: PeerFile = {
  path: "tests/integration/simple_additions.rs",
  rows: [
    same("test_simple_additions_empty_repo", () => new Story("mine").byAi("A", "mine\nai 1\nai 2").show(), [
      "-- mine",
      "uA ai 1",
      "uA ai 2",
    ]),
    below("test_simple_additions_with_base_commit"),
    ...diffSettings.map(below),
    differs(
      "test_simple_additions_on_top_of_ai_contributions",
      because.lineEnd,
      () => new Story("mine").byAi("A", "mine\nai 1;\nai 2;").byPerson("mine\nall my own;\nai 2;").show(),
      ["-- mine", "eA all my own;", "uA ai 2;"],
    ),
    same(
      "test_simple_additions_new_file_not_git_added",
      () => new Story().byPerson("mine 1\nmine 2").byAi("A", "mine 1\nmine 2\nai 1\nai 2").show(),
      ["-- mine 1", "-- mine 2", "uA ai 1", "uA ai 2"],
    ),
    differs(
      "test_ai_human_interleaved_line_attribution",
      "What a person adds between AI's lines is theirs and splits them (rule 3).",
      () => new Story("base").byAi("A", "base\nai 1\nai 2").byPerson("base\nai 1\nmine\nai 2").show(),
      ["-- base", "uA ai 1", "-- mine", "uA ai 2"],
    ),
    same(
      "test_simple_ai_then_human_deletion",
      () => new Story("mine 1\nmine 2").byAi("A", "mine 1\nmine 2\nai").byPerson("mine 1\nmine 2").show(),
      ["-- mine 1", "-- mine 2"],
    ),
    differs(
      "test_multiple_ai_checkpoints_with_human_deletions",
      because.lineEnd,
      () => {
        const file = new Story("base").byAi("A", "base\na 1\na 2").byAi("B", "base\na 1\na 2\nb 1\nb 2");
        return file.byPerson("base\nb 1\nb 2").show();
      },
      ["-- base", "uB b 1", "uB b 2"],
    ),
    differs(
      "test_complex_mixed_additions_and_deletions",
      because.lineEnd,
      () => new Story("1;\n2;\n3;\n4;\n5;").byAi("A", "1;\nnew a\nnew b\n4;\n5;\nend").show(),
      ["-- 1;", "uA new a", "uA new b", "-- 4;", "-- 5;", "uA end"],
    ),
    same(
      "test_ai_adds_lines_multiple_commits",
      () => new Story("base\n").byAi("A", "base\na 1\na 2\n").byAi("B", "base\na 1\na 2\nb 1\n").show(),
      ["-- base", "uA a 1", "uA a 2", "uB b 1", "--"],
    ),
    same(
      "test_partial_staging_filters_unstaged_lines",
      () => new Story("1;\n2;").byAi("A", "1;\nanother one").byAi("B", "1;\nanother one\nnot staged").show(),
      ["-- 1;", "uA another one", "uB not staged"],
    ),
    differs(
      "test_human_stages_some_ai_lines",
      because.lineEnd,
      () => new Story("mine 1").byAi("A", "mine 1\nai 1\nai 2").byPerson("mine 1\nai 1\nai 2\nnot staged").show(),
      ["-- mine 1", "uA ai 1", "uA ai 2", "-- not staged"],
    ),
    differs(
      "test_multiple_ai_sessions_with_partial_staging",
      because.lineEnd,
      () => new Story("mine 1").byAi("A", "mine 1\na 1").byAi("B", "mine 1\na 1\nb 1").show(),
      ["-- mine 1", "uA a 1", "uB b 1"],
    ),
    same(
      "test_ai_edits_with_partial_staging",
      () =>
        new Story("1;\n2;\n3;").byAi("A", "1;\nanother one\n3;").byAi("B", "1;\nanother one\n3;\nnot staged").show(),
      ["-- 1;", "uA another one", "-- 3;", "uB not staged"],
    ),
    below("test_unstaged_changes_not_committed"),
    same(
      "test_new_file_partial_staging_two_commits",
      () => new Story().byAi("A", "elm\nash\noak").byGit("elm\nash\noak").show(),
      ["uA elm", "uA ash", "uA oak"],
    ),
    differs(
      "test_mock_ai_with_pathspecs",
      because.lineEnd,
      () => [...new Story("one").byAgent("A", "one\nai").show(), ...new Story("two").byPerson("two\nmine").show()],
      ["-- one", "uA ai", "-- two", "-- mine"],
    ),
    same(
      "test_ai_edits_file_with_spaces_in_filename",
      () => new Story("one\ntwo").byAgent("A", "one\nai\ntwo").show(),
      ["-- one", "uA ai", "-- two"],
    ),
    same(
      "test_ai_adds_then_commits_in_batches",
      () => new Story("mine\n").byAi("A", "mine\nai 1\n").byAi("B", "mine\nai 1\nai 2\n").show(),
      ["-- mine", "uA ai 1", "uB ai 2", "--"],
    ),
    same(
      "test_unstaged_ai_lines_saved_to_working_log",
      () => new Story("mine\n").byAi("A", "mine\nstaged\n").byAi("A", "mine\nstaged\nnot staged\n").show(),
      ["-- mine", "uA staged", "uA not staged", "--"],
    ),
    same(
      "test_checkpoint_then_stage_then_checkpoint_across_two_commits_preserves_ai_lines",
      () => new Story().byAgent("A", "one").byAgent("B", "one\ntwo").show(),
      ["uA one", "uB two"],
    ),
    differs(
      "test_checkpoint_stage_checkpoint_with_non_adjacent_hunks_preserves_second_hunk_ai",
      because.lessThanHalf,
      () => {
        const text = "**Early**\nx\ny\nz\n**Late**\nw";
        const file = new Story(text).byAgent("A", text.replace("**Early**", "## Early"));
        return file.byAgent("B", file.text.replace("**Late**", "## Late")).show();
      },
      ["-- ## Early", "-- x", "-- y", "-- z", "-- ## Late", "-- w"],
    ),
    differs(
      "test_ai_heading_checkpoint_then_human_top_commit_then_rest_preserves_attribution",
      because.lessThanHalf,
      () => new Story("*Verse:*\nla la").byAgent("A", "# Verse\nla la").byPerson("preface\n\n# Verse\nla la").show(),
      ["-- preface", "--", "-- # Verse", "-- la la"],
    ),
    differs(
      "test_with_duplicate_lines",
      "Of two equal lines the new one is that inside the block that came in, so a person's bracket stays the person's (rule 1).",
      () => new Story("up() {\n  go(1);\n}").byAgent("A", "up() {\n  go(1);\n}\ndown() {\n  go(2);\n}").show(),
      ["-- up() {", "--   go(1);", "-- }", "uA down() {", "uA   go(2);", "uA }"],
    ),
    same(
      "test_ai_deletion_with_human_checkpoint_in_same_commit",
      () => {
        const file = new Story("base 1\nbase 2").byAi("A", "base 1\nai 1\nai 2\nbase 2");
        file.byPerson("base 1\nai 1\nai 2\nmine 1\nmine 2\nbase 2");
        return file.byAi("B", "base 1\nai 1\nmine 1\nmine 2\nai 3\nbase 2").show();
      },
      ["-- base 1", "uA ai 1", "-- mine 1", "-- mine 2", "uB ai 3", "-- base 2"],
    ),
    differs(
      "test_large_ai_readme_rewrite_with_no_data_bug",
      because.blank,
      () => new Story("## Notes\n\nold").byAgent("A", "# Fishing\n\nHow to\ncast a net.\n\n- Wait").show(),
      ["uA # Fishing", "uA", "uA How to", "uA cast a net.", "--", "uA - Wait"],
    ),
    differs(
      "test_deletion_within_a_single_line_attribution",
      "AI that only takes something out of a person's line wrote nothing of what is left (rule 1).",
      () => new Story("make(old, fresh) {\n}").byAgent("A", "make(fresh) {\n}").show(),
      ["-- make(fresh) {", "-- }"],
    ),
    same(
      "test_deletion_of_multiple_lines_by_ai",
      () => new Story("a = 1\nb = 2\n\nc = 3\nd = 4").byAgent("A", "a = 1\nd = 4").show(),
      ["-- a = 1", "-- d = 4"],
    ),
    same(
      "test_multi_file_batch_commits_preserve_attribution",
      () => [...new Story().byAgent("A", "one 1\none 2").show(), ...new Story().byAgent("A", "two 1\ntwo 2").show()],
      ["uA one 1", "uA one 2", "uA two 1", "uA two 2"],
    ),
    same(
      "test_multi_file_batch_commits_modifications",
      () => [...new Story("one").byAgent("A", "one\nai").show(), ...new Story("two").byAgent("A", "two\nai").show()],
      ["-- one", "uA ai", "-- two", "uA ai"],
    ),
    same(
      "test_ai_generated_file_then_human_full_rewrite",
      () =>
        Story.writtenByAi("import all;\n\nconst jests = [\n  'x',\n];")
          .byPerson("say('good day');\nsay('bye');")
          .show(),
      ["-- say('good day');", "-- say('bye');"],
    ),
    same(
      "test_xcode_watcher_race_known_human_before_ai",
      () => new Story("one\ntwo").accepts("A", "one\ntwo\nai").show(),
      ["-- one", "-- two", "uA ai"],
    ),
    same(
      "test_xcode_watcher_race_does_not_affect_different_files",
      () => [...new Story("one").accepts("A", "one\nai").show(), ...new Story("two").byPerson("two\nmine").show()],
      ["-- one", "uA ai", "-- two", "-- mine"],
    ),
    same(
      "prepend bursts",
      () => {
        const file = new Story("base").byAgent("A", "a 1\na 2\nbase").byAgent("B", "b 1\na 1\na 2\nbase");
        return file.byPerson("mine\nb 1\na 1\na 2\nbase").byAgent("C", "c 1\nmine\nb 1\na 1\na 2\nbase").show();
      },
      ["uC c 1", "-- mine", "uB b 1", "uA a 1", "uA a 2", "-- base"],
    ),
  ],
};

/** Sessions as they happen: one after the other of AI's and a person's edits in one file. */
export const realistic: PeerFile = {
  path: "tests/integration/realistic_complex_edits.rs",
  rows: [
    same(
      "test_realistic_refactoring_sequence",
      () => {
        const file = new Story("class Till {\n  put(n) {\n    this.sum += n;\n  }\n}");
        file.byAgent("A", "class Till {\n  put(n) {\n    this.sum += n;\n  }\n  take(n) {\n    this.sum -= n;\n  }\n}");
        file.byPerson(file.text.replace("this.sum += n;", "this.sum = checked(this.sum + n);"));
        return file.byAgent("B", file.text.replace("this.sum -= n;", "this.sum = checked(this.sum - n);")).show();
      },
      [
        "-- class Till {",
        "--   put(n) {",
        "--     this.sum = checked(this.sum + n);",
        "--   }",
        "uA   take(n) {",
        "uB     this.sum = checked(this.sum - n);",
        "uA   }",
        "-- }",
      ],
    ),
    differs(
      "test_realistic_config_file_with_comments",
      because.blank,
      () => {
        const file = new Story("[web]\nport = 80").byAgent("A", "[web]\nport = 80\n\n[store]\npath = 'x.db'");
        file.byPerson("# where it listens\n[web]\nport = 3000\n\n[store]\npath = 'x.db'");
        return file.byAgent("B", `${file.text}\n\n[log]\nlevel = 'info'`).show();
      },
      [
        "-- # where it listens",
        "-- [web]",
        "-- port = 3000",
        "--",
        "uA [store]",
        "uA path = 'x.db'",
        "--",
        "uB [log]",
        "uB level = 'info'",
      ],
    ),
    differs(
      "test_realistic_test_file_evolution",
      because.whiteSpace,
      () => {
        const file = new Story("it(adds)").byAgent("A", "it(adds)\nit(takes)\nit(turns)");
        file.byPerson("describe {\n  it(adds)\n  it(takes)\n  it(turns)\n}");
        return file.byAgent("B", file.text.replace("it(turns)", "it(turns)\n  it(divides)")).show();
      },
      ["-- describe {", "--   it(adds)", "uA   it(takes)", "uA   it(turns)", "uB   it(divides)", "-- }"],
    ),
    differs(
      "test_realistic_jsx_component_development",
      because.lessThanHalf,
      () => {
        const file = new Story("function Box({ children }) {\n  return <p>{children}</p>;\n}");
        const wide = "function Box({ children, tone }) {\n  const look = tones[tone] ?? tones.plain;\n";
        return file.byAgent("A", `${wide}  return <p className={look}>{children}</p>;\n}`).show();
      },
      [
        "-- function Box({ children, tone }) {",
        "uA   const look = tones[tone] ?? tones.plain;",
        "--   return <p className={look}>{children}</p>;",
        "-- }",
      ],
    ),
    differs(
      "test_realistic_refactoring_with_deletions",
      because.lessThanHalf,
      () => {
        const file = new Story("// old way\nold()\n\nrun(text: string): string {\n  return go(text);\n}");
        file.byAgent("A", "run(text: string): string {\n  return go(text);\n}");
        return file.byAgent("B", "type Out = string;\n\nrun(text: string): Out {\n  return go(text);\n}").show();
      },
      ["uB type Out = string;", "--", "-- run(text: string): Out {", "--   return go(text);", "-- }"],
    ),
    differs(
      "test_realistic_formatting_and_whitespace_changes",
      because.blank,
      () => {
        const file = new Story("class Conf:\n  port = 80\n  def url(self):\n    return self.host");
        file.byAgent(
          "A",
          'class Conf:\n  """All of it."""\n\n  port = 80\n\n  def url(self):\n    """Where."""\n    return self.host',
        );
        return file.byPerson(file.text.replace("port = 80", "port = 80\n  db = 'x'")).show();
      },
      [
        "-- class Conf:",
        'uA   """All of it."""',
        "--",
        "--   port = 80",
        "--   db = 'x'",
        "--",
        "--   def url(self):",
        'uA     """Where."""',
        "--     return self.host",
      ],
    ),
    differs(
      "test_realistic_multi_file_commit",
      because.lessThanHalf,
      () => [
        ...new Story("Cat {\n  name\n}").byAgent("A", "Cat {\n  name\n  tail\n}").show(),
        ...new Story("TABLE cats (\n  name TEXT\n);").byAgent("A", "TABLE cats (\n  name TEXT,\n  tail INT\n);").show(),
      ],
      ["-- Cat {", "--   name", "uA   tail", "-- }", "-- TABLE cats (", "--   name TEXT,", "uA   tail INT", "-- );"],
    ),
  ],
};
