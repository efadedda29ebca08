// Four images over two turns: the second question compares the new images with the first ones.
import { readFileSync } from "node:fs";

import Anthropic from "@anthropic-ai/sdk";

function image(name: string): Anthropic.ImageBlockParam {
  const data = readFileSync(new URL(`../images/${name}`, import.meta.url)).toString("base64");
  return { type: "image", source: { type: "base64", media_type: "image/png", data } };
}

function labelled(first: string, second: string, question: string): Anthropic.ContentBlockParam[] {
  return [
    { type: "text", text: "Image 1:" },
    image(first),
    { type: "text", text: "Image 2:" },
    image(second),
    { type: "text", text: question },
  ];
}

function print(message: Anthropic.Message): void {
  for (const block of message.content) {
    if (block.type === "text") console.log(block.text);
  }
}

const client = new Anthropic();
const messages: Anthropic.MessageParam[] = [
  { role: "user", content: labelled("plan-1.png", "plan-2.png", "How are these images different?") },
];
const first = await client.messages.create({ model: "claude-sonnet-4-6", max_tokens: 1024, messages });
print(first);

messages.push({ role: "assistant", content: first.content });
messages.push({
  role: "user",
  content: labelled("chart.png", "receipt.png", "Are these images similar to the first two?"),
});
print(await client.messages.create({ model: "claude-sonnet-4-6", max_tokens: 1024, messages }));
