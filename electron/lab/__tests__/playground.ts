import { TestLab } from "../test-lab";
import type { TestPage } from "../test-lab";

export const playground = { session: "playground" } as const;

/** A lab whose server answers soon, and a page that follows its playground. */
export async function openPlayground(): Promise<{ lab: TestLab; page: TestPage }> {
  const lab = await TestLab.open();
  await lab.do("settings.update", { settings: { latencyMs: 20, jitterMs: 0 } });
  return { lab, page: lab.follow() };
}

export async function create(
  lab: TestLab,
  coroutine: Parameters<typeof request>[0],
  args: Record<string, number | string> = {},
  more: { name?: string; count?: number } = {},
): Promise<{ firstTask: number; lastTask: number }> {
  const created = await lab.do("tasks.create", request(coroutine, args, more));
  if (!("firstTask" in created)) throw new Error("The tasks were queued.");
  return created;
}

export function request(
  coroutine: "sleep" | "fetch-title" | "fetch-several" | "fail-after" | "ignore-one-cancel",
  args: Record<string, number | string>,
  more: { name?: string; count?: number } = {},
) {
  return { ...playground, coroutine, args, count: 1, ...more };
}
