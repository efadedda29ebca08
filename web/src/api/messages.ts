import type {
  ContentBlockParam,
  ImageBlockParam,
  MessageCreateParamsNonStreaming,
  MessageParam,
  RawMessageStreamEvent,
} from "@anthropic-ai/sdk/resources/messages/messages";

import type { SeenImage } from "./own";
import { sdk } from "./sdk";
import { CutShort, isConnectionError } from "./errors";
import { emptyReply, reduce, type Reply } from "./stream";

export type MessagesBody = MessageCreateParamsNonStreaming;
export type { ContentBlockParam, ImageBlockParam, MessageParam, RawMessageStreamEvent };
export type ImageSource = ImageBlockParam["source"];

export interface Timing {
  /** Milliseconds from sending to the first piece of the answer's content; undefined while there is none. */
  readonly firstMs?: number;
  readonly totalMs: number;
}

export interface Progress {
  readonly reply: Reply;
  readonly timing: Timing;
  readonly requestId?: string;
  /** What the model saw of each image, in the request's order. */
  readonly seen: readonly SeenImage[];
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** At most once a frame while streaming, and once at the end. */
  readonly onProgress: (progress: Progress) => void;
  /** Ask for the places of the images that the answer rests on. */
  readonly evidence?: boolean;
  /** Every event as it came, for those who want to see the wire. */
  readonly onEvent?: (event: RawMessageStreamEvent) => void;
}

/**
 * Sends a request and reads its answer as it streams. Resolves with the last state; throws what the SDK throws,
 * or `CutShort` where the connection closed before the last event.
 */
export async function run(body: MessagesBody, { signal, onProgress, evidence, onEvent }: RunOptions): Promise<Progress> {
  const sentAt = performance.now();
  let reply = emptyReply;
  let firstMs: number | undefined;
  let requestId: string | undefined;
  let seen: readonly SeenImage[] = [];
  const progress = (): Progress => ({
    reply,
    timing: { ...(firstMs === undefined ? {} : { firstMs }), totalMs: performance.now() - sentAt },
    ...(requestId ? { requestId } : {}),
    seen,
  });
  const paint = oncePerFrame(() => onProgress(progress()));
  try {
    const { client } = await sdk();
    const { data: stream, request_id, response } = await client.messages.create({ ...body, stream: true }, { signal, ...(evidence ? { headers: { "fovea-evidence": "true" } } : {}) }).withResponse();
    requestId = request_id ?? undefined;
    seen = JSON.parse(response.headers.get("fovea-images") ?? "[]") as SeenImage[];
    paint.soon();
    for await (const event of unbroken(stream)) {
      if (firstMs === undefined && event.type === "content_block_delta") firstMs = performance.now() - sentAt;
      onEvent?.(event);
      reply = reduce(reply, event);
      paint.soon();
    }
    // The SDK ends its loop quietly when the signal fires.
    if (signal.aborted) throw new DOMException("The answer was stopped.", "AbortError");
    if (!reply.complete) throw new CutShort("The connection closed before the answer's last event.");
    return progress();
  } finally {
    paint.now();
  }
}

/** The events. A connection that dies under them is `CutShort`: the server was there, and answered. */
async function* unbroken(events: AsyncIterable<RawMessageStreamEvent>): AsyncGenerator<RawMessageStreamEvent> {
  try {
    yield* events;
  } catch (thrown) {
    throw isConnectionError(thrown) ? new CutShort("The connection broke.", { cause: thrown }) : thrown;
  }
}

/** Collapses many calls into one a frame. A hidden tab has no frames, hence the timer beside it. */
function oncePerFrame(draw: () => void): { soon: () => void; now: () => void } {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = timer = undefined;
    draw();
  };
  const soon = () => {
    if (frame !== undefined) return;
    frame = requestAnimationFrame(now);
    timer = setTimeout(now, 250);
  };
  return { soon, now };
}
