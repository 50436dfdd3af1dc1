import { mount } from "@vue/test-utils";
import { afterEach, expect, it } from "vitest";
import CodeEditor from "./CodeEditor.vue";

const SOURCE = "import asyncio\n\nasync def main():\n    pass\n";

afterEach(() => {
  document.body.innerHTML = "";
});

const pasteOf = (text: string) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  return new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
};
const UNDO = () =>
  new KeyboardEvent("keydown", { key: "z", keyCode: 90, ctrlKey: true, bubbles: true });

async function open(props: Record<string, unknown> = {}) {
  const editor = mount(CodeEditor, {
    attachTo: document.body,
    props: { modelValue: SOURCE, language: "python", label: "Source", help: false, ...props },
  });
  const root = () => editor.find<HTMLElement>(".host").element.shadowRoot!;
  await expect.poll(() => root()?.querySelector(".cm-content")).toBeTruthy();
  return { editor, root, content: () => root().querySelector<HTMLElement>(".cm-content")! };
}

it("shows the text at once, and the editor when it is loaded", async () => {
  const editor = mount(CodeEditor, {
    attachTo: document.body,
    props: { modelValue: SOURCE, language: "python", label: "Source", help: false },
  });
  expect(editor.find("pre").text()).toContain("async def main()");
  await expect.poll(() => editor.find("pre").exists()).toBe(false);
  editor.unmount();
});

it("tells screen readers its name and how to leave it", async () => {
  const { editor, content } = await open();
  expect(content().getAttribute("aria-label")).toBe("Source");
  expect(content().getAttribute("aria-description")).toContain("Escape");
  await editor.setProps({ readOnly: true, label: "Shown" });
  expect(content().getAttribute("aria-label")).toBe("Shown");
  expect(content().getAttribute("aria-readonly")).toBe("true");
});

it("takes a new text without saying that it was typed", async () => {
  const { editor, content } = await open();
  await editor.setProps({ modelValue: "print(1)\n" });
  expect(content().textContent).toContain("print(1)");
  expect(editor.emitted("update:modelValue")).toBeUndefined();
});

it("can undo what was typed before another text was shown", async () => {
  const first = await open({ memory: "one" });
  first.content().dispatchEvent(pasteOf("# typed\n"));
  await first.editor.vm.$nextTick();
  const typed = first.editor.emitted("update:modelValue")!.at(-1)![0];
  expect(typed).toContain("# typed");
  first.editor.unmount();
  const again = await open({ modelValue: typed, memory: "one" });
  again.content().dispatchEvent(UNDO());
  await expect.poll(() => again.editor.emitted("update:modelValue")).toEqual([[SOURCE]]);
  // Under another name, or changed by somebody else meanwhile: that history is not this text's.
  for (const props of [
    { modelValue: typed, memory: "two" },
    { modelValue: "other\n", memory: "one" },
  ]) {
    const { editor, content } = await open(props);
    content().dispatchEvent(UNDO());
    expect(editor.emitted("update:modelValue")).toBeUndefined();
  }
  document.body.innerHTML = "";
});

it("marks the line where a task stands, and the one that blocks, and none that is not there", async () => {
  const { editor, root } = await open();
  await editor.setProps({ activeLine: 3, blockingLine: 4 });
  expect(root().querySelector(".cm-standing-line")?.textContent).toBe("async def main():");
  expect(root().querySelector(".cm-blocking-line")?.textContent).toBe("    pass");
  await editor.setProps({ activeLine: 99, blockingLine: null });
  expect(root().querySelector(".cm-standing-line")).toBeNull();
});

it("underlines what a run found", async () => {
  const { editor, root } = await open();
  const problem = { severity: "error", line: 4, message: "It ended here." } as const;
  await editor.setProps({ problems: [problem] });
  expect(root().querySelector(".cm-lintRange-error")?.textContent).toBe("pass");
  await editor.setProps({ problems: [] });
  expect(root().querySelector(".cm-lintRange-error")).toBeNull();
});
