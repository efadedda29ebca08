import { type Failure, failureOf, isAbort } from "../api/errors";
import { type MessagesBody, type RawMessageStreamEvent, run } from "../api/messages";
import { textOf } from "../api/stream";

/** One model's answer to the prompt, with what went over the wire. */
export interface Run {
  readonly model: string;
  readonly state: "waiting" | "running" | "done" | "stopped" | "failed";
  readonly text: string;
  readonly failure?: Failure;
  readonly stopReason?: string;
  readonly requestId?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly firstMs?: number;
  readonly totalMs?: number;
  readonly events: readonly RawMessageStreamEvent[];
}

export const waitingRun = (model: string): Run => ({ model, state: "waiting", text: "", events: [] });

/** Sends the request and tells each state of the run. Never throws: how it ended is in the last state. */
export async function follow(body: MessagesBody, signal: AbortSignal, tell: (run: Run) => void): Promise<Run> {
  const events: RawMessageStreamEvent[] = [];
  let current: Run = { ...waitingRun(body.model), state: "running" };
  const put = (change: Partial<Run>) => tell((current = { ...current, ...change }));
  put({});
  try {
    await run(body, {
      signal,
      onEvent: (event) => events.push(event),
      onProgress: ({ reply, timing, requestId }) =>
        put({
          text: textOf(reply.blocks),
          totalMs: timing.totalMs,
          events: events.slice(),
          ...(timing.firstMs === undefined ? {} : { firstMs: timing.firstMs }),
          ...(reply.stopReason ? { stopReason: reply.stopReason } : {}),
          ...(reply.inputTokens === undefined ? {} : { inputTokens: reply.inputTokens }),
          ...(reply.outputTokens === undefined ? {} : { outputTokens: reply.outputTokens }),
          ...(requestId ? { requestId } : {}),
        }),
    });
    put({ state: "done" });
  } catch (thrown) {
    put(isAbort(thrown) ? { state: "stopped" } : { state: "failed", failure: failureOf(thrown) });
  }
  return current;
}
