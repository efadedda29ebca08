// One image by URL: the server fetches it.
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();
const url =
  process.env.IMAGE_URL ??
  "https://upload.wikimedia.org/wikipedia/commons/a/a7/Camponotus_flavomarginatus_ant.jpg";

const message = await client.messages.create({
  model: "claude-sonnet-4-6",
  max_tokens: 1024,
  messages: [
    {
      role: "user",
      content: [
        { type: "image", source: { type: "url", url } },
        { type: "text", text: "Describe this image." },
      ],
    },
  ],
});

for (const block of message.content) {
  if (block.type === "text") console.log(block.text);
}
