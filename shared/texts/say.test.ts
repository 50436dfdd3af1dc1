import { expect, it } from "vitest";
import { Speaker } from "./say";

const CATALOG = {
  lab: {
    hello: "Hello {name}, hello {name}",
    tasks: "{count} task | {count} tasks",
  },
};

it("puts values in, each as often as it stands there, and as they are", () => {
  const english = new Speaker("en", CATALOG);
  expect(english.say("lab.hello", { name: "{name} $& | @:lab.tasks *" })).toBe(
    "Hello {name} $& | @:lab.tasks *, hello {name} $& | @:lab.tasks *",
  );
});

it("writes numbers as the language does, and says one or many", () => {
  const english = new Speaker("en", CATALOG);
  const german = new Speaker("de", CATALOG);
  expect([0, 1, 2, 1_500].map((count) => english.say("lab.tasks", { count }))).toEqual([
    "0 tasks",
    "1 task",
    "2 tasks",
    "1,500 tasks",
  ]);
  expect(german.say("lab.tasks", { count: 1_500 })).toBe("1.500 tasks");
});

it("says the name of a text that there is not", () => {
  expect(new Speaker("en", CATALOG).say("lab.nothing")).toBe("lab.nothing");
});
