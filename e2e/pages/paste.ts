import type { Locator } from "@playwright/test";

/**
 * Replaces all that is in an editor, as somebody who pastes. Playwright's own `fill` lets the browser
 * edit instead, which keeps the colours of what was there by inline styles, and those are not allowed.
 */
export async function pasteInto(editor: Locator, source: string): Promise<void> {
  await editor.press("ControlOrMeta+a");
  await editor.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, source);
}
