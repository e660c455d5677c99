import { createRequire } from "node:module";
import { join } from "node:path";
import { rigFolder } from "./paths.ts";

// playwright-core lives in the rig's cache folder, not in the clone, so the compiler cannot see its types. These are
// the parts we use, in its own shapes; add what you need from https://playwright.dev/docs/api/class-page.

/** Where a mouse action happens, relative to the element, in CSS pixels. */
export interface PointerOptions {
  readonly position?: { readonly x: number; readonly y: number };
  readonly button?: "left" | "right" | "middle";
  readonly clickCount?: number;
  readonly modifiers?: readonly ("Alt" | "Control" | "ControlOrMeta" | "Meta" | "Shift")[];
  readonly force?: boolean;
  readonly timeout?: number;
}

/** How long to wait, in milliseconds. */
export interface Timeout {
  readonly timeout?: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Locator {
  locator(selector: string, options?: { readonly hasText?: string | RegExp; readonly has?: Locator }): Locator;
  filter(options: { readonly hasText?: string | RegExp; readonly has?: Locator }): Locator;
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  all(): Promise<Locator[]>;
  count(): Promise<number>;
  click(options?: PointerOptions): Promise<void>;
  dblclick(options?: PointerOptions): Promise<void>;
  hover(options?: PointerOptions): Promise<void>;
  fill(text: string, options?: Timeout): Promise<void>;
  focus(options?: Timeout): Promise<void>;
  press(key: string, options?: Timeout): Promise<void>;
  isVisible(): Promise<boolean>;
  isChecked(options?: Timeout): Promise<boolean>;
  ariaSnapshot(): Promise<string>;
  innerText(options?: Timeout): Promise<string>;
  textContent(options?: Timeout): Promise<string | null>;
  inputValue(options?: Timeout): Promise<string>;
  allInnerTexts(): Promise<string[]>;
  allTextContents(): Promise<string[]>;
  getAttribute(name: string, options?: Timeout): Promise<string | null>;
  boundingBox(options?: Timeout): Promise<Box | null>;
  waitFor(options?: {
    readonly state?: "attached" | "detached" | "visible" | "hidden";
    readonly timeout?: number;
  }): Promise<void>;
  /** The function runs in the page; it may use nothing from outside itself but its argument. */
  evaluate<R, A = undefined>(inPage: (element: HTMLElementLike, argument: A) => R, argument?: A): Promise<R>;
  evaluateAll<R, A = undefined>(
    inPage: (elements: readonly HTMLElementLike[], argument: A) => R,
    argument?: A,
  ): Promise<R>;
  screenshot(options?: { readonly path?: string }): Promise<Uint8Array>;
}

/** The little of the DOM that in-page functions of the tests use (the project does not load the DOM's own types). */
export interface HTMLElementLike {
  readonly textContent: string | null;
  readonly innerText: string;
  readonly className: string;
  readonly style: { readonly [property: string]: string };
  getAttribute(name: string): string | null;
  querySelector(selector: string): HTMLElementLike | null;
  querySelectorAll(selector: string): Iterable<HTMLElementLike>;
  getBoundingClientRect(): Box;
}

export interface Keyboard {
  press(key: string, options?: { readonly delay?: number }): Promise<void>;
  type(text: string, options?: { readonly delay?: number }): Promise<void>;
  insertText(text: string): Promise<void>;
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
}

export interface Mouse {
  move(x: number, y: number, options?: { readonly steps?: number }): Promise<void>;
  wheel(deltaX: number, deltaY: number): Promise<void>;
  click(x: number, y: number): Promise<void>;
  down(): Promise<void>;
  up(): Promise<void>;
}

export interface Frame {
  url(): string;
  name(): string;
  locator(selector: string): Locator;
  evaluate<R, A = undefined>(inPage: string | ((argument: A) => R), argument?: A): Promise<Awaited<R>>;
}

export interface Page {
  readonly keyboard: Keyboard;
  readonly mouse: Mouse;
  goto(url: string, options?: Timeout): Promise<unknown>;
  reload(options?: Timeout): Promise<unknown>;
  setContent(html: string, options?: Timeout): Promise<void>;
  close(): Promise<void>;
  isClosed(): boolean;
  context(): BrowserContext;
  url(): string;
  title(): Promise<string>;
  locator(selector: string, options?: { readonly hasText?: string | RegExp; readonly has?: Locator }): Locator;
  frames(): readonly Frame[];
  bringToFront(): Promise<void>;
  evaluate<R, A = undefined>(inPage: string | ((argument: A) => R), argument?: A): Promise<Awaited<R>>;
  waitForFunction<A = undefined>(
    inPage: string | ((argument: A) => unknown),
    argument?: A,
    options?: Timeout,
  ): Promise<unknown>;
  exposeFunction(name: string, inNode: (...args: never[]) => unknown): Promise<void>;
  screenshot(options?: { readonly path?: string; readonly fullPage?: boolean }): Promise<Uint8Array>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMedia(options: { readonly media: "print" | "screen" | null }): Promise<void>;
  setDefaultTimeout(timeoutMs: number): void;
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
}

/** Chromium's DevTools protocol. */
export interface CDPSession {
  send(method: string, params?: Readonly<Record<string, unknown>>): Promise<unknown>;
  detach(): Promise<void>;
}

export interface BrowserContext {
  newPage(): Promise<Page>;
  newCDPSession(page: Page): Promise<CDPSession>;
  addInitScript(script: string): Promise<void>;
  grantPermissions(permissions: readonly string[], options?: { readonly origin?: string }): Promise<void>;
  setDefaultTimeout(timeoutMs: number): void;
  close(): Promise<void>;
}

export interface Browser {
  newContext(options?: {
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly deviceScaleFactor?: number;
    readonly colorScheme?: "light" | "dark";
    readonly reducedMotion?: "reduce" | "no-preference";
    readonly forcedColors?: "active" | "none";
  }): Promise<BrowserContext>;
  version(): string;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: {
    launch(options: {
      readonly executablePath: string;
      readonly headless: boolean;
      readonly args: readonly string[];
      readonly handleSIGINT: boolean;
    }): Promise<Browser>;
  };
}

/** The browser driver from the rig's folder. `ensureEditor()` first. */
export function playwright(): Playwright {
  const require = createRequire(join(rigFolder(), "package.json"));
  return require("playwright-core") as Playwright;
}
