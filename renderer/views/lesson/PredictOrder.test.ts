import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { defineComponent, h, ref } from "vue";
import { Channel } from "../../../shared/events";
import { judgeOrder } from "../../model/explain/predictions";
import type { OrderVerdict } from "../../model/explain/predictions";
import PredictOrder from "./PredictOrder.vue";

/** The list as its cell holds it: what it says is what it shows. */
function mounted(first: readonly string[]) {
  const lines = ref([...first]);
  const verdict = ref<OrderVerdict | null>(null);
  const Holder = defineComponent(
    () => () =>
      h(PredictOrder, {
        lines: lines.value,
        verdict: verdict.value,
        onChange: (next: string[]) => (lines.value = next),
      }),
  );
  const view = mount(Holder, { attachTo: document.body });
  const button = (name: string) => view.get<HTMLButtonElement>(`button[aria-label="${name}"]`);
  return { view, lines, verdict, button };
}

describe("lines that are put in order", () => {
  it("move by their buttons, and the focus goes along", async () => {
    const { lines, button, view } = mounted(["a", "b", "c"]);
    button("Move down: a").element.focus();
    await button("Move down: a").trigger("click");
    await new Promise((resolve) => setTimeout(resolve));
    expect(lines.value).toEqual(["b", "a", "c"]);
    expect(document.activeElement).toBe(button("Move down: a").element);
    expect(view.get('[role="status"]').text()).toBe("“a” is now line 2 of 3.");

    await button("Move down: a").trigger("click");
    await new Promise((resolve) => setTimeout(resolve));
    expect(lines.value).toEqual(["b", "c", "a"]);
    // It cannot go further down: the way back takes the focus.
    expect(document.activeElement).toBe(button("Move up: a").element);
    view.unmount();
  });

  it("cannot leave the list", () => {
    const { button, view } = mounted(["a", "b"]);
    expect(button("Move up: a").element.disabled).toBe(true);
    expect(button("Move down: b").element.disabled).toBe(true);
    view.unmount();
  });

  it("stand still under a verdict, which says of each what came", async () => {
    const { view, verdict } = mounted(["a", "b"]);
    const reasons = ["a", "c"].map((text) => ({
      line: { time: 0, task: 1, name: "main", text, channel: Channel.OUTPUT },
      why: "",
    }));
    verdict.value = judgeOrder(["a", "b"], reasons, (one, other) => one === other);
    await view.vm.$nextTick();
    expect(view.findAll("button")).toHaveLength(0);
    const signs = view.findAll('[role="img"]').map((sign) => sign.attributes("aria-label"));
    expect(signs).toEqual(["right", "wrong"]);
    expect(view.text()).toContain("came: c");
    view.unmount();
  });
});
