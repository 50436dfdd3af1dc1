import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handedOver, openRequests } from "./open-requests";

const FOLDER = resolve("/home/ada");
const RUN = resolve(FOLDER, "run.tasklab");
const inPackage = (...args: string[]) => openRequests(["/opt/tasklab", ...args], FOLDER, null);

describe("a command line", () => {
  it("names files, relative to the folder that it was given in", () => {
    expect(inPackage("run.tasklab")).toEqual([{ file: RUN }]);
    expect(inPackage(RUN, "other/b.jsonl", "note: a.tasklab")).toEqual([
      { file: RUN },
      { file: resolve(FOLDER, "other/b.jsonl") },
      { file: resolve(FOLDER, "note: a.tasklab") },
    ]);
  });

  it("names files by their addresses, as file managers do", () => {
    const path = resolve(FOLDER, "zwölf Fäden.tasklab");
    expect(inPackage(pathToFileURL(path).href)).toEqual([{ file: path }]);
  });

  it("names links, and addresses that are none of this app's", () => {
    const links = ["tasklab://lesson/a?x=1", "TASKLAB://recording/b", "https://example.org/c"];
    expect(inPackage(...links)).toEqual(links.map((link) => ({ link })));
    // Of another machine, where there is no path for it.
    if (process.platform !== "win32") {
      expect(inPackage("file://server/share/a.tasklab")).toEqual([
        { link: "file://server/share/a.tasklab" },
      ]);
    }
  });

  it("asks for nothing with switches, or with nothing", () => {
    expect(inPackage()).toEqual([]);
    expect(inPackage("--lang=en-US", "-psn_0_1", "", "--no-sandbox")).toEqual([]);
  });

  it("has no switches after a bare --", () => {
    expect(inPackage("--lang=de", "--", "tasklab://lesson/a", "--odd.tasklab")).toEqual([
      { link: "tasklab://lesson/a" },
      { file: resolve(FOLDER, "--odd.tasklab") },
    ]);
  });

  it("of an app that is not packaged begins after its folder", () => {
    const app = resolve("/src/tasklab");
    const argv = ["/electron", "-r", "/loader.js", "--inspect=0", app, "--lang=de", "run.tasklab"];
    expect(openRequests(argv, FOLDER, app)).toEqual([{ file: RUN }]);
    expect(openRequests(["/electron", ".", "run.tasklab"], app, app)).toEqual([
      { file: resolve(app, "run.tasklab") },
    ]);
    expect(openRequests(["/electron", "/elsewhere", "run.tasklab"], FOLDER, app)).toEqual([]);
  });

  it("is read whatever it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (args) => {
        for (const request of inPackage(...args)) {
          expect(Object.keys(request)).toHaveLength(1);
          // It reaches the instance that runs as it is.
          if ("link" in request) expect(args).toContain(request.link);
          else expect(resolve(request.file)).toBe(request.file);
        }
      }),
    );
  });
});

describe("what another instance hands over", () => {
  it("is what its command line asked for", () => {
    const requests = inPackage("run.tasklab", "tasklab://lesson/a");
    expect(handedOver(JSON.parse(JSON.stringify({ requests })))).toEqual(requests);
  });

  it("is nothing where it has another form", () => {
    for (const data of [null, undefined, 3, "x", [], {}, { requests: "x" }, { requests: null }]) {
      expect(handedOver(data)).toEqual([]);
    }
    const odd = [null, 3, "x", {}, { file: 3 }, { file: "relative" }, { link: {} }, { file: {} }];
    expect(handedOver({ requests: [...odd, { link: "tasklab://x" }] })).toEqual([
      { link: "tasklab://x" },
    ]);
  });
});
