import type { FileKind } from "../intake/sniff";

/** What the Workbench edits: everything that a request is made of, with its gaps. */
export interface Bench {
  /** The saved prompt that this came from, if any, and its version. */
  readonly name?: string;
  readonly version?: number;
  readonly system: string;
  readonly blocks: readonly Block[];
  /** The first answers alone; more stand beside it for comparison. */
  readonly models: readonly string[];
  readonly maxTokens: number;
  readonly stopSequences: readonly string[];
  readonly sampling: Sampling;
  /** JSON text of the schema that the answer has to follow; empty for none. */
  readonly outputSchema: string;
  /** Introduce each of several images in a block by its number. */
  readonly labels: boolean;
  /** Values of one run. */
  readonly values: Values;
  /** Values of each test case. */
  readonly cases: readonly Case[];
}

/** In the API's names. What is absent is left to the model. */
export interface Sampling {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
}

export interface Block {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly text: string;
  readonly images: readonly BenchImage[];
}

export interface BenchImage {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly source: { readonly type: "file"; readonly file: Blob } | { readonly type: "url"; readonly url: string } | { readonly type: "file_id"; readonly fileId: string };
  readonly thumb?: Blob;
}

export type Value = { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly image: BenchImage };
export type Values = Readonly<Record<string, Value>>;

export interface Case {
  readonly id: string;
  readonly values: Values;
}

export const emptyBench = (model: string | undefined): Bench => ({
  system: "",
  blocks: [newBlock("user")],
  models: model ? [model] : [],
  maxTokens: 1024,
  stopSequences: [],
  sampling: {},
  outputSchema: "",
  labels: true,
  values: {},
  cases: [],
});

export const newBlock = (role: Block["role"]): Block => ({ id: crypto.randomUUID(), role, text: "", images: [] });

/** The schema as a value; undefined where there is none, or what stands there is no JSON object. */
export function schemaOf({ outputSchema }: Pick<Bench, "outputSchema">): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(outputSchema);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export const schemaIsBroken = (bench: Pick<Bench, "outputSchema">): boolean => bench.outputSchema.trim() !== "" && !schemaOf(bench);

const VARIABLE = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

/** The names of all variables, in the order in which they first stand in the prompt. */
export function variablesIn({ system, blocks }: Pick<Bench, "system" | "blocks">): readonly string[] {
  const texts = [system, ...blocks.map(({ text }) => text)];
  return [...new Set(texts.flatMap((text) => [...text.matchAll(VARIABLE)].map((match) => match[1]!)))];
}

/** The text in pieces, with the names of variables between them. */
export function pieces(text: string): readonly ({ readonly text: string } | { readonly variable: string })[] {
  const found: ({ text: string } | { variable: string })[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ variable: match[1]! });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

export const isGiven = (value: Value | undefined): boolean => value !== undefined && (value.kind === "image" || value.text.trim() !== "");

/** Variables that have no value yet: a run is refused while there are some. */
export const missing = (bench: Bench, values: Values): readonly string[] => variablesIn(bench).filter((name) => !isGiven(values[name]));
