import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { describe, expect, it } from "vitest";

import { blocks } from "../src/ui/blocks";

const html = (markdown: string): string => renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm] }, markdown));
const flat = (text: string): string => text.replaceAll("\n", "");

const TEXTS = {
  "headings, paragraphs, a table and code": "# One\n\nText with\ntwo lines.\n\n\nMore.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```py\nx = 1\n\n\ny = 2\n```\n\nEnd",
  "a loose list, with paragraphs and code inside": "1. one\n\n   more of one\n\n2. two\n\n   ```\n   code\n\n   code\n   ```\n\n3. three\n\nAfter",
  "a list after a paragraph, and one after a rule": "Text\n\n- a\n- b\n\n---\n\n- c",
  "indented code and quotes": "Text\n\n    code\n\n    more code\n\n> quote\n>\n> more\n\nEnd",
  "a reference that is defined at the end": "See [the page][1].\n\nMore.\n\n[1]: https://example.org",
  "a footnote": "Text[^1]\n\nMore\n\n[^1]: Note",
  "a fence that is never closed": "Text\n\n````\n```\n\nnot text\n",
  "two lists of different kinds": "- a\n\n1. b\n\n* c\n",
  nothing: "",
};

describe("an answer in pieces", () => {
  it.each(Object.entries(TEXTS))("looks as in one: %s", (_, markdown) => {
    expect(flat(blocks(markdown).map(html).join(""))).toBe(flat(html(markdown)));
    expect(blocks(markdown).join("\n")).toBe(markdown);
  });

  it("has its earlier pieces unchanged by what comes later", () => {
    const whole = TEXTS["headings, paragraphs, a table and code"];
    for (let end = 1; end < whole.length; end++) {
      const before = blocks(whole.slice(0, end)).slice(0, -1);
      expect(blocks(whole).slice(0, before.length)).toEqual(before);
    }
    expect(blocks(whole).length).toBeGreaterThan(4);
  });
});
