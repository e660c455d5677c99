import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { Attributes, type AttributesFile } from "../../../../src/core/review/attributes.ts";

/** What git itself says of paths. */
function askGit(files: readonly AttributesFile[], paths: readonly string[]): (string | undefined)[] {
  const root = mkdtempSync(join(tmpdir(), "attributes-"));
  try {
    const git = (args: string[], input?: string): string =>
      execFileSync("git", args, { cwd: root, encoding: "utf8", input, stdio: ["pipe", "pipe", "ignore"] });
    git(["init", "-q"]);
    for (const { folder, text } of files) {
      const path = join(root, folder, ".gitattributes");
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const answer = git(
      ["check-attr", "-z", "--stdin", "linguist-generated", "linguist-vendored"],
      paths.map((path) => `${path}\0`).join(""),
    ).split("\0");
    const states = new Map<string, string[]>();
    for (let i = 0; i + 2 < answer.length; i += 3) {
      const path = answer[i] ?? "";
      states.set(path, [...(states.get(path) ?? []), answer[i + 2] ?? ""]);
    }
    const isOn = (state = ""): boolean => !["unset", "unspecified", "false", "FALSE"].includes(state);
    return paths.map((path) => {
      const [generated, vendored] = states.get(path) ?? [];
      if (isOn(generated)) return "generated";
      if (isOn(vendored)) return "vendored";
      return [generated, vendored].some((state) => state !== "unspecified") ? "own" : undefined;
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const top = `# linguist-generated
*.pb.go linguist-generated
/root.txt linguist-generated=true
sub/*.txt linguist-generated diff
gen/ linguist-generated
out/** linguist-generated
sub/** linguist-vendored
sub/**/keep.txt -linguist-vendored
sub/deep/un.txt !linguist-vendored
"q r.txt" linguist-generated
{x,y}.txt linguist-generated
!neg.txt linguist-generated
**/deep/z.txt linguist-generated
v.txt linguist-generated=1
w.txt linguist-generated=FALSE
\\*.star linguist-generated
[ab].txt   linguist-generated   text
[attr]made linguist-generated
only-text linguist-other
  indented.txt linguist-generated
a/**/b.txt linguist-generated
`;
const sub = `*.pb.go -linguist-generated
/near.txt linguist-generated
deep/far.txt linguist-generated
`;
const files: readonly AttributesFile[] = [
  { folder: "sub", text: sub },
  { folder: "", text: top },
];
const paths = [
  "a.pb.go",
  "x/a.pb.go",
  "sub/a.pb.go",
  "sub/deep/a.pb.go",
  "root.txt",
  "sub/root.txt",
  "sub/deep/root.txt",
  "gen/a.txt",
  "out/a",
  "out/x/y",
  "sub/keep.txt",
  "sub/deep/keep.txt",
  "sub/deep/un.txt",
  "q r.txt",
  "x.txt",
  "{x,y}.txt",
  "neg.txt",
  "!neg.txt",
  "deep/z.txt",
  "k/deep/z.txt",
  "v.txt",
  "w.txt",
  "*.star",
  "a.star",
  "a.txt",
  "c.txt",
  "only-text",
  "indented.txt",
  "a/b.txt",
  "a/x/y/b.txt",
  "sub/near.txt",
  "sub/deep/near.txt",
  "near.txt",
  "sub/deep/far.txt",
  "deep/far.txt",
  "subs/a",
  "plain",
];

describe("what .gitattributes say", () => {
  it("is what git reads in them", () => {
    const attributes = new Attributes(files);
    const ours = paths.map((path) => `${path} ${attributes.of(path)}`);
    const gits = askGit(files, paths);
    assert.deepEqual(
      ours,
      paths.map((path, i) => `${path} ${gits[i]}`),
    );
    assert.deepEqual(new Set(gits), new Set(["generated", "vendored", "own", undefined]));
  });

  it("never throws, and takes no time for a line that goes on and on", () => {
    const word = fc.constantFrom(
      "*",
      "/",
      "\\",
      '"',
      "[",
      "]",
      "{",
      "!",
      "a",
      " ",
      "linguist-generated",
      "\n",
      "-",
      "=",
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const attributes = new Attributes([{ folder: "", text: words.join("") }]);
        assert.ok([undefined, "generated", "vendored", "own"].includes(attributes.of("a/a")));
      }),
      { numRuns: 2000 },
    );
    for (const bit of ['"', "\\", " ", "*", "linguist-generated "]) {
      const startedMs = performance.now();
      new Attributes([{ folder: "", text: `a linguist-generated ${bit.repeat(1_000_000)}` }]).of("a");
      assert.ok(performance.now() - startedMs < 1000);
    }
  });
});
