import { because, differs, type PeerFile, type PeerRow, same } from "./peerTable.ts";
import { Story } from "./story.ts";

/** A command that leaves the file as it was. */
function reads(name: string): PeerRow {
  return same(name, () => new Story("mine();").byAi("A", "mine();\nai();").onDisk("mine();\nai();").show(), [
    "-- mine();",
    "uA ai();",
  ]);
}

/** A command that changes the text of the file, of which nothing is recorded. `ends` is what is known of its lines then. */
function writes(name: string, before: string, after: string, ends: readonly string[]): PeerRow {
  return differs(name, because.noEvidence, () => new Story(before).onDisk(after).show(), ends);
}

/** A command that makes a new file with one line. */
const creates = (name: string, line: string): PeerRow => writes(name, "", line, [`-- ${line}`]);

/** What lies around what a command wrote, and near what AI wrote. */
export const shellAttribution: PeerFile = {
  path: "tests/integration/bash_attribution.rs",
  rows: [
    differs(
      "test_bash_pre_legacy_checkpoint_recovers_dirty_edge_attribution",
      because.neighbours,
      () => new Story("old();").onDisk("old();\nunsaved();").byAgent("A", "old();\nunsaved();\nadded();").show(),
      ["-- old();", "-- unsaved();", "uA added();"],
    ),
    creates("test_bash_history_recovers_parent_cwd_leading_cd_attempt", "x"),
    same(
      "test_bash_history_skips_ambiguous_distinct_sessions_for_same_window",
      () => new Story().onDisk("one agent's\nanother's").show(),
      ["-- one agent's", "-- another's"],
    ),
    writes("test_bash_clean_files_only_bash_changes_get_ai_attribution", "old();", "old();\nadded();", [
      "-- old();",
      "-- added();",
    ]),
    differs(
      "test_bash_multiple_files_mixed_dirty_state",
      because.neighbours,
      () => [
        ...new Story("a();").onDisk("a();\nunsaved();").byAgent("A", "a();\nunsaved();\nadded();").show(),
        ...new Story("b();").byAgent("A", "b();\nadded();").show(),
      ],
      ["-- a();", "-- unsaved();", "uA added();", "-- b();", "uA added();"],
    ),
    writes(
      "test_codex_preset_bash_recovery_minimizes_dirty_untracked_attribution",
      "old();",
      "old();\nunsaved();\nadded();",
      ["-- old();", "-- unsaved();", "-- added();"],
    ),
    writes(
      "test_bash_recovery_uses_commit_time_file_timestamps_when_processing_is_delayed",
      "unsaved();",
      "unsaved();\nadded();\nlater();",
      ["-- unsaved();", "-- added();", "-- later();"],
    ),
    creates("test_codex_parent_cwd_bash_attempt_recovers_attribution", "y"),
    same(
      "test_bash_recovery_does_not_attribute_manual_edit_after_unrelated_bash",
      () => new Story().onDisk("").byPerson("mine();").show(),
      ["-- mine();"],
    ),
    same(
      "test_bash_recovery_does_not_attribute_manual_edit_before_unrelated_bash",
      () => new Story().byPerson("mine();").onDisk("mine();").show(),
      ["-- mine();"],
    ),
    creates("test_bash_history_recovers_untracked_lines_when_post_snapshot_fails", "written"),
    writes("test_bash_history_recovers_when_bash_checkpoint_was_recorded_elsewhere", "old();", "old();\nadded();", [
      "-- old();",
      "-- added();",
    ]),
    writes("test_bash_history_recovers_dirty_lines_present_before_bash", "old();", "old();\nunsaved();\nadded();", [
      "-- old();",
      "-- unsaved();",
      "-- added();",
    ]),
    writes(
      "test_bash_history_recovers_shifted_dirty_lines_present_before_bash",
      "old();",
      "added();\nold();\nunsaved();",
      ["-- added();", "-- old();", "-- unsaved();"],
    ),
    differs(
      "test_edge_extension_recovers_unknown_gap_between_ai_attributions",
      because.neighbours,
      () => new Story("old();\ngap();").byAgent("A", "old();\nbefore();\ngap();\nafter();").show(),
      ["-- old();", "uA before();", "-- gap();", "uA after();"],
    ),
    differs(
      "test_edge_extension_recovers_leading_and_trailing_unknown_lines_near_ai_block",
      because.neighbours,
      () => {
        const file = new Story("old();\nabove();\nbelow(1);\nbelow(2);");
        return file.byAgent("A", "old();\nabove();\nadded(a);\nadded(b);\nbelow(1);\nbelow(2);").show();
      },
      ["-- old();", "-- above();", "uA added(a);", "uA added(b);", "-- below(1);", "-- below(2);"],
    ),
  ],
};

/** Ways of a shell to write a file, or only to read it: text that changed, without a word of who wrote it. */
export const shellProvenance: PeerFile = {
  path: "tests/integration/bash_tool_provenance.rs",
  rows: [
    creates("test_bash_provenance_echo_redirect_creates_file", "hello"),
    creates("test_bash_provenance_printf_redirect_creates_file", "%d bottles"),
    writes("test_bash_provenance_heredoc_creates_file", "", "first\nsecond\n", ["-- first", "-- second", "--"]),
    same("test_bash_provenance_touch_creates_empty_file", () => new Story().onDisk("").show(), ["--"]),
    same(
      "test_bash_provenance_cp_creates_copy",
      () => {
        const file = Story.writtenByAi("kept();").isMarked();
        return [...file.show(), ...file.copied().show()];
      },
      ["mA kept();", "uA kept();"],
    ),
    creates("test_bash_provenance_tee_creates_file", "through a pipe"),
    creates("test_bash_provenance_nested_directory_creation", "deep below"),
    differs(
      "test_bash_provenance_sed_in_place_edit",
      because.noEvidence,
      () => Story.writtenByAi("name = old;\nrest();").onDisk("name = new;\nrest();").show(),
      ["-- name = new;", "uA rest();"],
    ),
    differs(
      "test_bash_provenance_append_with_redirect",
      because.noEvidence,
      () => Story.writtenByAi("first").onDisk("first\nappended").show(),
      ["uA first", "-- appended"],
    ),
    same("test_bash_provenance_truncate_to_zero", () => Story.writtenByAi("much\ntext").onDisk("").show(), ["--"]),
    reads("test_bash_provenance_chmod_permission_change"),
    differs(
      "test_bash_provenance_mv_rename",
      because.knownText,
      () => Story.writtenByAi("kept();").isMarked().byGit("kept();").show(),
      ["mA kept();"],
    ),
    writes("test_bash_provenance_simulated_cargo_init", "", "[package]\nname = 'p'", ["-- [package]", "-- name = 'p'"]),
    creates("test_bash_provenance_simulated_npm_init", '{"name":"p"}'),
    differs(
      "test_bash_provenance_git_checkout_restore",
      because.knownText,
      () => Story.writtenByAi("first();").isMarked().byPerson("second();").byGit("first();").show(),
      ["mA first();"],
    ),
    differs(
      "test_bash_provenance_git_stash_pop",
      because.knownText,
      () => Story.writtenByAi("work();").isMarked().byGit("").byGit("work();").show(),
      ["mA work();"],
    ),
    writes("test_bash_provenance_git_apply_patch", "one\ntwo\nthree", "one\nTWO\nthree", [
      "-- one",
      "-- TWO",
      "-- three",
    ]),
    differs(
      "test_bash_provenance_loop_creating_multiple_files",
      because.noEvidence,
      () => ["x", "y", "z"].flatMap((line) => new Story().onDisk(line).show()),
      ["-- x", "-- y", "-- z"],
    ),
    differs(
      "test_bash_provenance_grep_sed_pipeline",
      because.noEvidence,
      () => [
        ...Story.writtenByAi("find me here").onDisk("found me here").show(),
        ...Story.writtenByAi("nothing here").show(),
      ],
      ["-- found me here", "uA nothing here"],
    ),
    reads("test_bash_provenance_cat_is_readonly"),
    reads("test_bash_provenance_ls_is_readonly"),
    reads("test_bash_provenance_find_is_readonly"),
    reads("test_bash_provenance_grep_is_readonly"),
    reads("test_bash_provenance_wc_is_readonly"),
    reads("test_bash_provenance_head_is_readonly"),
    reads("test_bash_provenance_diff_is_readonly"),
    reads("test_bash_provenance_git_log_is_readonly"),
    reads("test_bash_provenance_git_diff_is_readonly"),
    reads("test_bash_provenance_git_status_is_readonly"),
    reads("test_bash_provenance_compound_readonly"),
    creates("test_bash_provenance_create_50_files", "file 50"),
    differs(
      "test_bash_provenance_modify_20_of_50_tracked",
      because.noEvidence,
      () => [...new Story("was").onDisk("is").show(), ...Story.writtenByAi("was").show()],
      ["-- is", "uA was"],
    ),
    creates("test_bash_provenance_failed_command_with_partial_output", "half of it"),
    creates("test_bash_provenance_file_with_spaces_in_name", "in a spacious file"),
    creates("test_bash_provenance_file_with_special_characters", "in a-peculiar_file"),
    creates("test_bash_provenance_hidden_file_creation", "in .hidden"),
    writes("test_bash_provenance_touch_then_write_shows_created", "", "now there", ["-- now there"]),
    same(
      "test_bash_provenance_overwrite_identical_content_detects_mtime_change",
      () => Story.writtenByAi("alike").isMarked().onDisk("alike\n").show(),
      ["mA alike", "--"],
    ),
    differs(
      "test_bash_provenance_sequential_tool_uses_same_session",
      because.noEvidence,
      () => new Story().onDisk("alpha").onDisk("alpha\nbeta").show(),
      ["-- alpha", "-- beta"],
    ),
    creates("test_bash_provenance_extract_tarball", "out of an archive"),
    creates("test_bash_provenance_simulated_compile", "compiled"),
    writes("test_bash_provenance_snapshot_diff_echo_redirect", "", "echoed", ["-- echoed"]),
    writes("test_bash_provenance_snapshot_diff_sed_modification", "a b a b", "c b c b", ["-- c b c b"]),
    differs(
      "test_bash_provenance_precommit_hook_formatter_modifies_staged_file",
      because.noEvidence,
      () => new Story().byAgent("A", "print(1)").onDisk("print(1)\n# formatted").show(),
      ["uA print(1)", "-- # formatted"],
    ),
    differs(
      "test_bash_provenance_precommit_hook_formatter_restages_file",
      because.noEvidence,
      () => new Story().byAgent("A", "x = 1   \ny = 2").onDisk("x = 1\ny = 2\n# formatted").show(),
      ["uA x = 1", "uA y = 2", "-- # formatted"],
    ),
    differs(
      "test_bash_provenance_mv_directory_rename",
      because.knownText,
      () => ["lib();", "utils();"].flatMap((line) => Story.writtenByAi(line).byGit(line).show()),
      ["uA lib();", "uA utils();"],
    ),
    creates("test_bash_provenance_precommit_hook_creates_new_file", "stamped 12:00"),
    writes("test_bash_provenance_precommit_hook_modifies_untouched_file", "build 7", "build 8", ["-- build 8"]),
    differs(
      "test_bash_provenance_precommit_hook_modifies_multiple_files",
      because.noEvidence,
      () => ["api()", "model()"].flatMap((line) => new Story().byAgent("A", line).onDisk(`${line}\n# linted`).show()),
      ["uA api()", "-- # linted", "uA model()", "-- # linted"],
    ),
    differs(
      "test_bash_provenance_precommit_hook_fails_and_modifies_files",
      because.noEvidence,
      () => new Story().byAgent("A", "x=1").onDisk("x=1\n# repaired").show(),
      ["uA x=1", "-- # repaired"],
    ),
  ],
};
