import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";

/** A command as `contributes.commands` declares it. */
export interface DeclaredCommand {
  readonly command: string;
  /** A key of the texts, as in `%command.next%`. */
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
  readonly enablement?: string;
}

/** A key of `contributes.keybindings`. */
export interface DeclaredKey {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
  /** What it is called with; of `runCommands`, the commands that it runs one after the other. */
  readonly args?: { readonly commands?: readonly (string | { readonly command: string; readonly args?: unknown })[] };
}

/** An entry of one of `contributes.menus`. */
export interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

/** A setting as `contributes.configuration` declares it. */
export interface DeclaredSetting {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: string; readonly maxLength?: number };
  readonly additionalProperties?: { readonly type: string };
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly ignoreSync?: boolean;
}

/** A group of settings, as the settings editor shows them. */
export interface SettingGroup {
  readonly title: string;
  readonly order?: number;
  readonly properties: Readonly<Record<string, DeclaredSetting>>;
}

/** A text that a view shows while it is empty. */
export interface WelcomeText {
  readonly view: string;
  readonly contents: string;
  readonly when: string;
}

/** A step of one of `contributes.walkthroughs`. */
export interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

/** One of `contributes.walkthroughs`. */
export interface DeclaredWalkthrough {
  readonly id: string;
  readonly when?: string;
  readonly steps: readonly WalkthroughStep[];
}

/** What `package.json` declares to the editor. */
export interface Manifest {
  readonly commands: readonly DeclaredCommand[];
  readonly keybindings: readonly DeclaredKey[];
  readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
  readonly viewsWelcome: readonly WelcomeText[];
  readonly walkthroughs: readonly DeclaredWalkthrough[];
  /** The ids of our colours. */
  readonly colors: readonly string[];
  readonly groups: readonly SettingGroup[];
  /** All groups' settings, in their order. */
  readonly settings: Readonly<Record<string, DeclaredSetting>>;
  /** All of `package.json`. */
  readonly whole: {
    readonly scripts: Readonly<Record<string, string>>;
    readonly capabilities: {
      readonly untrustedWorkspaces: {
        readonly supported: boolean | "limited";
        readonly restrictedConfigurations?: readonly string[];
      };
      readonly virtualWorkspaces?: { readonly supported: boolean; readonly description: string };
    };
    readonly [key: string]: unknown;
  };
}

/** Reads the product's manifest. */
export function readManifest(): Manifest {
  const whole = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest["whole"] & {
    readonly contributes: Pick<Manifest, "commands" | "keybindings" | "menus" | "viewsWelcome" | "walkthroughs"> & {
      readonly colors: readonly { readonly id: string }[];
      readonly configuration: SettingGroup | readonly SettingGroup[];
    };
  };
  const { commands, keybindings, menus, viewsWelcome, walkthroughs, configuration } = whole.contributes;
  const colors = whole.contributes.colors.map(({ id }) => id);
  const groups = "properties" in configuration ? [configuration] : configuration;
  const settings = Object.assign({}, ...groups.map(({ properties }) => properties)) as Manifest["settings"];
  return { commands, keybindings, menus, viewsWelcome, walkthroughs, colors, groups, settings, whole };
}

/** All `when` and `enablement` of a manifest, wherever they stand. */
export function conditionsOf(manifest: Manifest): readonly string[] {
  const found: string[] = [];
  JSON.stringify(manifest.whole, (key, value: unknown) => {
    if ((key === "when" || key === "enablement") && typeof value === "string") found.push(value);
    return value;
  });
  return found;
}

/** What a value such as `%command.next%` says in a bundle of texts; any other value says itself. */
export function manifestText(value: string, texts: Readonly<Record<string, string>>): string {
  const [, key] = /^%(.+)%$/.exec(value) ?? [];
  return key === undefined ? value : (texts[key] ?? value);
}
