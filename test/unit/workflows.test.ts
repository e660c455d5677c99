import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../rig/manifest.ts";
import { workflowFaults, workflowNames, workflowsFolder } from "../rig/workflows.ts";

/** The scripts of npm that a workflow may run. */
const scripts = new Set(Object.keys(readManifest().whole.scripts));

/** What our own rules do not allow in a workflow, as sentences. It is read line by line: `workflowFaults` tells whether it is one. */
function faultsOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.replace(/^\s*#.*$/, ""));
  const code = lines.join("\n");
  const count = (pattern: RegExp): number => code.match(pattern)?.length ?? 0;
  const pinned = /\buses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const run = Array.from(code.matchAll(/\bnpm (?:run )?([a-z][\w:]*)/g), ([, name = ""]) => name);
  return [
    ...lines.filter((line) => /\buses:/.test(line) && !pinned.test(line)).map((line) => `not pinned: ${line.trim()}`),
    ...run.filter((name) => !scripts.has(name)).map((name) => `there is no script ${name}`),
    ...(/^permissions:(?: \{\}|\n {2}contents: read\n(?! ))/m.test(code) ? [] : ["may do more than read by default"]),
    ...(/\bsecrets\b/.test(code) ? ["uses a secret"] : []),
    ...(/\bpull_request_target\b|\bworkflow_run\b/.test(code) ? ["runs a stranger's change with our rights"] : []),
    ...lines.filter((line) => /\brun:.*\$\{\{/.test(line)).map((line) => `puts a value into a program: ${line.trim()}`),
    ...(count(/\buses: actions\/checkout@/g) === count(/\bpersist-credentials: false\b/g)
      ? []
      : ["leaves a token in the clone"]),
    ...(count(/\bruns-on:/g) === count(/\btimeout-minutes:/g) ? [] : ["has a job without an end"]),
  ];
}

/** The jobs of a workflow: name and text. */
function jobsOf(text: string): ReadonlyMap<string, string> {
  const [, ...parts] = text.slice(text.indexOf("\njobs:\n")).split(/^ {2}([a-z-]+):\n/m);
  const jobs = new Map<string, string>();
  for (let i = 0; i < parts.length; i += 2) jobs.set(parts[i] ?? "", parts[i + 1] ?? "");
  return jobs;
}

const read = (name: string): string => readFileSync(join(workflowsFolder, name), "utf8");

for (const file of workflowNames()) {
  it(`${file} is what GitHub takes`, async () => assert.deepEqual(await workflowFaults(file, read(file)), []));

  it(`${file} is pinned, has a right to read and no secret`, () => assert.deepEqual(faultsOf(read(file)), []));
}

describe("a workflow", () => {
  const sound = [
    "permissions:",
    "  contents: read",
    "",
    "jobs:",
    "  a:",
    "    runs-on: ubuntu-24.04",
    "    timeout-minutes: 5",
    "    steps:",
    "      # uses: nothing",
    `      - uses: actions/checkout@${"0123456789".repeat(4)} # v1.2.3`,
    "        with:",
    "          persist-credentials: false",
    "      - run: npm run check",
    "",
  ].join("\n");

  it("is sound", () => assert.deepEqual(faultsOf(sound), []));

  const changes: Readonly<Record<string, readonly [from: string | RegExp, to: string]>> = {
    "an action by its tag": [/@[0-9]{40} # v1\.2\.3/, "@v1"],
    "an action whose version nobody knows": [" # v1.2.3", ""],
    "a script that is not there": ["npm run check", "npm run chekc"],
    "no word of permissions": ["permissions:\n  contents: read\n", ""],
    "a right to write for all jobs": ["contents: read\n", "contents: read\n  packages: write\n"],
    "a secret": ["npm run check", "npm run check\n        env:\n          A: ${{ secrets.A }}"],
    "strangers' changes with our rights": ["permissions:", "on: pull_request_target\npermissions:"],
    "a value that becomes a program": ["npm run check", 'echo "${{ github.head_ref }}"'],
    "a token left in the clone": ["persist-credentials: false", "fetch-depth: 1"],
    "no time limit": ["    timeout-minutes: 5\n", ""],
  };
  for (const [what, [from, to]] of Object.entries(changes)) {
    it(`is not sound with ${what}`, () => assert.notDeepEqual(faultsOf(sound.replace(from, to)), []));
  }
});

describe("GitHub's own checker", () => {
  const mistakes: Readonly<Record<string, readonly [file: string, from: string, to: string, words: RegExp]>> = {
    "a key that is none": ["ci.yml", "runs-on:", "run-on:", /Unexpected value 'run-on'/],
    "an event that is none": ["ci.yml", "pull_request:", "pull_requst:", /Unexpected value 'pull_requst'/],
    "a right that is none": ["release.yml", "id-token: write", "id-tokn: write", /Unexpected value 'id-tokn'/],
    "a job that is not there": ["release.yml", "needs: build", "needs: biuld", /unknown job 'biuld'/],
    "an output of no job": ["release.yml", "needs.build.outputs", "needs.biuld.outputs", /invalid: biuld/],
    "a step that is not there": ["release.yml", "steps.checksum", "steps.chcksum", /invalid: chcksum/],
    "a part of the matrix that is not there": [
      "ci.yml",
      "VSCODE: ${{ matrix.vscode",
      "VSCODE: ${{ matrix.a",
      /invalid: a/,
    ],
    "a condition that does not parse": ["ci.yml", "runner.os == ", "runner.os = ", /Unexpected symbol: '='/],
    "a function that is none": ["ci.yml", "if: failure()", "if: failed()", /Unrecognized function: 'failed'/],
    "what is no YAML": ["ci.yml", "jobs:\n", "jobs:\n\t- a\n", /Tabs are not allowed/],
  };
  for (const [what, [file, from, to, words]] of Object.entries(mistakes)) {
    it(`finds ${what}`, async () => {
      const text = read(file);
      assert.ok(text.includes(from), "there is such a place");
      assert.match((await workflowFaults(file, text.replace(from, to))).join("\n"), words);
    });
  }
});

describe("the public CI", () => {
  const jobs = jobsOf(read("ci.yml"));

  it("runs everything, and desktop VS Code on three systems at the floor and at the latest", () => {
    assert.deepEqual([...jobs.keys()], ["all", "desktop"]);
    assert.match(jobs.get("all") ?? "", /run: npm test$/m);
    const { vscode } = readManifest().whole["engines"] as { readonly vscode: string };
    const floor = vscode.replace("^", "");
    assert.match(jobs.get("desktop") ?? "", new RegExp(`vscode: \\["${floor.replaceAll(".", "\\.")}", stable\\]`));
    for (const system of ["ubuntu", "windows", "macos"])
      assert.match(jobs.get("desktop") ?? "", new RegExp(`${system}-`));
  });
});

describe("the release", () => {
  const jobs = jobsOf(read("release.yml"));

  it("builds in one job, which has no right but to read", () => {
    assert.deepEqual([...jobs.keys()], ["build", "attest", "marketplace", "open-vsx", "github"]);
    const building = [...jobs]
      .filter(([, text]) => /\bnpm run\b|\bactions\/checkout@/.test(text))
      .map(([name]) => name);
    assert.deepEqual(building, ["build"]);
    assert.match(jobs.get("build") ?? "", /permissions:\n {6}contents: read\n {4}\w/);
  });

  it("hands the very file that was built to everybody else", () => {
    for (const [name, text] of jobs) {
      if (name === "build") continue;
      assert.match(text, /needs: (?:build|\[build, attest\])$/m, name);
      assert.match(text, /sha256sum --check\n\s+env:\n\s+SHA256: \$\{\{ needs\.build\.outputs\.sha256 \}\}/, name);
    }
  });

  it("publishes as itself, with a pinned program and one right", () => {
    for (const [name, command] of [
      ["marketplace", /npx --yes --ignore-scripts @vscode\/vsce@\d+\.\d+\.\d+ publish --oidc /],
      ["open-vsx", /npx --yes --ignore-scripts ovsx@\d+\.\d+\.\d+ publish --trusted-publishing /],
    ] as const) {
      const text = jobs.get(name) ?? "";
      assert.match(text, command);
      assert.match(text, /permissions:\n {6}id-token: write\n {4}\w/, name);
    }
  });
});
