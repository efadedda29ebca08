import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/**
 * An upstream model whose answer is chosen by the last words of the question, for what no real engine does on
 * demand. Fovea's `anthropic` engine talks to it, so all of Fovea lies between it and the browser.
 */
const HOSTILE = [
  '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">',
  "[click](javascript:window.hacked=3) [data](data:text/html,<script>window.hacked=4</script>)",
  "![tracker](http://127.0.0.1:PORT/tracker.png)",
  "[fine](https://example.org/page)",
  '<iframe src="http://127.0.0.1:PORT/frame"></iframe>',
].join("\n\n");

const RICH = "## Two findings\n\n| Month | Visitors |\n| --- | ---: |\n| May | 450 |\n| June | 380 |\n\n- **May** is first\n- June follows\n\n```python\nprint({'best': 'May'})\n```\n";

export interface Upstream {
  readonly url: string;
  readonly close: () => void;
}

export async function upstream(): Promise<Upstream> {
  const log: string[] = [];
  const server: Server = createServer((request, response) => void handle(request, response, log));
  server.keepAliveTimeout = 600_000; // Node hangs up after 5 s, perhaps just as the next question is on its way
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = (server.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${port}`, close: () => (server.closeAllConnections(), server.close()) };
}

async function handle(request: IncomingMessage, response: ServerResponse, log: string[]): Promise<void> {
  if (request.url === "/log") return void response.end(JSON.stringify(log));
  if (request.method !== "POST") {
    log.push(`fetched ${request.url}`);
    return void response.writeHead(404).end();
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; messages: { role: string; content: { type: string; text?: string }[] | string }[] };
  const last = body.messages.at(-1)!.content;
  const asked = typeof last === "string" ? last : (last.findLast((block) => block.type === "text")?.text ?? "");
  const port = request.socket.localPort!;

  if (body.model === "overloaded") {
    return void response
      .writeHead(529, { "content-type": "application/json" })
      .end(JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }));
  }
  if (asked.includes("patiently")) await pause(2200);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  const send = (event: { type: string }) => response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const delta = (text: string) => send({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } } as { type: string });
  send({ type: "message_start", message: { id: "msg_1", type: "message", role: "assistant", model: "m", content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 1000, output_tokens: 1 } } } as { type: string });
  send({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } } as { type: string });

  if (asked.includes("slowly")) {
    let sent = 0;
    const timer = setInterval(() => delta(`word ${++sent} `), 40);
    response.on("close", () => {
      clearInterval(timer);
      log.push(`closed: ${asked}`);
    });
    return;
  }
  if (asked.includes("break off")) {
    delta("The beginning of an answer");
    return void setTimeout(() => response.destroy(), 300);
  }
  const answer = asked.includes("hostile") ? HOSTILE.replaceAll("PORT", String(port)) : asked.includes("rich") ? RICH : `You said: ${asked}`;
  const drips = asked.includes("drop by drop");
  for (const piece of answer.match(drips ? /[\s\S]{1,3}/g : /[\s\S]{1,12}/g) ?? []) {
    delta(piece);
    if (drips) await pause(18);
  }
  send({ type: "content_block_stop", index: 0 } as { type: string });
  send({ type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 42 } } as { type: string });
  send({ type: "message_stop" });
  response.end();
}
