// One image by base64: the picture first, then the question.
//   ANTHROPIC_BASE_URL=http://127.0.0.1:8765 ANTHROPIC_API_KEY=none npx tsx examples/typescript/one_image.ts
import { readFileSync } from "node:fs";

import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();
const data = readFileSync(new URL("../images/receipt.png", import.meta.url)).toString("base64");

const message = await client.messages.create({
  model: "claude-sonnet-4-6",
  max_tokens: 1024,
  messages: [
    {
      role: "user",
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data } },
        { type: "text", text: "Describe this image." },
      ],
    },
  ],
});

for (const block of message.content) {
  if (block.type === "text") console.log(block.text);
}
