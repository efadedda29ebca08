import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages/messages";
import { describe, expect, it } from "vitest";

import { emptyReply, reduce, type Reply, textOf } from "../src/api/stream";

/** The streams that the service's own tests write: the app and the service read the same bytes. */
const FOLDER = join(import.meta.dirname, "../../tests/streams");

function eventsOf(name: string): RawMessageStreamEvent[] {
  return readFileSync(join(FOLDER, name), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)) as RawMessageStreamEvent);
}

const replyOf = (name: string): Reply => eventsOf(name).reduce(reduce, emptyReply);

describe("every golden stream", () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".sse"))) {
    it(`${name}: holds the text of its deltas, and is complete exactly if its last event came`, () => {
      const events = eventsOf(name);
      const reply = events.reduce(reduce, emptyReply);
      const deltas = events.flatMap((event) => (event.type === "content_block_delta" && event.delta.type === "text_delta" ? [event.delta.text] : []));
      expect(textOf(reply.blocks)).toBe(deltas.join(""));
      expect(reply.complete).toBe(events.some((event) => event.type === "message_stop"));
      expect(reply.id).toMatch(/^msg_/);
      expect(reply.inputTokens).toBeGreaterThanOrEqual(0);
    });
  }
});

it("takes the stop reason and the final count from message_delta", () => {
  const reply = replyOf("max_tokens.sse");
  expect(reply.stopReason).toBe("max_tokens");
  const last = eventsOf("max_tokens.sse").findLast((event) => event.type === "message_delta");
  expect(reply.outputTokens).toBe(last?.type === "message_delta" ? last.usage.output_tokens : undefined);
});

it("keeps thinking apart from the answer", () => {
  const { blocks } = replyOf("thinking.sse");
  expect(blocks.some((block) => block.type === "thinking")).toBe(true);
  expect(blocks.some((block) => block.type === "text" && block.text !== "")).toBe(true);
});

it("puts the pieces of a tool's input together", () => {
  const call = replyOf("tools.sse").blocks.find((block) => block.type === "tool_use");
  expect(call?.type === "tool_use" && JSON.parse(call.json)).toBeTypeOf("object");
});

it("passes over events and deltas that it does not know", () => {
  const before = replyOf("text.sse");
  const unknown = [
    { type: "something_new", index: 0 },
    { type: "content_block_delta", index: 0, delta: { type: "new_delta", text: "x" } },
    { type: "content_block_delta", index: 99, delta: { type: "text_delta", text: "x" } },
    { type: "ping" },
  ] as unknown as RawMessageStreamEvent[];
  expect(unknown.reduce(reduce, before)).toEqual(before);
});
