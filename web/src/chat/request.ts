import type { ContentBlockParam, ImageSource, MessageParam, MessagesBody } from "../api/messages";
import type { Chat, ChatImage } from "./model";

/** Where the image's bytes are for the service: an address, or a file that it holds. */
export function sourceOf(image: Pick<ChatImage, "url" | "upload">): ImageSource | undefined {
  if (image.url) return { type: "url", url: image.url };
  if (image.upload.state === "done") return { type: "file", file_id: image.upload.fileId };
  return undefined;
}

/**
 * A turn in the order that works best: each image before the text and, where there are several, introduced by
 * its number, as the vision guide shows it.
 */
export function userContent(text: string, sources: readonly ImageSource[]): ContentBlockParam[] {
  const several = sources.length > 1;
  return [
    ...sources.flatMap((source, i): ContentBlockParam[] => [
      ...(several ? [{ type: "text" as const, text: `Image ${i + 1}:` }] : []),
      { type: "image", source },
    ]),
    ...(text.trim() ? [{ type: "text" as const, text }] : []),
  ];
}

const MAX_TOKENS = 4096;

/** The request for an answer to the last exchange of `chat`. Each image needs its source by now. */
export function requestOf(chat: Pick<Chat, "exchanges">, model: string): MessagesBody {
  const messages: MessageParam[] = [];
  chat.exchanges.forEach((exchange, i) => {
    const sources = exchange.images.map((image) => {
      const source = sourceOf(image);
      if (!source) throw new Error(`${image.name} has not been uploaded`);
      return source;
    });
    messages.push({ role: "user", content: userContent(exchange.text, sources) });
    const answer = exchange.answers[exchange.shown];
    const said = answer?.text.trimEnd();
    if (said && i < chat.exchanges.length - 1) messages.push({ role: "assistant", content: said });
  });
  return { model, max_tokens: MAX_TOKENS, messages };
}
