import type { ContentBlockParam, ImageSource, MessageParam, MessagesBody } from "../api/messages";
import { type Bench, type BenchImage, pieces, type Sampling, schemaOf, type Values } from "./model";

/** The bytes of an image that stands in a request as base64: the file, and a name that no other file has. */
export class LocalFile {
  readonly file: Blob;
  readonly name: string;

  constructor(file: Blob, name: string) {
    this.file = file;
    this.name = name;
  }
}

/** A request whose base64 texts are still files: what is sent and what code is written from are made of the same. */
export type Draft = Omit<MessagesBody, "messages"> & Sampling & { readonly messages: readonly DraftMessage[] };
interface DraftMessage {
  readonly role: "user" | "assistant";
  readonly content: readonly DraftBlock[];
}
export type DraftBlock = { readonly type: "text"; readonly text: string } | { readonly type: "image"; readonly source: DraftSource };
type DraftSource =
  | { readonly type: "base64"; readonly media_type: string; readonly data: LocalFile }
  | { readonly type: "url"; readonly url: string }
  | { readonly type: "file"; readonly file_id: string };

/** The request for one model with the variables filled in. Every variable has to have its value. */
export function draftOf(bench: Bench, values: Values, model: string): Draft {
  const names = new Set<string>();
  const image = (from: BenchImage): DraftBlock => ({ type: "image", source: sourceOf(from, names) });
  const messages = bench.blocks.flatMap((block): DraftMessage[] => {
    const several = bench.labels && block.images.length > 1;
    const content: DraftBlock[] = [
      ...block.images.flatMap((one, i) => [...(several ? [text(`Image ${i + 1}:`)] : []), image(one)]),
      ...filled(block.text, values, image),
    ];
    return content.length ? [{ role: block.role, content }] : [];
  });
  const system = filled(bench.system, values, image).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
  const schema = schemaOf(bench);
  return {
    model,
    max_tokens: bench.maxTokens,
    ...bench.sampling,
    ...(system.trim() ? { system } : {}),
    messages,
    ...(bench.stopSequences.length ? { stop_sequences: [...bench.stopSequences] } : {}),
    ...(schema ? { output_config: { format: { type: "json_schema", schema } } } : {}),
  };
}

const text = (value: string): DraftBlock => ({ type: "text", text: value });

/** A text with its variables in place: words join the words around them, an image stands between them. */
function filled(source: string, values: Values, image: (from: BenchImage) => DraftBlock): DraftBlock[] {
  const content: DraftBlock[] = [];
  let words = "";
  const flush = () => {
    if (words.trim()) content.push(text(words));
    words = "";
  };
  for (const piece of pieces(source)) {
    if ("text" in piece) words += piece.text;
    else {
      const value = values[piece.variable];
      if (value?.kind === "image") {
        flush();
        content.push(image(value.image));
      } else words += value?.text ?? "";
    }
  }
  flush();
  return content;
}

function sourceOf({ source, name, kind }: BenchImage, names: Set<string>): DraftSource {
  switch (source.type) {
    case "url":
      return { type: "url", url: source.url };
    case "file_id":
      return { type: "file", file_id: source.fileId };
    case "file":
      return { type: "base64", media_type: kind, data: new LocalFile(source.file, unique(name, names)) };
  }
}

function unique(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^\p{L}\p{N}._-]+/gu, "_") || "image";
  const dot = plain.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ""];
  let free = plain;
  for (let i = 2; taken.has(free); i++) free = `${stem}-${i}${ending}`;
  taken.add(free);
  return free;
}

/** The request as it is sent: each file as its base64 text. */
export async function bodyOf(draft: Draft): Promise<MessagesBody> {
  const messages = await Promise.all(
    draft.messages.map(
      async ({ role, content }): Promise<MessageParam> => ({
        role,
        content: await Promise.all(
          content.map(async (block): Promise<ContentBlockParam> => {
            if (block.type === "text") return block;
            const { source } = block;
            if (source.type !== "base64") return { type: "image", source };
            const data = await base64(source.data.file);
            return { type: "image", source: { ...source, data } as ImageSource };
          }),
        ),
      }),
    ),
  );
  return { ...draft, messages };
}

/** The request to read: each file as its name and size. */
export const shownBody = (draft: Draft): string =>
  JSON.stringify({ ...draft, stream: true }, (_, value: unknown) => (value instanceof LocalFile ? `<base64 of ${value.name}, ${value.file.size} bytes>` : value), 2);

function base64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).slice((reader.result as string).indexOf(",") + 1));
    reader.onerror = () => reject(reader.error as Error);
    reader.readAsDataURL(file);
  });
}
