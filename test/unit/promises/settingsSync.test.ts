import assert from "node:assert/strict";
import { readManifest } from "../../rig/manifest.ts";

/** What the manifest says of one setting. */
interface Setting {
  readonly scope?: string;
  readonly ignoreSync?: boolean;
}

/**
 * The settings that Settings Sync takes along: it leaves out those of one machine, and those that say so
 * (code.visualstudio.com/api/references/contribution-points, `contributes.configuration`).
 */
function synced(settings: Readonly<Record<string, Setting>>): readonly string[] {
  const stays = ({ scope = "window", ignoreSync }: Setting): boolean =>
    ignoreSync === true || scope === "machine" || scope === "machine-overridable";
  return Object.keys(settings).filter((name) => !stays(settings[name] ?? {}));
}

describe("Settings Sync", () => {
  it("takes along no setting of ours", () => {
    const { settings } = readManifest();
    assert.ok(Object.keys(settings).length > 10);
    assert.deepEqual(synced(settings), []);
  });

  it("takes along a setting that does not say otherwise", () => {
    assert.deepEqual(
      synced({
        a: {},
        b: { scope: "window" },
        c: { scope: "application" },
        d: { scope: "resource", ignoreSync: false },
        e: { scope: "machine" },
        f: { scope: "machine-overridable" },
        g: { scope: "application", ignoreSync: true },
      }),
      ["a", "b", "c", "d"],
    );
  });
});
