import type { Failure } from "../api/errors";
import type { Upload } from "../intake/tray";
import type { FileKind } from "../intake/sniff";

/** A conversation as the browser keeps it. Images' bytes lie beside it, by the image's id. */
export interface Chat {
  readonly id: string;
  readonly title: string;
  /** The title was given by hand, so a first question does not replace it. */
  readonly named: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly exchanges: readonly Exchange[];
}

/** A question with its images, and the answers it got: the first, and one more for each regeneration. */
export interface Exchange {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly images: readonly ChatImage[];
  readonly answers: readonly Answer[];
  /** Which answer is shown, and goes along with the next question. */
  readonly shown: number;
}

export interface ChatImage {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly width?: number;
  readonly height?: number;
  readonly url?: string;
  readonly upload: Upload;
  /** In a draft alone: it cannot be opened, so it cannot be sent. */
  readonly damaged?: boolean;
  /** Tokens that it cost, as the service said. */
  readonly tokens?: number;
}

export interface Answer {
  readonly id: string;
  readonly model: string;
  readonly text: string;
  readonly state: "waiting" | "streaming" | "done" | "stopped" | "failed";
  readonly failure?: Failure;
  readonly stopReason?: string;
  readonly requestId?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly firstMs?: number;
  readonly totalMs?: number;
  readonly rating?: "up" | "down";
  /** What it rests on, where the model says so. */
  readonly quotes?: readonly Quote[];
}

/** A place of an image of the chat: four corners, in pixels of the image. */
export interface Quote {
  readonly image: string;
  readonly text: string;
  readonly corners: readonly (readonly [number, number])[];
}

/** What the answers that are shown rest on, of one image. */
export const quotesOf = (exchanges: readonly Exchange[], image: string): readonly Quote[] =>
  exchanges.flatMap(({ answers, shown }) => answers[shown]?.quotes?.filter((quote) => quote.image === image) ?? []);

export const isOpen = (answer: Answer | undefined): boolean => answer?.state === "waiting" || answer?.state === "streaming";

/** What the history lists of a chat. */
export interface ChatEntry {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: number;
  readonly images: number;
}

export const entryOf = ({ id, title, updatedAt, exchanges }: Chat): ChatEntry => ({
  id,
  title,
  updatedAt,
  images: exchanges.reduce((sum, exchange) => sum + exchange.images.length, 0),
});

export const newChat = (now = Date.now()): Chat => ({
  id: crypto.randomUUID(),
  title: "",
  named: false,
  createdAt: now,
  updatedAt: now,
  exchanges: [],
});

/**
 * Two tabs wrote on the same chat: what both hold is kept, the first argument's where they differ.
 * Exchanges that `removed` here on purpose stay away.
 */
export function merged(mine: Chat, theirs: Chat, removed: ReadonlySet<string> = new Set()): Chat {
  const known = new Set(mine.exchanges.map(({ id }) => id));
  const more = theirs.exchanges.filter(({ id }) => !known.has(id) && !removed.has(id));
  if (more.length === 0) return mine;
  return { ...mine, exchanges: [...mine.exchanges, ...more].sort((a, b) => a.at - b.at) };
}
