import * as fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../shared/settings";
import { diagnostics } from "./diagnostics";
import type { DiagnosticFacts } from "./diagnostics";

const HOME = "/srv/people/ada lovelace";
const FACTS: DiagnosticFacts = {
  host: "desktop",
  versions: [
    { name: "Tasklab", version: "1.2.3" },
    { name: "Node", version: "20.1.0" },
  ],
  platform: "linux x64, 6.1.0",
  settings: DEFAULT_SETTINGS,
  page: "1440 x 900, en",
  log: "",
  folders: [
    { path: HOME, name: "~" },
    { path: `${HOME}/.config/tasklab`, name: "<profile>" },
  ],
};

it("tells versions, the system and the page, and that nothing is unusual", () => {
  expect(diagnostics(FACTS)).toBe(`Tasklab diagnostics
Host: desktop
Tasklab: 1.2.3
Node: 20.1.0
System: linux x64, 6.1.0
Page: 1440 x 900, en

Settings that are not as they come:
  none

The end of the log:
  empty
`);
});

it("tells the settings that the user changed, and no others", () => {
  const settings = { ...DEFAULT_SETTINGS, latencyMs: 5, keys: { run: "Alt+R" } };
  const text = diagnostics({ ...FACTS, settings });
  expect(text).toContain('come:\n  latencyMs: 5\n  keys: {"run":"Alt+R"}\n\n');
  expect(text).not.toContain("jitterMs");
});

it.each([
  [
    `ENOENT: no such file, open '${HOME}/.config/tasklab/settings.json'`,
    "'<profile>/settings.json'",
  ],
  [`a file ${HOME}/lab/x.py`, "a file ~/lab/x.py"],
  [`at file://${encodeURI(HOME)}/x.js:1:2`, "at file://~/x.js:1:2"],
  ["/home/grace/x.py", "~/x.py"],
  ["/Users/grace/x.py", "~/x.py"],
  ["C:\\Users\\grace\\x.py", "~\\x.py"],
  ['"C:\\\\Users\\\\grace\\\\x.py"', '"~\\\\x.py"'],
  ["C:/Users/grace/x.py", "~/x.py"],
])("shortens paths that say who the user is: %s", (line, told) => {
  const text = diagnostics({ ...FACTS, log: `a line\n${line}\n` });
  expect(text).toContain(told);
  expect(text).not.toMatch(/grace|lovelace/);
});

it("holds no password of an address, and no token", () => {
  const settings = { ...DEFAULT_SETTINGS, baseUrl: "http://ada:secret@posts.test/?token=secret" };
  const log = "GET /#token=secret and Authorization: Bearer secret";
  expect(diagnostics({ ...FACTS, settings, log })).not.toContain("secret");
});

it("never holds the home folder, whatever the log says", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constant(HOME), fc.constant("/"))), (parts) => {
      expect(diagnostics({ ...FACTS, log: parts.join("") })).not.toContain(HOME);
    }),
  );
});
