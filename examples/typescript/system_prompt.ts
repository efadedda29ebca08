// Several images under a system prompt that sets the language of the answer.
import { readFileSync } from "node:fs";

import Anthropic from "@anthropic-ai/sdk";

function image(name: string): Anthropic.ImageBlockParam {
  const data = readFileSync(new URL(`../images/${name}`, import.meta.url)).toString("base64");
  return { type: "image", source: { type: "base64", media_type: "image/png", data } };
}

const client = new Anthropic();
const message = await client.messages.create({
  model: "claude-sonnet-4-6",
  max_tokens: 1024,
  system: "Respond only in Spanish.",
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Image 1:" },
        image("plan-1.png"),
        { type: "text", text: "Image 2:" },
        image("plan-2.png"),
        { type: "text", text: "How are these images different?" },
      ],
    },
  ],
});

for (const block of message.content) {
  if (block.type === "text") console.log(block.text);
}
