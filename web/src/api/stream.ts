import type { RawMessageStreamEvent, StopReason } from "@anthropic-ai/sdk/resources/messages/messages";

/** A place of an image that a claim rests on: Fovea's own field of text blocks, where it was asked for. */
export interface Evidence {
  readonly cited_text: string;
  /** Over all images of the request, from 0. */
  readonly image_index: number;
  /** Four points in pixels of the image as it was sent, upright. */
  readonly corners: readonly (readonly [number, number])[];
}

/** One content block of an answer, as far as it has arrived. */
export type AnswerBlock =
  | { readonly type: "text"; readonly text: string; readonly evidence?: readonly Evidence[] }
  | { readonly type: "thinking"; readonly text: string }
  | { readonly type: "tool_use"; readonly name: string; readonly json: string }
  | { readonly type: "other"; readonly name: string };

export interface Reply {
  readonly id?: string;
  readonly model?: string;
  readonly blocks: readonly AnswerBlock[];
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly stopReason?: StopReason;
  /** The last event has come: nothing is missing. */
  readonly complete: boolean;
}

export const emptyReply: Reply = { blocks: [], complete: false };

/** The next state of an answer. Pure; unknown events and deltas leave it as it is, as the API's versioning asks. */
export function reduce(reply: Reply, event: RawMessageStreamEvent): Reply {
  switch (event.type) {
    case "message_start":
      return {
        ...reply,
        id: event.message.id,
        model: event.message.model,
        inputTokens: promptTokens(event.message.usage),
        outputTokens: event.message.usage.output_tokens,
      };
    case "content_block_start":
      return { ...reply, blocks: replaced(reply.blocks, event.index, opened(event.content_block)) };
    case "content_block_delta": {
      const block = reply.blocks[event.index];
      return block ? { ...reply, blocks: replaced(reply.blocks, event.index, extended(block, event.delta)) } : reply;
    }
    case "message_delta":
      return {
        ...reply,
        ...(event.delta.stop_reason ? { stopReason: event.delta.stop_reason } : {}),
        // Absent input counts leave those of message_start in place.
        ...(typeof event.usage.input_tokens === "number" ? { inputTokens: promptTokens(event.usage) } : {}),
        outputTokens: event.usage.output_tokens,
      };
    case "message_stop":
      return { ...reply, complete: true };
    default:
      return reply;
  }
}

export const textOf = (blocks: readonly AnswerBlock[]): string =>
  blocks.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("");

export const evidenceOf = (blocks: readonly AnswerBlock[]): readonly Evidence[] =>
  blocks.flatMap((block) => (block.type === "text" ? (block.evidence ?? []) : []));

interface PromptUsage {
  readonly input_tokens: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
}

/** The whole prompt: what was read anew, written to the cache and read from it. */
const promptTokens = (usage: PromptUsage): number =>
  (usage.input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);

type Start = Extract<RawMessageStreamEvent, { type: "content_block_start" }>["content_block"];
type Delta = Extract<RawMessageStreamEvent, { type: "content_block_delta" }>["delta"];

function opened(block: Start): AnswerBlock {
  switch (block.type) {
    case "text":
      return { type: "text", text: block.text, ...("evidence" in block ? { evidence: block.evidence as readonly Evidence[] } : {}) };
    case "thinking":
      return { type: "thinking", text: block.thinking };
    case "tool_use":
      return { type: "tool_use", name: block.name, json: "" };
    default:
      return { type: "other", name: block.type };
  }
}

function extended(block: AnswerBlock, delta: Delta): AnswerBlock {
  if (delta.type === "text_delta" && block.type === "text") return { ...block, text: block.text + delta.text };
  if (delta.type === "thinking_delta" && block.type === "thinking") return { ...block, text: block.text + delta.thinking };
  if (delta.type === "input_json_delta" && block.type === "tool_use") return { ...block, json: block.json + delta.partial_json };
  return block;
}

function replaced(blocks: readonly AnswerBlock[], index: number, block: AnswerBlock): readonly AnswerBlock[] {
  const next = blocks.slice();
  next[index] = block;
  return next;
}
