import { edit } from "../attribution/desk.ts";
import { because, differs, type PeerFile, same } from "./peerTable.ts";
import { Story } from "./story.ts";

/** A record of a whole text and which of its lines AI wrote. */
const lines = (act: string, text: string, ...written: readonly (readonly [number, number])[]) =>
  edit(act, { kind: "lines", text, written: written.map(([start, end]) => ({ start, end })) });

/** What is known of a file before anything was seen of it. */
export const initial: PeerFile = {
  path: "tests/integration/initial_attributions.rs",
  rows: [
    same(
      "test_initial_only_no_blame_data",
      () => new Story("one();\ntwo();").isClaimed(lines("A", "one();\ntwo();", [0, 2])).show(),
      ["uA one();", "uA two();"],
    ),
    same(
      "test_initial_wins_overlaps",
      () =>
        new Story("open();\nclose();\nmine();").isClaimed(lines("A", "open();\nclose();\nformer();", [0, 2])).show(),
      ["uA open();", "uA close();", "-- mine();"],
    ),
    same(
      "test_initial_and_blame_merge",
      () => {
        const text = "one();\ntwo();\nthree();\nfour();\nfive();";
        const file = new Story(text).isClaimed(lines("A", text, [0, 2]), lines("B", text, [3, 4]));
        return file.isClaimed(lines("C", text, [0, 5])).show();
      },
      ["uA one();", "uA two();", "uC three();", "uB four();", "uC five();"],
    ),
    same(
      "test_partial_file_coverage",
      () => [
        ...new Story("one();").isClaimed(lines("A", "one();", [0, 1])).show(),
        ...new Story("two();").byAgent("B", "two();\nadded();").show(),
      ],
      ["uA one();", "-- two();", "uB added();"],
    ),
    same(
      "test_initial_attributions_in_subsequent_checkpoint",
      () => {
        const file = new Story("mine();").byPerson("mine();\nadded();\nalso mine();");
        return file.isClaimed(lines("A", "mine();\nadded();", [1, 2])).show();
      },
      ["-- mine();", "uA added();", "-- also mine();"],
    ),
  ],
};

/** Text without spaces between its words. */
export const chinese: PeerFile = {
  path: "tests/integration/chinese_text_edits.rs",
  rows: [
    differs(
      "test_chinese_simple_additions",
      because.lineEnd,
      () => new Story("春眠\n夜来").byAi("A", "春眠\n夜来\n花落\n多少").show(),
      ["-- 春眠", "-- 夜来", "uA 花落", "uA 多少"],
    ),
    same(
      "test_chinese_ai_then_human_edits",
      () => new Story("天气: 雨").byAi("A", "天气: 今天晴朗无云").byPerson("天气: 明天多云").show(),
      ["eA 天气: 明天多云"],
    ),
    same(
      "test_chinese_deletions_and_insertions",
      () => new Story("头\n旧的甲\n旧的乙\n尾").byAi("A", "头\n崭新内容\n另外一行\n尾").show(),
      ["-- 头", "uA 崭新内容", "uA 另外一行", "-- 尾"],
    ),
    same(
      "test_chinese_partial_staging",
      () => new Story("甲\n乙").byAi("A", "更新之后\n乙").byAi("B", "更新之后\n乙\n丙丁").show(),
      ["uA 更新之后", "-- 乙", "uB 丙丁"],
    ),
    same(
      "test_chinese_move_detection_preserves_ai",
      () => {
        const file = new Story("头\n尾").byAi("A", "头\n一块\n二块\n三块\n尾").isMarked(2, 3);
        return file.byPerson("头\n尾\n一块\n二块\n三块").show();
      },
      ["-- 头", "-- 尾", "uA 一块", "mA 二块", "uA 三块"],
    ),
    same(
      "test_chinese_reflow_preserves_ai",
      () => Story.writtenByAi("发送(甲, 乙)").byFormatter("发送(\n  甲,\n  乙,\n)").show(),
      ["uA 发送(", "uA   甲,", "uA   乙,", "uA )"],
    ),
  ],
};

/** What an act wrote in one file, or once wrote, says nothing of other lines. */
export const stale: PeerFile = {
  path: "tests/integration/stale_prompt_carry.rs",
  rows: [
    same(
      "test_stale_prompt_not_carried_to_subsequent_human_commits",
      () => [...new Story().byAgent("A", "ai 1\nai 2").show(), ...new Story().byPerson("mine").show()],
      ["uA ai 1", "uA ai 2", "-- mine"],
    ),
    same("test_prompt_present_when_ai_lines_committed", () => new Story().byAgent("A", "hi() {\n}").show(), [
      "uA hi() {",
      "uA }",
    ]),
    same(
      "test_unstaged_ai_lines_prompt_not_in_human_commit_note",
      () => [
        ...new Story("base\n").byAgent("A", "base\nstaged\n").byAgent("B", "base\nstaged\nnot staged\n").show(),
        ...new Story().byPerson("mine").show(),
      ],
      ["-- base", "uA staged", "uB not staged", "--", "-- mine"],
    ),
    same(
      "test_amend_stale_blame_prompt_not_in_amended_human_commit",
      () => Story.writtenByAi("ai").byPerson("").byPerson("mine").show(),
      ["-- mine"],
    ),
    same(
      "test_amend_preserves_prompt_when_ai_lines_survive",
      () => new Story().byAgent("A", "init() {\n}").byAgent("B", "init() {\n  more();\n}").show(),
      ["uA init() {", "uB   more();", "uA }"],
    ),
    same(
      "test_amend_stale_initial_prompt_not_in_amended_human_commit",
      () => [...new Story().byAgent("A", "ai").show(), ...new Story().byPerson("mine").byPerson("mine\nmore").show()],
      ["uA ai", "-- mine", "-- more"],
    ),
    same(
      "test_rebase_stale_prompt_not_in_rebased_human_commit",
      () => [...Story.writtenByAi("ai").byGit("ai").show(), ...new Story("mine").byGit("theirs\nmine").show()],
      ["uA ai", "-- theirs", "-- mine"],
    ),
    same(
      "test_rebase_preserves_prompt_when_ai_lines_present",
      () => Story.writtenByAi("f() {\n}").byGit("f() {\n}").show(),
      ["uA f() {", "uA }"],
    ),
  ],
};
