import { describe, expect, it } from "vitest";

import { en } from "../src/ui/text/en";
import { zhTW } from "../src/ui/text/zh-TW";

type Entry = [path: string, value: unknown];

const flat = (value: object, path = ""): Entry[] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) => (typeof inner === "object" && inner !== null ? flat(inner, `${path}${key}.`) : [[path + key, inner] as Entry]));

const filled = (value: unknown): string => (typeof value === "function" ? String((value as (...args: unknown[]) => unknown)("2", "3", "4", "5")) : String(value));

describe("the two languages", () => {
  // The compiler sees to the keys; here is what it cannot see.
  const both = flat(zhTW).filter(([path]) => !path.startsWith("lab.adviceOf"));

  it("are written with the punctuation of each", () => {
    for (const [path, value] of both) {
      const text = filled(value);
      expect(text, path).not.toBe("");
      if (/\p{Script=Han}/u.test(text)) expect(text, path).not.toMatch(/[\p{Script=Han}\d][,;:?!](?=\s|\p{Script=Han}|$)|[(].*\p{Script=Han}/u);
    }
  });

  it("fill every gap that English fills", () => {
    for (const [path, value] of flat(en)) {
      if (typeof value !== "function") continue;
      const other = flat(zhTW).find(([name]) => name === path)?.[1];
      expect(typeof other, path).toBe("function");
    }
  });
});
