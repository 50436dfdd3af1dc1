import { afterEach, expect, it, vi } from "vitest";
import { effectScope } from "vue";
import { useFileChooser } from "./use-file-chooser";

afterEach(() => vi.restoreAllMocks());

/** Opens the dialog, and chooses what is given. */
function chooseIn(open: () => void, ...files: File[]): HTMLInputElement {
  const click = vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(() => undefined);
  open();
  const input = click.mock.contexts[0] as HTMLInputElement;
  Object.defineProperty(input, "files", { value: files, configurable: true });
  input.dispatchEvent(new Event("change"));
  click.mockRestore();
  return input;
}

it("gives the file that was chosen, the same one again, and nothing for none", () => {
  const taken: string[] = [];
  const scope = effectScope();
  const open = scope.run(() => useFileChooser(".py,.ts", (file) => taken.push(file.name)))!;
  const file = new File(["1"], "one.py");
  const input = chooseIn(open, file);
  expect(input).toMatchObject({ type: "file", accept: ".py,.ts", multiple: false });
  expect(taken).toEqual(["one.py"]);
  chooseIn(open, file);
  expect(taken).toEqual(["one.py", "one.py"]);
  chooseIn(open);
  expect(taken).toHaveLength(2);
  scope.stop();
});
