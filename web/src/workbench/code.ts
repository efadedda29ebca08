import type { Sampling } from "./model";
import { type Draft, LocalFile } from "./request";

export type CodeLanguage = "python" | "typescript" | "curl";

export interface CodeOptions {
  /** The service's address, without a slash at the end. */
  readonly baseUrl: string;
  /** The service asks for keys. */
  readonly keys: boolean;
}

/** A program that sends this very request. Files are read from the folder that it runs in. */
export function code(draft: Draft, language: CodeLanguage, options: CodeOptions): string {
  switch (language) {
    case "python":
      return python(draft, options);
    case "typescript":
      return typescript(draft, options);
    case "curl":
      return curl(draft, options);
  }
}

const hasFiles = (value: unknown): boolean =>
  value instanceof LocalFile || (typeof value === "object" && value !== null && Object.values(value).some(hasFiles));

/** The official clients have no word for sampling any more, so it goes past their types. */
function apart({ temperature, top_p, top_k, ...rest }: Draft): { sampling: Sampling | undefined; rest: Omit<Draft, keyof Sampling> } {
  const given = Object.entries({ temperature, top_p, top_k }).filter(([, value]) => value !== undefined);
  return { rest, sampling: given.length ? (Object.fromEntries(given) as Sampling) : undefined };
}

function python(draft: Draft, { baseUrl, keys }: CodeOptions): string {
  const files = hasFiles(draft);
  const { sampling, rest } = apart(draft);
  const args = Object.entries({ ...rest, ...(sampling ? { extra_body: sampling } : {}) }).map(([name, value]) => `    ${name}=${literal(value, "    ", PYTHON)},`);
  return [
    ...(files ? ["import base64"] : []),
    ...(keys ? ["import os"] : []),
    ...(files ? ["from pathlib import Path"] : []),
    ...(files || keys ? [""] : []),
    "import anthropic",
    "",
    `client = anthropic.Anthropic(base_url=${JSON.stringify(baseUrl)}, api_key=${keys ? 'os.environ["FOVEA_API_KEY"]' : '"not-needed"'})`,
    "",
    ...(files ? ["", "def encoded(path: str) -> str:", "    return base64.b64encode(Path(path).read_bytes()).decode()", "", ""] : []),
    "with client.messages.stream(",
    ...args,
    ") as stream:",
    "    for text in stream.text_stream:",
    '        print(text, end="", flush=True)',
    "print()",
    "",
  ].join("\n");
}

function typescript(draft: Draft, { baseUrl, keys }: CodeOptions): string {
  const files = hasFiles(draft);
  const { sampling, rest } = apart(draft);
  const params = literal(rest, "", TYPESCRIPT);
  return [
    ...(files ? ['import { readFileSync } from "node:fs";', ""] : []),
    'import Anthropic from "@anthropic-ai/sdk";',
    "",
    `const client = new Anthropic({ baseURL: ${JSON.stringify(baseUrl)}, apiKey: ${keys ? "process.env.FOVEA_API_KEY" : '"not-needed"'} });`,
    "",
    ...(files ? ['const encoded = (path: string): string => readFileSync(path).toString("base64");', ""] : []),
    ...(sampling ? [`const sampling = ${literal(sampling, "", TYPESCRIPT)};`, ""] : []),
    `const stream = client.messages.stream(${sampling ? params.replace("{", "{\n  ...sampling,") : params});`,
    'stream.on("text", (text) => process.stdout.write(text));',
    "await stream.finalMessage();",
    "",
  ].join("\n");
}

function curl(draft: Draft, { baseUrl, keys }: CodeOptions): string {
  const body = literal({ ...draft, stream: true }, "", SHELL);
  return [
    `curl --no-buffer ${baseUrl}/v1/messages \\`,
    "  -H 'content-type: application/json' \\",
    "  -H 'anthropic-version: 2026-10-21' \\",
    ...(keys ? ['  -H "x-api-key: $FOVEA_API_KEY" \\'] : []),
    // Not quoted, so that the shell puts the files in; a long text on a command line would be refused.
    "  --data-binary @- <<REQUEST",
    body,
    "REQUEST",
    "",
  ].join("\n");
}

interface Dialect {
  readonly text: (value: string) => string;
  readonly file: (file: LocalFile) => string;
  readonly key: (name: string) => string;
  readonly trailingComma: boolean;
  readonly words: Readonly<Record<"true" | "false" | "null", string>>;
}

const WORDS = { true: "true", false: "false", null: "null" };

const PYTHON: Dialect = {
  text: JSON.stringify,
  file: ({ name }) => `encoded(${JSON.stringify(name)})`,
  key: JSON.stringify,
  trailingComma: true,
  words: { true: "True", false: "False", null: "None" },
};

const TYPESCRIPT: Dialect = {
  text: JSON.stringify,
  file: ({ name }) => `encoded(${JSON.stringify(name)})`,
  key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)),
  trailingComma: true,
  words: WORDS,
};

/** JSON inside a here-document that the shell still reads for `$`, backticks and backslashes. */
const SHELL: Dialect = {
  text: (value) => JSON.stringify(value).replace(/[\\$`]/g, "\\$&"),
  // Between double quotes of JSON, inside a here-document: the name is the only word of the command.
  file: ({ name }) => `"$(base64 < '${name.replace(/'/g, "'\\''")}' | tr -d '\\n')"`,
  key: JSON.stringify,
  trailingComma: false,
  words: WORDS,
};

/** A value as source text. Short lists and objects stand on one line. */
function literal(value: unknown, indent: string, dialect: Dialect): string {
  if (value instanceof LocalFile) return dialect.file(value);
  if (typeof value === "string") return dialect.text(value);
  if (typeof value === "number") return String(value);
  if (value === null || typeof value === "boolean") return dialect.words[String(value) as "true"];
  const isList = Array.isArray(value);
  const inner = `${indent}  ${dialect === PYTHON ? "  " : ""}`;
  const parts = isList
    ? value.map((item) => literal(item, inner, dialect))
    : Object.entries(value as object)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) => `${dialect.key(name)}: ${literal(item, inner, dialect)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  const line = `${open}${isList || dialect === PYTHON || dialect === SHELL ? "" : " "}${parts.join(", ")}${isList || dialect === PYTHON || dialect === SHELL ? "" : " "}${close}`;
  if (line.length + indent.length <= 96 && !line.includes("\n")) return line;
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}${dialect.trailingComma ? "," : ""}\n${indent}${close}`;
}
