// Upload an image once, and use it in as many requests as you like.
import { createReadStream } from "node:fs";

import Anthropic, { toFile } from "@anthropic-ai/sdk";

const client = new Anthropic();
const receipt = createReadStream(new URL("../images/receipt.png", import.meta.url));
const uploaded = await client.files.upload({
  file: await toFile(receipt, "receipt.png", { type: "image/png" }),
});

for (const question of ["Describe this image.", "What is the total?"]) {
  const message = await client.messages.create({
    model: "claude-sonnet-4-6",
    max_tokens: 1024,
    messages: [
      {
        role: "user",
        content: [
          { type: "image", source: { type: "file", file_id: uploaded.id } },
          { type: "text", text: question },
        ],
      },
    ],
  });
  for (const block of message.content) {
    if (block.type === "text") console.log(block.text);
  }
}

await client.files.delete(uploaded.id);
