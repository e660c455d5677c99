import { type PeerFile, same } from "./peerTable.ts";
import { Story, tally } from "./story.ts";

const block = "aaaaaa\naaaaaa\naaaaaa";

/** One story for each kind of step that the peer's fuzzer makes; all of them at random are in `fuzzer.test.ts`. */
export const fuzzer: PeerFile = {
  path: "tests/integration/fuzzer/{engine,model,operations}.rs",
  rows: [
    same("Append", () => tally(Story.writtenByAi(block).byAi("B", `${block}\nbbbbbb\nbbbbbb`).show()), [
      "3 uA",
      "2 uB",
    ]),
    same("Prepend", () => tally(Story.writtenByAi(block).byAi("B", `bbbbbb\n${block}`).show()), ["1 uB", "3 uA"]),
    same("InsertRandom", () => tally(Story.writtenByAi(block).byPerson("aaaaaa\nmmmmm\naaaaaa\naaaaaa").show()), [
      "3 uA",
      "1 --",
    ]),
    same("ReplaceRandom", () => Story.writtenByAi(block).byAi("B", "aaaaaa\nbbbbbb\naaaaaa").show(), [
      "uA aaaaaa",
      "uB bbbbbb",
      "uA aaaaaa",
    ]),
    same("DeleteAndInsert", () => tally(Story.writtenByAi(block).byPerson("aaaaaa\nmmmmm\nmmmmm\nmmmmm").show()), [
      "1 uA",
      "3 --",
    ]),
    same("OverwriteAll", () => Story.writtenByAi(block).byPerson("mmmmm\nmmmmm").show(), ["-- mmmmm", "-- mmmmm"]),
    same("HardReset", () => Story.writtenByAi(block).byAi("B", `${block}\nbbbbbb`).byGit(block).show(), [
      "uA aaaaaa",
      "uA aaaaaa",
      "uA aaaaaa",
    ]),
    same("StashPop", () => Story.writtenByAi(block).isMarked(0, 1).byGit("").byGit(block).show(), [
      "mA aaaaaa",
      "uA aaaaaa",
      "uA aaaaaa",
    ]),
    same("AmendAttributionFlip", () => Story.writtenByAi("aaaaaa").byPerson("mmmmm").byAi("B", "bbbbbb").show(), [
      "uB bbbbbb",
    ]),
    same("SessionInterleave", () => new Story().byAgent("A", "aaaaaa").byAgent("B", "bbbbbb\naaaaaa").show(), [
      "uB bbbbbb",
      "uA aaaaaa",
    ]),
    same("WhitespaceNoise", () => [...new Story().onDisk("\n  \n\t").show(), ...Story.writtenByAi("aaaaaa").show()], [
      "--",
      "--   ",
      "-- \t",
      "uA aaaaaa",
    ]),
    same("Rename", () => Story.writtenByAi(block).isMarked(0, 1).byGit(block).show(), [
      "mA aaaaaa",
      "uA aaaaaa",
      "uA aaaaaa",
    ]),
    same(
      "DeleteAndRecreate",
      () => Story.writtenByAi(block).onDisk("").byPerson("mmmmm").byAi("B", "mmmmm\nbbbbbb").show(),
      ["-- mmmmm", "uB bbbbbb"],
    ),
  ],
};
