import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { code, type CodeLanguage } from "../src/workbench/code";
import { type Bench, emptyBench } from "../src/workbench/model";
import { type Draft, draftOf, LocalFile } from "../src/workbench/request";

/** The programs that "Get code" writes are run here, and what they send is compared with what the Workbench sends. */

const run = promisify(execFile);
const python = join(import.meta.dirname, "../../.venv/bin/python");
const golden = join(import.meta.dirname, "../../tests/streams/text.sse");
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

let server: Server;
let baseUrl: string;
let folder: string;
let received: { headers: Record<string, unknown>; body: unknown }[] = [];

beforeAll(async () => {
  const { readFileSync } = await import("node:fs");
  const answer = readFileSync(golden);
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Inside the project, so that the TypeScript program finds the SDK as a user's would.
  folder = mkdtempSync(join(import.meta.dirname, "run-"));
  writeFileSync(join(folder, "chart.png"), PNG);
  writeFileSync(join(folder, "chart-2.png"), PNG);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const image = (id: string, source: Bench["blocks"][number]["images"][number]["source"]): Bench["blocks"][number]["images"][number] => ({ id, name: "chart.png", kind: "image/png", source });
const png = new Blob([PNG], { type: "image/png" });

const benches: Record<string, Bench> = {
  "two local images with a name in common, an address and a file id": {
    ...emptyBench("reader"),
    system: "Answer in Spanish.",
    blocks: [
      {
        id: "1",
        role: "user",
        text: "How do they differ?",
        images: [image("a", { type: "file", file: png }), image("b", { type: "file", file: png }), image("c", { type: "url", url: "https://example.org/a.png?x=1&y='2'" }), image("d", { type: "file_id", fileId: "file_011C" })],
      },
      { id: "2", role: "assistant", text: "They", images: [] },
    ],
    stopSequences: ["\n\n", "END"],
  },
  "every character that means something to a shell, to Python or to JavaScript": {
    ...emptyBench("reader"),
    system: "$HOME `id` $(id) \\ \\n \\$ \"quoted\" 'single' %s {x} ${y}",
    blocks: [{ id: "1", role: "user", text: "REQUEST\n第一行\tTab\u2028end \u0007 😀 \\u0041 {{V}}", images: [] }],
    values: { V: { kind: "text", text: "$(touch injected) `touch injected`" } },
  },
  "sampling, and an answer by a schema": {
    ...emptyBench("reader"),
    blocks: [{ id: "1", role: "user", text: "Hello", images: [] }],
    sampling: { temperature: 0.2, top_k: 5 },
    outputSchema: '{"type": "object", "properties": {"grand-total": {"type": ["number", "null"], "default": null}}, "additionalProperties": false}',
  },
  "an image in the middle of a sentence": {
    ...emptyBench("reader"),
    blocks: [{ id: "1", role: "user", text: "Before {{PICTURE}} after", images: [] }],
    values: { PICTURE: { kind: "image", image: image("v", { type: "file", file: png }) } },
    maxTokens: 7,
  },
};

async function sentBy(language: CodeLanguage, draft: Draft, keys: boolean) {
  received = [];
  const source = code(draft, language, { baseUrl, keys });
  const env = { ...process.env, FOVEA_API_KEY: "fovea-key" };
  const options = { cwd: folder, env };
  if (language === "python") {
    writeFileSync(join(folder, "program.py"), source);
    await run(python, ["program.py"], options);
  } else if (language === "typescript") {
    const { outputText, diagnostics } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }, reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
    writeFileSync(join(folder, "program.mjs"), outputText);
    await run(process.execPath, ["program.mjs"], options);
  } else {
    await run("bash", ["-c", source], options);
  }
  expect(received).toHaveLength(1);
  return received[0]!;
}

/** The body that the Workbench itself would send. */
const expected = (draft: Draft): unknown =>
  JSON.parse(JSON.stringify({ ...draft, stream: true }, (_, value: unknown) => (value instanceof LocalFile ? PNG.toString("base64") : value)));

describe.each(Object.keys(benches))("%s", (name) => {
  const bench = benches[name]!;
  const draft = draftOf(bench, bench.values, "reader");

  it.each(["python", "typescript", "curl"] as const)("sends the same body from %s", { timeout: 60_000 }, async (language) => {
    if (language === "python" && !existsSync(python)) return expect.unreachable("set the project up first: make setup");
    const { body, headers } = await sentBy(language, draft, language !== "curl");
    expect(body).toEqual(expected(draft));
    expect(headers["anthropic-version"]).toBe("2026-10-21");
    expect(existsSync(join(folder, "injected"))).toBe(false);
  });
});

it("takes the key from the environment where the server asks for one", { timeout: 60_000 }, async () => {
  const bench = benches["an image in the middle of a sentence"]!;
  const { headers } = await sentBy("curl", draftOf(bench, bench.values, "reader"), true);
  expect(headers["x-api-key"]).toBe("fovea-key");
});
