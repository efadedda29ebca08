import { type Failure, failureOf, isAbort } from "../api/errors";
import { upload } from "../api/files";
import { type Progress, run } from "../api/messages";
import { type Evidence, evidenceOf, textOf } from "../api/stream";
import { type SeenImage, sendFeedback } from "../api/own";
import type { IntakeLimits } from "../intake/admit";
import { encode } from "../intake/pixels";
import { type Attachment, stillThere, Tray } from "../intake/tray";
import { Store } from "../ui/store";
import { dropImage, loadChat, loadDraft, loadImage, onForeignChange, saveChat, saveDraft, saveImage, StorageFailed } from "./db";
import { type Answer, type Chat, type ChatImage, type Exchange, isOpen, newChat } from "./model";
import { requestOf } from "./request";

/** An image of the history whose bytes are neither with the service nor in this browser any more. */
export class ImageLost extends Error {}

/** What a conversation tells the page about, in the page's own words. */
export interface Reports {
  readonly storageFailed: (failed: StorageFailed) => void;
  readonly answered: (answer: Answer) => void;
}

const DRAFT_PAUSE_MS = 400;

/** One chat: its exchanges, its draft with images, and the answer that is on its way. */
export class Conversation {
  readonly chat: Store<Chat>;
  readonly draft = new Store("");
  readonly tray: Tray;
  /** The page's address names it. Until its first question is sent, a new chat has none. */
  addressed: boolean;
  /** Nothing of it is stored yet: it has no exchange. */
  #isNew: boolean;
  readonly #limits: () => IntakeLimits;
  readonly #reports: Reports;
  readonly #removed = new Set<string>();
  /** Bytes that the browser's storage would not take; they last as long as the tab. */
  readonly #held = new Map<string, { file?: Blob; thumb?: Blob }>();
  #running: { readonly abort: AbortController; readonly exchange: string } | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(chat: Chat, isNew: boolean, limits: () => IntakeLimits, reports: Reports) {
    this.chat = new Store(chat);
    this.#isNew = isNew;
    this.addressed = !isNew;
    this.#limits = limits;
    this.#reports = reports;
    this.tray = new Tray({
      uploads: true,
      limits,
      keep: (attachment) => void this.#keepImage(attachment),
      dropped: (id) => void dropImage(id).catch(() => undefined),
    });
    this.tray.images.subscribe(this.#draftChanged);
    this.draft.subscribe(this.#draftChanged);
  }

  /** The chat with this id, or a new one with the draft that was left. Undefined if the id is unknown here. */
  static async open(id: string | undefined, limits: () => IntakeLimits, reports: Reports): Promise<Conversation | undefined> {
    const running = id ? live.get(id) : undefined;
    if (running) return running;
    let chat: Chat | undefined;
    try {
      chat = id ? await loadChat(id) : newChat();
    } catch (failed) {
      reports.storageFailed(failed as StorageFailed);
    }
    if (!chat) return undefined;
    const conversation = new Conversation(settled(chat), !id, limits, reports);
    await conversation.#restoreDraft();
    return conversation;
  }

  get isNew(): boolean {
    return this.#isNew;
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  // --- sending -----------------------------------------------------------------------------------------------

  /** Sends the draft with its images. The caller has seen to it that nothing is on its way up. */
  async send(model: string): Promise<void> {
    const text = this.draft.get();
    const images = this.tray.take().map(imageOf);
    this.draft.set("");
    this.#flushDraft();
    const exchange: Exchange = { id: crypto.randomUUID(), at: Date.now(), text, images, answers: [], shown: 0 };
    this.chat.set((chat) => ({
      ...chat,
      title: chat.title || titleOf(text, images),
      exchanges: [...chat.exchanges, exchange],
    }));
    this.#isNew = false;
    live.set(this.chat.get().id, this);
    await this.#answer(exchange.id, model);
  }

  /**
   * Asks again for an answer to this exchange. What comes after it goes, as it answered another text; what is
   * returned puts it back, if there was any.
   */
  regenerate(exchangeId: string, model: string): (() => void) | undefined {
    const undo = this.#cutAfter(exchangeId);
    void this.#answer(exchangeId, model);
    return undo;
  }

  /** Sends an earlier question again, changed. What came after it goes, as above. */
  edit(exchangeId: string, text: string, images: readonly ChatImage[], model: string): (() => void) | undefined {
    const undo = this.#cutAfter(exchangeId);
    // A new id: to another tab this is another exchange, and the old one is gone.
    const id = crypto.randomUUID();
    this.#removed.add(exchangeId);
    this.#change(exchangeId, (old) => ({ ...old, id, text, images, answers: [], shown: 0 }));
    void this.#answer(id, model);
    return undo;
  }

  stop(): void {
    this.#running?.abort.abort();
  }

  async #answer(exchangeId: string, model: string): Promise<void> {
    if (this.#running) return;
    const abort = new AbortController();
    this.#running = { abort, exchange: exchangeId };
    live.set(this.chat.get().id, this);
    let answer: Answer = { id: crypto.randomUUID(), model, text: "", state: "waiting" };
    const put = (change: Partial<Answer>) => {
      answer = { ...answer, ...change };
      this.#change(exchangeId, (exchange) => {
        const others = exchange.answers.filter(({ id, state, text }) => id !== answer.id && !(state === "failed" && !text));
        return { ...exchange, answers: [...others, answer], shown: others.length };
      });
    };
    put({});
    await this.#save();
    try {
      const images = this.#imagesUpTo(exchangeId);
      await this.#withSources(exchangeId, model, abort.signal, (progress) => put(shownOf(progress, "streaming", images)));
      put({ state: "done" });
    } catch (thrown) {
      const failure: Failure = thrown instanceof ImageLost ? { kind: "lost", said: thrown.message } : failureOf(thrown);
      put(isAbort(thrown) ? { state: "stopped" } : { state: "failed", failure });
    } finally {
      this.#running = undefined;
      this.chat.set((chat) => ({ ...chat, updatedAt: Date.now() }));
      await this.#save();
      live.delete(this.chat.get().id);
      this.#reports.answered(answer);
    }
  }

  /** Sees to it that the service has every image, then runs; once more if it turns out to have lost some. */
  async #withSources(exchangeId: string, model: string, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await this.#uploadMissing(exchangeId, signal, attempt > 0);
      const { exchanges } = this.chat.get();
      const upTo = exchanges.slice(0, exchanges.findIndex(({ id }) => id === exchangeId) + 1);
      try {
        const { seen } = await run(requestOf({ exchanges: upTo }, model), { signal, onProgress, evidence: true });
        this.#noteTokens(exchangeId, seen);
        return;
      } catch (thrown) {
        const said = failureOf(thrown).said ?? "";
        const hasFiles = upTo.some(({ images }) => images.some(({ upload: { state } }) => state === "done"));
        // The service's words for a file that was deleted or has expired.
        if (attempt > 0 || !hasFiles || !/file/i.test(said) || !/not found|expired/i.test(said)) throw thrown;
      }
    }
  }

  async #uploadMissing(exchangeId: string, signal: AbortSignal, all: boolean): Promise<void> {
    const { exchanges } = this.chat.get();
    const upTo = exchanges.slice(0, exchanges.findIndex(({ id }) => id === exchangeId) + 1);
    const total = upTo.reduce((sum, { images }) => sum + images.length, 0);
    const { manyImagesAbove = Infinity, manyImagesMaxEdgePx = Infinity, seenMaxEdgePx = 1568 } = this.#limits();
    for (const exchange of upTo) {
      for (const image of exchange.images) {
        // One image too many makes the limit of all of them stricter, those sent long ago included.
        const tooLong = total > manyImagesAbove && Math.max(image.width ?? 0, image.height ?? 0) > manyImagesMaxEdgePx;
        if (image.url || (!all && !tooLong && stillThere(image.upload))) continue;
        const stored = await this.image(image.id);
        if (!stored?.file) throw new ImageLost(image.name);
        const made = tooLong ? await encode(stored.file, seenMaxEdgePx, image.kind === "image/jpeg") : undefined;
        const remote = await upload(made?.file ?? stored.file, image.name, { signal, onProgress: () => undefined });
        this.#change(exchange.id, (old) => ({
          ...old,
          images: old.images.map((other) =>
            other.id === image.id
              ? { ...other, ...(made ? { width: made.width, height: made.height, bytes: made.file.size } : {}), upload: { state: "done", ...remote } }
              : other,
          ),
        }));
      }
    }
  }

  // --- the rest of what one can do with a chat ------------------------------------------------------------------

  show(exchangeId: string, index: number): void {
    this.#change(exchangeId, (exchange) => ({ ...exchange, shown: index }));
    void this.#save();
  }

  async rate(exchangeId: string, answer: Answer, rating: "up" | "down" | undefined, comment?: string): Promise<void> {
    this.#change(exchangeId, (exchange) => ({
      ...exchange,
      answers: exchange.answers.map((other) => {
        if (other.id !== answer.id) return other;
        const { rating: _, ...rest } = other;
        return rating ? { ...rest, rating } : rest;
      }),
    }));
    await this.#save();
    if (rating && answer.requestId) await sendFeedback({ request_id: answer.requestId, rating, ...(comment ? { comment } : {}) });
  }

  async rename(title: string): Promise<void> {
    this.chat.set((chat) => ({ ...chat, title, named: true }));
    await this.#save();
  }

  /** What another tab has added. Not while an answer is on its way: its end joins both. */
  async refresh(): Promise<void> {
    if (this.#running || this.#isNew) return;
    const stored = await loadChat(this.chat.get().id).catch(() => undefined);
    if (stored && !this.#running) this.chat.set(stored);
  }

  async image(id: string): Promise<{ file?: Blob; thumb?: Blob } | undefined> {
    return this.#held.get(id) ?? (await loadImage(id).catch(() => undefined));
  }

  /** The ids of the images that a request for this exchange holds, in its order. */
  #imagesUpTo(exchangeId: string): readonly string[] {
    const { exchanges } = this.chat.get();
    const upTo = exchanges.findIndex(({ id }) => id === exchangeId) + 1;
    return exchanges.slice(0, upTo).flatMap(({ images }) => images.map(({ id }) => id));
  }

  /** Writes down what each image of the conversation cost, as the service counted it. */
  #noteTokens(exchangeId: string, seen: readonly SeenImage[]): void {
    const inOrder = this.#imagesUpTo(exchangeId);
    const tokens = new Map(seen.slice(0, inOrder.length).map(({ tokens }, i) => [inOrder[i]!, tokens]));
    this.chat.set((chat) => ({
      ...chat,
      exchanges: chat.exchanges.map((exchange) =>
        exchange.images.some((image) => tokens.has(image.id) && image.tokens !== tokens.get(image.id))
          ? { ...exchange, images: exchange.images.map((image) => (tokens.has(image.id) ? { ...image, tokens: tokens.get(image.id)! } : image)) }
          : exchange,
      ),
    }));
  }

  // --- keeping ---------------------------------------------------------------------------------------------------

  #change(exchangeId: string, change: (exchange: Exchange) => Exchange): void {
    this.chat.set((chat) => ({
      ...chat,
      exchanges: chat.exchanges.map((exchange) => (exchange.id === exchangeId ? change(exchange) : exchange)),
    }));
  }

  #cutAfter(exchangeId: string): (() => void) | undefined {
    const { exchanges } = this.chat.get();
    const end = exchanges.findIndex(({ id }) => id === exchangeId) + 1;
    const cut = exchanges.slice(end);
    for (const { id } of cut) this.#removed.add(id);
    this.chat.set((chat) => ({ ...chat, exchanges: exchanges.slice(0, end) }));
    if (cut.length === 0) return undefined;
    return () => {
      this.stop();
      const added = this.chat.get().exchanges.filter(({ id }) => !exchanges.some((old) => old.id === id));
      for (const { id } of added) this.#removed.add(id);
      for (const { id } of exchanges) this.#removed.delete(id);
      this.chat.set((chat) => ({ ...chat, exchanges }));
      void this.#save();
    };
  }

  async #save(): Promise<void> {
    if (this.#isNew) return;
    try {
      const kept = await saveChat(this.chat.get(), this.#removed);
      // Another tab added to it: show that too, unless this tab has moved on meanwhile.
      if (kept.exchanges.length > this.chat.get().exchanges.length) this.chat.set(kept);
    } catch (failed) {
      this.#reports.storageFailed(failed as StorageFailed);
    }
  }

  async #keepImage({ id, file, thumb }: Attachment): Promise<void> {
    const stored = { ...(file ? { file } : {}), ...(thumb ? { thumb } : {}) };
    if (!file && !thumb) return;
    try {
      await saveImage({ id, ...stored });
      this.#held.delete(id);
    } catch (failed) {
      this.#held.set(id, stored);
      this.#reports.storageFailed(failed as StorageFailed);
    }
  }

  get #draftKey(): string {
    return this.#isNew ? "new" : this.chat.get().id;
  }

  #draftChanged = (): void => {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(this.#flushDraft, DRAFT_PAUSE_MS);
  };

  #flushDraft = (): void => {
    clearTimeout(this.#draftTimer);
    const images = this.tray.images.get().filter(({ reading }) => !reading).map(imageOf);
    saveDraft({ chat: this.#draftKey, text: this.draft.get(), images }).catch((failed: StorageFailed) => {
      if (images.length || this.draft.get()) this.#reports.storageFailed(failed);
    });
  };

  /** As the page goes: what was typed a moment ago may not have reached the database, which is too slow for that. */
  keepWords(): void {
    try {
      localStorage.setItem(WORDS, JSON.stringify([this.#draftKey, this.draft.get()]));
    } catch {
      // The browser stores nothing: the page has said so.
    }
  }

  async #restoreDraft(): Promise<void> {
    const words = takeWords(this.#draftKey);
    const draft = await loadDraft(this.#draftKey).catch(() => undefined);
    this.draft.set(words ?? draft?.text ?? "");
    if (!draft) return;
    const images = await Promise.all(
      draft.images.map(async (image): Promise<Attachment> => ({ ...image, reading: false, ...(await this.image(image.id)), id: image.id })),
    );
    this.tray.restore(images.filter(({ file, url }) => file ?? url));
  }
}

const WORDS = "fovea.words";

/** What `keepWords` left for this draft, once. */
function takeWords(key: string): string | undefined {
  try {
    const [of, words] = JSON.parse(localStorage.getItem(WORDS) ?? "[]") as [string?, string?];
    if (of !== key) return undefined;
    localStorage.removeItem(WORDS);
    return words;
  } catch {
    return undefined;
  }
}

/** Conversations whose answer is on its way: they go on when another chat is looked at. */
const live = new Map<string, Conversation>();

/** Follows what other tabs do to this conversation. */
export function followForeignChanges(current: () => Conversation | undefined): void {
  onForeignChange((id) => {
    const conversation = current();
    if (conversation?.chat.get().id === id) void conversation.refresh();
  });
}

export const imageOf = ({ id, name, kind, bytes, width, height, url, damaged, upload: state }: Attachment): ChatImage => ({
  id,
  name,
  kind,
  bytes,
  ...(width && height ? { width, height } : {}),
  ...(url ? { url } : {}),
  ...(damaged ? { damaged } : {}),
  upload: state,
});

const shownOf = ({ reply, timing, requestId }: Progress, state: Answer["state"], images: readonly string[]): Partial<Answer> => ({
  text: textOf(reply.blocks),
  state: timing.firstMs === undefined ? "waiting" : state,
  totalMs: timing.totalMs,
  ...(timing.firstMs === undefined ? {} : { firstMs: timing.firstMs }),
  ...(reply.model ? { model: reply.model } : {}),
  ...(reply.stopReason ? { stopReason: reply.stopReason } : {}),
  ...(reply.inputTokens === undefined ? {} : { inputTokens: reply.inputTokens }),
  ...(reply.outputTokens === undefined ? {} : { outputTokens: reply.outputTokens }),
  ...(requestId ? { requestId } : {}),
  ...quotesFrom(evidenceOf(reply.blocks), images),
});

function quotesFrom(evidence: readonly Evidence[], images: readonly string[]): Pick<Answer, "quotes"> {
  const quotes = evidence.flatMap(({ cited_text: text, image_index, corners }) => {
    const image = images[image_index];
    return image === undefined ? [] : [{ image, text, corners }];
  });
  return quotes.length ? { quotes } : {};
}

/** A chat whose tab was closed while an answer came: what had come stays, marked as stopped. */
const settled = (chat: Chat): Chat =>
  chat.exchanges.some(({ answers }) => answers.some(isOpen))
    ? {
        ...chat,
        exchanges: chat.exchanges.map((exchange) => ({
          ...exchange,
          answers: exchange.answers.map((answer) => (isOpen(answer) ? { ...answer, state: "stopped" as const } : answer)),
        })),
      }
    : chat;

function titleOf(text: string, images: readonly ChatImage[]): string {
  const line = text.trim().split("\n")[0] ?? "";
  const title = line || images[0]?.name || "";
  return [...title].length > 60 ? `${[...title].slice(0, 59).join("")}…` : title;
}
