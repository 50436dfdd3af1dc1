import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "vue/compiler-sfc";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../renderer");

/** Words that are the same in every language, and why. */
const NAMES: Readonly<Record<string, string>> = {
  main: "a function's name",
  pending: "asyncio's word",
  done: "asyncio's word",
  cancelled: "asyncio's word",
  cancelling: "asyncio's word",
  Tasklab: "the app's name",
  A: "the name of a run that is compared",
  B: "the name of a run that is compared",
  s: "the unit",
  ms: "the unit",
};

/** Attributes that are read: by eye, under the pointer, or by a screen reader. */
const READ = /^(?:title|aria-label|aria-description|aria-roledescription|placeholder|alt|label)$/;

const wordsOf = (text: string): string[] =>
  (text.match(/\p{L}+/gu) ?? []).filter((word) => !Object.hasOwn(NAMES, word));

type Template = NonNullable<NonNullable<ReturnType<typeof parse>["descriptor"]["template"]>["ast"]>;
type Node = Template["children"][number];

/** What stands in a template as it is, word for word. */
function literals(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if ("tag" in node) {
      const attributes = node.props.flatMap((one) =>
        "value" in one && READ.test(one.name) ? [one.value?.content ?? ""] : [],
      );
      return [...attributes, ...literals(node.children)];
    }
    // Text; what stands between braces is an expression.
    return typeof node.loc.source === "string" &&
      "content" in node &&
      typeof node.content === "string"
      ? node.loc.source.startsWith("<!--")
        ? []
        : [node.content]
      : [];
  });
}

const literalsIn = (source: string): string[] =>
  literals(parse(source).descriptor.template?.ast?.children ?? []).filter(
    (text) => wordsOf(text).length > 0,
  );

it("finds words and read attributes, and neither expressions nor comments", () => {
  const source = `<template>
    <!-- why --><p title="A title" class="a b" :aria-label="t('x')">Some words {{ t("y") }} main</p>
    <template v-if="ok"><b>more</b></template>
  </template>`;
  expect(literalsIn(source).map((text) => text.trim())).toEqual(["A title", "Some words", "more"]);
});

it("says nothing in templates but what stands in shared/texts", () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".vue"),
  );
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) =>
    literalsIn(readFileSync(join(ROOT, file), "utf8")).map((text) => `${file}: ${text.trim()}`),
  );
  expect(found).toEqual([]);
});
