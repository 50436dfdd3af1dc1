import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type * as Axe from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds on the page as it is now, a line each.
 * @param rules those that it goes by; else its usual ones
 */
export async function findings(
  { page }: { readonly page: Page },
  rules?: readonly string[],
): Promise<string[]> {
  // Through the debugger, which the page's content policy does not concern.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: Pick<typeof Axe, "run"> }).axe.run(options),
    rules === undefined ? {} : { runOnly: [...rules] },
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
