import { EventEmitter } from "node:events";
import type { BrowserWindow, MessageBoxOptions } from "electron";
import { beforeEach, describe, expect, it } from "vitest";
import { offerReload } from "./recovery";

/** A dialog that is open, or was. */
interface Dialog {
  readonly options: MessageBoxOptions;
  press(button: string): Promise<void>;
}

let window: EventEmitter;
let page: EventEmitter;
let isDestroyed: boolean;
/** What was done to the window and its page. */
let done: string[];
let dialogs: Dialog[];

beforeEach(() => {
  isDestroyed = false;
  done = [];
  dialogs = [];
  page = Object.assign(new EventEmitter(), {
    reload: () => done.push("reload"),
    forcefullyCrashRenderer: () => {
      done.push("end page");
      page.emit("render-process-gone", {}, { reason: "killed" });
    },
  });
  window = Object.assign(new EventEmitter(), {
    webContents: page,
    isDestroyed: () => isDestroyed,
    destroy: () => done.push("close window"),
  });
  const show = (options: MessageBoxOptions): Promise<{ response: number }> =>
    new Promise((resolve) => {
      // As Electron answers when the signal aborts.
      options.signal?.addEventListener("abort", () => resolve({ response: options.cancelId! }));
      dialogs.push({
        options,
        press: async (button) => {
          resolve({ response: options.buttons!.indexOf(button) });
          await settled();
        },
      });
    });
  offerReload(window as unknown as BrowserWindow, show);
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const crash = (): boolean => page.emit("render-process-gone", {}, { reason: "oom" });
const hang = (): boolean => window.emit("unresponsive");

describe("a page that crashed", () => {
  it("is reloaded, or its window is closed, as the user says", async () => {
    crash();
    expect(dialogs[0]!.options.detail).toContain("oom");
    await dialogs[0]!.press("Reload");
    crash();
    await dialogs[1]!.press("Close");
    expect(done).toEqual(["reload", "close window"]);
  });

  it("is left alone if its window was closed meanwhile", async () => {
    crash();
    isDestroyed = true;
    await dialogs[0]!.press("Reload");
    expect(done).toEqual([]);
  });

  it("that ended as it should is nothing to ask about", () => {
    page.emit("render-process-gone", {}, { reason: "clean-exit" });
    expect(dialogs).toEqual([]);
  });
});

describe("a page that hangs", () => {
  it("is asked about once, and ended and reloaded without a second question", async () => {
    hang();
    hang();
    expect(dialogs).toHaveLength(1);
    await dialogs[0]!.press("Reload");
    expect(done).toEqual(["end page", "reload"]);
    expect(dialogs).toHaveLength(1);
  });

  it("is waited for, and asked about again the next time", async () => {
    hang();
    await dialogs[0]!.press("Wait");
    hang();
    expect(done).toEqual([]);
    expect(dialogs).toHaveLength(2);
  });

  it("takes the question back when it goes on", async () => {
    hang();
    window.emit("responsive");
    expect(dialogs[0]!.options.signal!.aborted).toBe(true);
    await settled();
    hang();
    expect(done).toEqual([]);
    expect(dialogs).toHaveLength(2);
  });

  it("and then crashes is asked about as a crashed one", async () => {
    hang();
    crash();
    expect(dialogs[0]!.options.signal!.aborted).toBe(true);
    await dialogs[1]!.press("Reload");
    expect(done).toEqual(["reload"]);
  });
});

it("asks again about a page that crashes after it was ended and reloaded", async () => {
  hang();
  await dialogs[0]!.press("Reload");
  crash();
  await dialogs[1]!.press("Close");
  expect(done).toEqual(["end page", "reload", "close window"]);
});
