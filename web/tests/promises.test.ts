import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

/** `e2e/README.md` names the test of each promise. A test that is renamed or removed is missed here. */

const E2E = join(import.meta.dirname, "../e2e");
const rows = readFileSync(join(E2E, "README.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("›"))
  .map((line) => line.slice(2, -2).split(" | "));

const tests = (cell: string): { file: string; title: string }[] =>
  cell.split("<br>").map((one) => {
    const [, file, title] = /^`([^`]+)` › (.+)$/.exec(one)!;
    return { file: file!, title: title! };
  });

/** A title stands in the source between quotes of either kind. */
const holds = (source: string, title: string): boolean => ['"', "`", "'"].some((quote) => source.includes(`${quote}${title}${quote}`));

describe("the promises of the web app", () => {
  it("are sixty, each once", () => {
    const numbers = rows.filter((row) => row.length === 3).map(([number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it.each(rows.map((row) => [row.at(-2)!, row.at(-1)!]))("%s", (_, cell) => {
    for (const { file, title } of tests(cell)) {
      expect(existsSync(join(E2E, file)), file).toBe(true);
      expect(holds(readFileSync(join(E2E, file), "utf8"), title), `${file} has no test “${title}”`).toBe(true);
    }
  });
});
