import { describe, expect, it } from "vitest";

import { steady } from "../src/ui/steady";

describe("markdown that is still arriving", () => {
  it("is unchanged where nothing is half open", () => {
    const whole = "# Title\n\nSome **bold** and `code`.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```python\nprint(1)\n```\n\nEnd.";
    expect(steady(whole)).toBe(whole);
  });

  it.each([
    ["a table before its second row", "Text\n\n| a | b |", "Text\n\n"],
    ["a table within its second row", "Text\n\n| a | b |\n| --", "Text\n\n"],
    ["a table whose second row has fewer cells than its head", "Text\n\n| a | b |\n| --- |", "Text\n\n"],
    ["a row that has not ended", "| a | b |\n| - | - |\n| 1 | 2", "| a | b |\n| - | - |\n"],
    ["the first ticks of a fence", "Text\n``", "Text\n"],
    ["half a closing fence", "```python\nx = 1\n``", "```python\nx = 1\n"],
    ["an open emphasis", "This is **bold", "This is **bold**"],
    ["an open code span", "Call `run", "Call `run`"],
    ["half a link", "See [the page](https://exam", "See the page"],
    ["a link without its address yet", "See [the pa", "See the pa"],
    ["a lone list mark", "- one\n-", "- one\n"],
  ])("holds back %s", (_, arriving, shown) => {
    expect(steady(arriving)).toBe(shown);
  });

  it("keeps the inside of an open code block as it is", () => {
    const open = "```bash\necho **not bold** | [x](y\n";
    expect(steady(open)).toBe(open);
  });

  it("never loses text for good: each prefix shows a prefix of the words, and the whole shows all", () => {
    const whole = "Intro with `code` and **bold**.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```json\n{\"a\": [1]}\n```\n\n- [link](https://example.org)\n- two\n";
    for (let end = 0; end <= whole.length; end++) expect(steady(whole.slice(0, end)).length).toBeLessThanOrEqual(end + 2);
    expect(steady(whole)).toBe(whole);
  });
});
