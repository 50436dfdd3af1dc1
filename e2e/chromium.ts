import { existsSync } from "node:fs";

/** A Chromium that is not Playwright's own: the one that `npm test` found, or where Linux has it. */
export function chromiumPath(): string | undefined {
  const candidates = [
    process.env["TASKLAB_CHROMIUM"],
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
  ];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
}
