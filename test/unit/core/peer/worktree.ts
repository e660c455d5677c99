import { because, differs, type PeerFile, type PeerRow, same } from "./peerTable.ts";
import { Story } from "./story.ts";

const base = "base();\nrest();";
const work = "base();\nai();\nrest();";
const mixed = "mine();\nai(1);\nalso mine();\nai(2);";

/** A file with work of AI's in it, of which a person changed one line and marked another. */
const worked = (): Story => {
  const file = new Story(base).byAi("A", "base();\nai(1);\nai(2);\nai(3);\nrest();");
  return file.byPerson("base();\nai(1);\nai(20);\nai(3);\nrest();").isMarked(3, 4);
};
const workedText = "base();\nai(1);\nai(20);\nai(3);\nrest();";
const workedLines = ["-- base();", "uA ai(1);", "eA ai(20);", "mA ai(3);", "-- rest();"];

/** Git does something that leaves the file as it is. */
const leaves = (name: string): PeerRow => same(name, () => worked().byGit(workedText).show(), workedLines);

/** Git throws the work away. */
const discards = (name: string): PeerRow => same(name, () => worked().byGit(base).show(), ["-- base();", "-- rest();"]);

/** Git takes the work out of the file and brings it back. */
const returns = (name: string): PeerRow => same(name, () => worked().byGit(base).byGit(workedText).show(), workedLines);

const appended = `${base}\nai();`;

/** Git leaves what AI put below a person's last line. */
const leavesAppended = (name: string): PeerRow =>
  differs(name, because.lineEnd, () => new Story(base).byAi("A", appended).byGit(appended).show(), [
    "-- base();",
    "-- rest();",
    "uA ai();",
  ]);

/** Another branch, with the work carried along. */
export const checkout: PeerFile = {
  path: "tests/integration/checkout_switch.rs",
  rows: [
    leaves("test_checkout_branch_migrates_working_log"),
    discards("test_checkout_force_deletes_working_log"),
    same(
      "test_checkout_pathspec_removes_file_attributions",
      () => [...worked().byGit(base).show(), ...Story.writtenByAi("other();").byGit("other();").show()],
      ["-- base();", "-- rest();", "uA other();"],
    ),
    leaves("test_switch_branch_migrates_working_log"),
    discards("test_switch_discard_changes_deletes_working_log"),
    discards("test_switch_force_flag_deletes_working_log"),
    same("test_checkout_merge_migrates_working_log", () => worked().byGit(`${workedText}\ntheirs();`).show(), [
      ...workedLines,
      "-- theirs();",
    ]),
    same("test_switch_merge_migrates_working_log", () => worked().byGit(`theirs();\n${workedText}`).show(), [
      "-- theirs();",
      ...workedLines,
    ]),
    leaves("test_checkout_same_branch_no_op"),
    same(
      "test_checkout_with_mixed_attribution",
      () => new Story("mine();\nalso mine();").byAi("A", mixed).byGit(mixed).show(),
      ["-- mine();", "uA ai(1);", "-- also mine();", "uA ai(2);"],
    ),
    same(
      "test_checkout_pathspec_multiple_files",
      () => [...worked().byGit(base).show(), ...new Story(base).byAi("B", work).byGit(base).show(), ...worked().show()],
      ["-- base();", "-- rest();", "-- base();", "-- rest();", ...workedLines],
    ),
    same(
      "test_checkout_merge_conflict_preserves_ai_attribution",
      () => {
        const file = new Story("shared();").byAi("A", "anotherWay(of, doing);").isMarked();
        return file
          .byGit("<<<<<<< ours\nanotherWay(of, doing);\n=======\ntheirs();\n>>>>>>> theirs")
          .onDisk("anotherWay(of, doing);")
          .show();
      },
      ["mA anotherWay(of, doing);"],
    ),
    returns("there and back again"),
  ],
};

/** Work that is put aside and taken up again. */
export const stash: PeerFile = {
  path: "tests/integration/stash_attribution.rs",
  rows: [
    returns("test_stash_pop_with_ai_attribution"),
    returns("test_stash_apply_with_ai_attribution"),
    same(
      "test_stash_apply_named_reference",
      () => {
        const file = new Story(base).byAi("A", work).isMarked(1, 2).byGit(base).byAi("B", "base();\nrest();\nother();");
        return file.byGit(base).byGit(work).show();
      },
      ["-- base();", "mA ai();", "-- rest();"],
    ),
    same(
      "test_stash_pop_with_existing_stack_entries",
      () => {
        const file = new Story(base).byAi("A", work).byGit(base).byAi("B", "base();\nrest();\nother();").byGit(base);
        return [...file.byGit("base();\nrest();\nother();").show(), ...file.byGit(base).byGit(work).show()];
      },
      ["-- base();", "-- rest();", "uB other();", "-- base();", "uA ai();", "-- rest();"],
    ),
    same(
      "test_stash_multiple_files",
      () => [
        ...worked().byGit(base).byGit(workedText).show(),
        ...Story.writtenByAi("b();").byGit("").byGit("b();").show(),
      ],
      [...workedLines, "uA b();"],
    ),
    returns("test_stash_with_existing_initial_attributions"),
    returns("test_stash_pop_default_reference"),
    leaves("test_stash_pop_empty_repo"),
    same(
      "test_stash_mixed_human_and_ai",
      () => new Story("mine();\nalso mine();").byAi("A", mixed).byGit("").byGit(mixed).show(),
      ["-- mine();", "uA ai(1);", "-- also mine();", "uA ai(2);"],
    ),
    same(
      "test_stash_push_with_pathspec_single_file",
      () => [...worked().byGit(base).byGit(workedText).show(), ...worked().show()],
      [...workedLines, ...workedLines],
    ),
    same(
      "test_stash_pop_with_conflict",
      () => {
        const file = new Story("head\nfoot").byAi("A", "head\nsail();\nrow();\nfoot").byGit("head\nfoot");
        file.byAi("B", "head\nwalk(1);\nwalk(2);\nfoot");
        file.byGit("head\n<<<<<<<\nwalk(1);\nwalk(2);\n=======\nsail();\nrow();\n>>>>>>>\nfoot");
        return file.byPerson("head\nsail();\nwalk(2);\nfoot").show();
      },
      ["-- head", "uA sail();", "uB walk(2);", "-- foot"],
    ),
    same(
      "test_stash_mixed_staged_and_unstaged",
      () => {
        const file = new Story().byAi("A", "staged();").byAi("B", "staged();\nnot staged();");
        return file.byGit("").byGit("staged();\nnot staged();").show();
      },
      ["uA staged();", "uB not staged();"],
    ),
    same(
      "test_stash_pop_onto_head_with_ai_changes",
      () => [...worked().byGit(base).byGit(workedText).show(), ...Story.writtenByAi("head();", "B").show()],
      [...workedLines, "uB head();"],
    ),
    returns("test_stash_pop_across_branches"),
    same(
      "test_stash_pop_across_branches_with_conflict",
      () => {
        const five = "ai(1);\nai(2);\nai(3);\nai(4);\nai(5);";
        const file = new Story(base)
          .byAi("A", `${base}\n${five}`)
          .isMarked(2, 3)
          .byGit(base)
          .byAi("B", `${base}\nb(1);\nb(2);`);
        file.byGit(`${base}\n<<<<<<<\nb(1);\nb(2);\n=======\n${five}\n>>>>>>>`);
        return file.byPerson(`${base}\nb(1);\nb(2);\n${five}`).show();
      },
      [
        "-- base();",
        "-- rest();",
        "uB b(1);",
        "uB b(2);",
        "mA ai(1);",
        "uA ai(2);",
        "uA ai(3);",
        "uA ai(4);",
        "uA ai(5);",
      ],
    ),
    same(
      "test_stash_apply_reset_apply_again",
      () => worked().byGit(base).byGit(workedText).byGit(base).byGit(workedText).show(),
      workedLines,
    ),
    returns("test_stash_branch_preserves_ai_attribution"),
    same(
      "test_stash_pop_conflict_preserves_ai_attribution_without_new_checkpoint",
      () => {
        const file = new Story(base).byAi("A", `${base}\nai(1);\nai(2);`).byGit(base).onDisk(`${base}\nmine();`);
        file.byGit(`${base}\n<<<<<<<\nmine();\n=======\nai(1);\nai(2);\n>>>>>>>`);
        return file.onDisk(`${base}\nmine();\nai(1);\nai(2);`).show();
      },
      ["-- base();", "-- rest();", "-- mine();", "uA ai(1);", "uA ai(2);"],
    ),
    same(
      "test_stash_apply_shift_uses_final_commit_tree_after_later_edit",
      () => {
        const file = new Story(base).byAi("A", work).byGit(base).byPerson(`${base}\nmine();`);
        return file.byGit(`${work}\nmine();`).onDisk(`${work}\nmine();\nlater();`).show();
      },
      ["-- base();", "uA ai();", "-- rest();", "-- mine();", "-- later();"],
    ),
  ],
};

/** Another commit under the same text: a ledger knows nothing of commits. */
export const amend: PeerFile = {
  path: "tests/integration/amend.rs",
  rows: [
    same(
      "test_amend_add_lines_at_top",
      () => new Story(base).byAi("A", `ai();\n${base}`).byGit(`ai();\n${base}`).show(),
      ["uA ai();", "-- base();", "-- rest();"],
    ),
    same("test_amend_add_lines_in_middle", () => new Story(base).byAi("A", work).byGit(work).show(), [
      "-- base();",
      "uA ai();",
      "-- rest();",
    ]),
    leavesAppended("test_amend_add_lines_at_bottom"),
    same(
      "test_amend_multiple_changes",
      () => {
        const file = Story.writtenByAi("f() {\n  go();\n}").byAi("B", "// head\nf() {\n  // note\n  go();\n}\n// foot");
        return file.byGit(file.text).show();
      },
      ["uB // head", "uA f() {", "uB   // note", "uA   go();", "uA }", "uB // foot"],
    ),
    leaves("test_amend_with_unstaged_ai_code_in_other_file"),
    leaves("test_amend_preserves_unstaged_ai_attribution"),
    leaves("test_amend_with_multiple_files_mixed_staging"),
    same(
      "test_amend_with_partially_staged_ai_file",
      () => worked().byGit("base();\nai(1);\nrest();").byGit(workedText).show(),
      workedLines,
    ),
    same(
      "test_amend_with_unstaged_middle_section",
      () => worked().byGit("base();\nai(1);\nai(3);\nrest();").byGit(workedText).show(),
      workedLines,
    ),
    same(
      "test_amend_repeated_round_trips_preserve_exact_line_authorship",
      () => {
        const file = worked()
          .byGit(workedText)
          .byPerson(`// mine\n${workedText}`)
          .byAi("B", `// mine\n${workedText}\nlast();`);
        return file.byGit(file.text).show();
      },
      ["-- // mine", ...workedLines, "uB last();"],
    ),
  ],
};

/** Commits that are taken back. */
export const reset: PeerFile = {
  path: "tests/integration/reset.rs",
  rows: [
    same("test_reset_hard_deletes_working_log", () => worked().byGit(base).byPerson(`${base}\nmine();`).show(), [
      "-- base();",
      "-- rest();",
      "-- mine();",
    ]),
    leavesAppended("test_reset_soft_reconstructs_working_log"),
    leaves("test_reset_mixed_reconstructs_working_log"),
    leaves("test_reset_to_same_commit_is_noop"),
    leaves("test_reset_multiple_commits"),
    leaves("test_reset_preserves_uncommitted_changes"),
    leaves("test_reset_with_pathspec"),
    differs(
      "test_reset_forward_is_noop",
      because.lineEnd,
      () => new Story(base).byAi("A", appended).byGit(base).byGit(appended).show(),
      ["-- base();", "-- rest();", "uA ai();"],
    ),
    differs(
      "test_reset_mixed_ai_human_changes",
      because.neighbours,
      () => {
        const file = new Story("main() {}").byPerson("main() {\n}").byAi("A", "main() {\n  ai();\n}");
        return file.byPerson("main() {\n  ai();\n  mine();\n}").byGit("main() {\n  ai();\n  mine();\n}").show();
      },
      ["-- main() {", "uA   ai();", "--   mine();", "-- }"],
    ),
    leavesAppended("test_reset_merge"),
    leaves("test_reset_with_new_files"),
    same(
      "test_reset_with_deleted_files",
      () => worked().byGit("").byGit(workedText).byPerson(`${workedText}\nmine();`).show(),
      [...workedLines, "-- mine();"],
    ),
    same(
      "test_blame_identical_content_shift_attribution",
      () =>
        new Story()
          .byAi("A", "hum;\nhum;\nhum;")
          .byAi("B", "ha;\nhum;\nhum;")
          .byAi("C", "hey;\nha;\nhum;\nhum;")
          .show(),
      ["uC hey;", "uB ha;", "uA hum;", "uA hum;"],
    ),
  ],
};

/** What stays of git in a linked worktree, or under another tool. */
export const worktrees: PeerFile = {
  path: "tests/integration/worktrees.rs",
  rows: [
    returns("stash_pop_preserves_ai_authorship"),
    leaves("reset_mixed_reconstructs_working_log"),
    same("rebase_preserves_ai_authorship", () => worked().byGit(`theirs();\n${workedText}`).show(), [
      "-- theirs();",
      ...workedLines,
    ]),
    returns("cherry_pick_preserves_ai_authorship"),
    same(
      "multi_worktree_storage_isolation_prevents_cross_talk",
      () => [...worked().show(), ...new Story(workedText).show()],
      [...workedLines, ...workedLines.map((line) => `--${line.slice(2)}`)],
    ),
  ],
};

/** Stacked branches. */
export const graphite: PeerFile = {
  path: "tests/integration/graphite.rs",
  rows: [
    leaves("test_gt_create_with_all_flag"),
    leaves("test_gt_modify_all_flag"),
    same("restack", () => worked().byGit(`parent();\n${workedText}`).show(), ["-- parent();", ...workedLines]),
    returns("up and down the stack"),
  ],
};
