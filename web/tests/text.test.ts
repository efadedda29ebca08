import { describe, expect, it } from "vitest";

import * as format from "../src/ui/format";
import { setPrefs } from "../src/ui/prefs";
import { en } from "../src/ui/text/en";
import { zhTW } from "../src/ui/text/zh-TW";

type Entry = [path: string, value: unknown];

const flat = (value: object, path = ""): Entry[] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) => (typeof inner === "object" && inner !== null ? flat(inner, `${path}${key}.`) : [[path + key, inner] as Entry]));

const filled = (value: unknown): string => (typeof value === "function" ? String((value as (...args: unknown[]) => unknown)("2", "3", "4", "5")) : String(value));

describe("the two languages", () => {
  it("count, list and price as each language does", () => {
    expect([en.images(1), en.images(1200), zhTW.images(1), zhTW.images(1200)]).toEqual(["1 image", "1,200 images", "1 張圖像", "1,200 張圖像"]);
    setPrefs({ language: "zh-TW" });
    expect([format.list(["a", "b", "c"]), format.seconds(2500), format.usd(0.0048), format.number(1234.5)]).toEqual(["a、b和c", "2.5 秒", "$0.0048", "1,234.5"]);
    expect(format.moment(Date.UTC(2026, 10, 25, 12))).toMatch(/^2026年11月2[56]日 \S+:00$/);
    setPrefs({ language: "en" });
    expect([format.list(["a", "b", "c"]), format.seconds(2500)]).toEqual(["a, b, and c", "2.5 sec"]);
  });

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
