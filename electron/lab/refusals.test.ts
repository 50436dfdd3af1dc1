import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPlayground, playground, request } from "./__tests__/playground";
import type { TestLab, TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  ({ lab, page } = await openPlayground());
});

afterEach(() => lab.close());

describe("what the lab refuses", () => {
  it("is an argument that is out of range, with its field", async () => {
    expect(await lab.refused("tasks.create", request("sleep", { seconds: -1 }))).toEqual({
      code: "bad-input",
      message: '"seconds" has to be a number from 0 to 3600 s, not -1.',
      field: "args.seconds",
    });
    expect(page.events).toEqual([]);
  });

  it("is a task that does not exist", async () => {
    for (const command of ["tasks.await", "tasks.cancel"] as const) {
      expect(await lab.refused(command, { ...playground, task: 7 })).toMatchObject({
        code: "not-found",
        field: "task",
      });
    }
  });

  it("is to create tasks in the programs' session", async () => {
    const sleep = { ...request("sleep", {}), session: "program" as const };
    expect((await lab.refused("tasks.create", sleep)).code).toBe("conflict");
    expect((await lab.refused("tasks.awaitDirectly", sleep)).code).toBe("conflict");
  });

  it("is a program that does not exist, also by a name of the prototype", async () => {
    for (const program of ["none", "__proto__", "constructor"]) {
      expect(await lab.refused("programs.run", { program })).toMatchObject({
        code: "not-found",
        message: expect.stringContaining("two-tasks"),
        field: "program",
      });
    }
  });

  it("is whatever comes once it closes", async () => {
    await lab.lab.close();
    expect((await lab.refused("tasks.create", request("sleep", {}))).code).toBe("conflict");
    expect((await lab.refused("programs.run", { program: "two-tasks" })).code).toBe("conflict");
    expect((await lab.refused("session.clear", playground)).code).toBe("conflict");
    expect((await lab.refused("lab.describe", {})).code).toBe("conflict");
    expect((await lab.refused("settings.update", { settings: {} })).code).toBe("conflict");
  });
});
