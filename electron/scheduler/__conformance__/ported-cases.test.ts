import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const TABLES = new URL("./ported-cases/", import.meta.url);
const TESTS = new URL("../", import.meta.url);

/** `| case | file | test |`; a case that cannot apply has no file. */
const ROW = /^\| `(\w+)` +\| `([\w.-]+)` +\| (.*?) +\|$/;

const tables = (await readdir(TABLES)).filter((name) => name.endsWith(".md"));

describe("the tables of CPython's cases", () => {
  it.each(tables)("name only tests that are there: %s", async (table) => {
    const text = await readFile(new URL(table, TABLES), "utf8");
    const rows = text.split("\n").flatMap((line) => {
      const [, name, file, test] = ROW.exec(line) ?? [];
      return name === undefined || file === undefined || test === undefined
        ? []
        : [{ name, file, test }];
    });
    expect(rows.length).toBeGreaterThan(0);
    for (const { name, file, test } of rows) {
      const source = await readFile(new URL(file, TESTS), "utf8");
      expect(source.includes(JSON.stringify(test)), `${name}: ${file} has no test "${test}"`).toBe(
        true,
      );
    }
  });
});
