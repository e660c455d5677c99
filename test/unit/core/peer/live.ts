import { edit, replace } from "../attribution/desk.ts";
import { type PeerFile, same } from "./peerTable.ts";
import { Story } from "./story.ts";

/** An edit of AI's whose report comes after the change: what was seen meanwhile is not taken for a person's. */
export const pending: PeerFile = {
  path: "tests/integration/pending_ai_edit_suppression.rs",
  rows: [
    same(
      "test_known_human_suppressed_between_ai_pre_and_post_edit",
      () => new Story("old();").accepts("A", "old();\nadded();").show(),
      ["-- old();", "uA added();"],
    ),
    same(
      "test_known_human_not_suppressed_without_pending_ai_edit",
      () => new Story("old();").byPerson("old();\nmine();").show(),
      ["-- old();", "-- mine();"],
    ),
    same(
      "test_known_human_works_after_ai_edit_cycle_completes",
      () => new Story("old();").accepts("A", "old();\nadded();").byPerson("old();\nadded();\nmine();").show(),
      ["-- old();", "uA added();", "-- mine();"],
    ),
    same(
      "test_suppression_is_per_file_not_global",
      () => [
        ...new Story("one();").accepts("A", "one();\nadded();").show(),
        ...new Story("two();").byPerson("two();\nmine();").show(),
      ],
      ["-- one();", "uA added();", "-- two();", "-- mine();"],
    ),
    same(
      "test_untracked_human_checkpoint_does_not_suppress_known_human",
      () => new Story("first();").onDisk("first();\nsecond();").byPerson("first();\nsecond();\nthird();").show(),
      ["-- first();", "-- second();", "-- third();"],
    ),
    same(
      "test_multiple_ai_edit_cycles_on_same_file",
      () => {
        const file = new Story("old();").accepts("A", "old();\nadded();").byPerson("old();\nadded();\nmine();");
        return file.accepts("B", "old();\nadded();\nmine();\nlater();").show();
      },
      ["-- old();", "uA added();", "-- mine();", "uB later();"],
    ),
    same(
      "test_multi_file_pre_edit_suppresses_all_files",
      () => [
        ...new Story("one();").byAgent("A", "one();\nadded();").show(),
        ...new Story("two();").byAgent("A", "two();\nadded();").show(),
      ],
      ["-- one();", "uA added();", "-- two();", "uA added();"],
    ),
    same(
      "test_multi_file_known_human_partial_suppression",
      () => [
        ...new Story("one();").byAgent("A", "one();\nadded();").show(),
        ...new Story("two();").byPerson("two();\nmine();").show(),
      ],
      ["-- one();", "uA added();", "-- two();", "-- mine();"],
    ),
  ],
};

/** Completions taken with Tab. */
export const aiTab: PeerFile = {
  path: "tests/integration/ai_tab.rs",
  rows: [
    same(
      "test_ai_tab_e2e_marks_ai_lines",
      () => new Story('log("mine");').accepts("A", 'log("mine");\n// and once more\nlog("completed");').show(),
      ['-- log("mine");', "uA // and once more", 'uA log("completed");'],
    ),
    same(
      "test_ai_tab_e2e_handles_dirty_files_map",
      () => {
        const notes = new Story("# Notes").byPerson("# Notes\nnot saved yet");
        const code = new Story("greet() {\n}").accepts("A", "greet() {\n}\nsuggest() {\n  go();\n}");
        return [...code.show(), ...notes.show()];
      },
      ["-- greet() {", "-- }", "uA suggest() {", "uA   go();", "uA }", "-- # Notes", "-- not saved yet"],
    ),
  ],
};

/** What Copilot's edit tools do to a file; how its hooks say so is read in `test/unit/agents`. */
export const copilot: PeerFile = {
  path: "tests/integration/github_copilot*.rs",
  rows: [
    same("create a file", () => new Story().byAgent("A", "open();\nclose();\n").show(), [
      "uA open();",
      "uA close();",
      "--",
    ]),
    same(
      "replace a string",
      () =>
        new Story("open();\nclose();")
          .byAgents("open();\nwork();\nclose();", replace("A", "open();", "open();\nwork();"))
          .show(),
      ["-- open();", "uA work();", "-- close();"],
    ),
    same(
      "replace several strings at once",
      () => {
        const piece = { wholeLines: false, everywhere: false, line: undefined };
        const pieces = [
          { ...piece, oldText: "open();", newText: "open();\nread();" },
          { ...piece, oldText: "close();", newText: "write();\nclose();" },
        ];
        const text = "open();\nread();\nclose();".replace("close", "write();\nclose");
        return new Story("open();\nclose();").byAgents(text, edit("A", { kind: "pieces", pieces })).show();
      },
      ["-- open();", "uA read();", "uA write();", "-- close();"],
    ),
    same(
      "an edit that failed",
      () => new Story("open();").byAgents("open();\nmine();", replace("A", "close();", "close();\nwork();")).show(),
      ["-- open();", "-- mine();"],
    ),
  ],
};
