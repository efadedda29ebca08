// A batch's whole life with the official SDK, as one line of JSON.
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ maxRetries: 0 });
const params = { model: "claude-x", max_tokens: 100, messages: [{ role: "user" as const, content: "Hello" }] };

const made = await client.messages.batches.create({
  requests: [
    { custom_id: "good", params },
    { custom_id: "bad", params: { ...params, max_tokens: -1 } },
    { custom_id: "also", params },
  ],
});
let batch = made;
while (batch.processing_status !== "ended") {
  await new Promise((resolve) => setTimeout(resolve, 50));
  batch = await client.messages.batches.retrieve(made.id);
}
const results: string[] = [];
for await (const one of await client.messages.batches.results(made.id)) {
  results.push(`${one.custom_id}:${one.result.type}`);
}
let listed = false;
for await (const one of client.messages.batches.list({ limit: 2 })) listed ||= one.id === made.id;
const gone = await client.messages.batches.delete(made.id);
console.log(
  JSON.stringify({ began: made.processing_status, counts: batch.request_counts, results, listed, gone: gone.type }),
);
