import type { PeerFile, PeerRow } from "./peerTable.ts";

/** The page that shows a table of the peer's cases, as Markdown. */
export function peerPage(files: readonly PeerFile[]): string {
  const rows = files.flatMap((file) => file.rows);
  const differing = rows.filter(({ verdict }) => verdict === "differs").length;
  const intro = introduction
    .replace("{cases}", String(rows.length))
    .replace("{same}", String(rows.length - differing))
    .replace("{differing}", String(differing));
  return `${[intro, ...files.map(section), elsewhere].join("\n\n")}\n`;
}

const introduction = `# A peer's cases

[Git AI](https://github.com/git-ai-project/git-ai) publishes the cases that it tests its attribution with. Here is what we say of each. The names are
theirs; the stories, told on our own ledger in [test/unit/core/peer](../test/unit/core/peer), are ours. Of {cases} cases {same} end here as they
end there; {differing} end otherwise on purpose, and the sentence beside them says why. The rules that it names are those of
[the ledger's tests](../test/unit/core/ledger/rules.test.ts).

A line that is AI's there is an *unread* one here. A line of AI's that a person changed is the person's there; here it is *edited*, which
settles it. A person's line is not recorded here.

This page is written by \`REVIEW_DEBT_WRITE_PAGE=1 npx mocha\`; a test fails while it is not what the table gives.`;

const elsewhere = `## Not told here

- Cases about the peer's own data (ranges of bytes that overlap, an empty range, the order of a list) and its own output (blame, statistics, prompts,
  settings of a repository). Ours are in \`test/unit/core/ledger/runs.test.ts\` and \`test/unit/store\`.
- Cases about how a tool's hook says what it did: \`test/unit/agents\`. Its notes are read in \`test/unit/agents/git\`.
- Commands that leave no text, such as archives and links, and variants of a git command under which a file has the same texts one after the other.`;

function section({ path, rows }: PeerFile): string {
  return [`## ${path}`, "", "| case | we say | why |", "| --- | --- | --- |", ...rows.map(lineOf)].join("\n");
}

function lineOf(row: PeerRow): string {
  return `| ${row.name} | ${row.verdict} | ${row.verdict === "differs" ? row.why : ""} |`;
}
