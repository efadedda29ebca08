import type { Element, Root } from "hast";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import { createLowlight } from "lowlight";

const lowlight = createLowlight({ bash, json, python, typescript, xml });
lowlight.registerAlias({ bash: ["sh", "shell", "curl"], typescript: ["ts", "js", "javascript"], xml: ["html", "svg"] });

/** Colours code blocks of a language that we know, as a tree and never as HTML text. */
export const highlight = () => (tree: Root): void => visit(tree);

function visit(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    const code = child.tagName === "pre" ? child.children[0] : undefined;
    if (code?.type === "element" && code.tagName === "code") colour(code);
    else visit(child);
  }
}

function colour(code: Element): void {
  const classes = code.properties.className;
  const language = (Array.isArray(classes) ? classes : []).map(String).find((name) => name.startsWith("language-"))?.slice(9);
  const [text] = code.children;
  if (!language || text?.type !== "text" || !lowlight.registered(language)) return;
  code.children = lowlight.highlight(language, text.value).children as Element["children"];
}
