import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { type Chat, type ChatEntry, type ChatImage, entryOf, merged } from "./model";

/** Chats, drafts and their images live in this browser's IndexedDB. The service keeps none of it. */
interface Schema extends DBSchema {
  chats: { key: string; value: Chat; indexes: { updatedAt: number } };
  drafts: { key: string; value: Draft };
  /** An image's bytes and its thumbnail, by the image's id. */
  images: { key: string; value: StoredImage };
}

export interface Draft {
  /** The chat's id; "new" before there is one. */
  readonly chat: string;
  readonly text: string;
  readonly images: readonly ChatImage[];
}

export interface StoredImage {
  readonly id: string;
  readonly file?: Blob;
  readonly thumb?: Blob;
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

const database = (): Promise<IDBPDatabase<Schema>> =>
  (opened ??= openDB<Schema>("fovea", 1, {
    upgrade(db) {
      db.createObjectStore("chats", { keyPath: "id" }).createIndex("updatedAt", "updatedAt");
      db.createObjectStore("drafts", { keyPath: "chat" });
      db.createObjectStore("images", { keyPath: "id" });
    },
    terminated() {
      opened = undefined;
    },
  }));

/** The browser's storage is full, refused or gone. What was to be kept is still in this tab. */
export class StorageFailed extends Error {
  readonly full: boolean;

  constructor(cause: unknown) {
    super("the browser's storage refused", { cause });
    this.full = cause instanceof DOMException && cause.name === "QuotaExceededError";
  }
}

async function guarded<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  try {
    return await work(await database());
  } catch (cause) {
    throw new StorageFailed(cause);
  }
}

const channel = globalThis.BroadcastChannel ? new BroadcastChannel("fovea.chats") : undefined;

/** Calls back when another tab has changed a chat, or the list. */
export function onForeignChange(listener: (id: string) => void): void {
  channel?.addEventListener("message", ({ data }: MessageEvent<string>) => listener(data));
}

/** Keeps the chat, joined with what another tab added to it since. Returns what is kept now. */
export async function saveChat(chat: Chat, removed?: ReadonlySet<string>): Promise<Chat> {
  const kept = await guarded(async (db) => {
    const transaction = db.transaction("chats", "readwrite");
    const theirs = await transaction.store.get(chat.id);
    const joined = theirs ? merged(chat, theirs, removed) : chat;
    await transaction.store.put(joined);
    await transaction.done;
    return joined;
  });
  channel?.postMessage(chat.id);
  return kept;
}

export const loadChat = (id: string): Promise<Chat | undefined> => guarded((db) => db.get("chats", id));

/** The newest chats first, `count` of them from `skip` on, whose title or text holds each word of `query`. */
export async function listChats({ query = "", skip = 0, count = 40 } = {}): Promise<{ entries: ChatEntry[]; more: boolean }> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return guarded(async (db) => {
    const entries: ChatEntry[] = [];
    let passed = 0;
    let cursor = await db.transaction("chats").store.index("updatedAt").openCursor(null, "prev");
    while (cursor) {
      if (words.length === 0 || holds(cursor.value, words)) {
        if (entries.length === count) return { entries, more: true };
        if (passed++ >= skip) entries.push(entryOf(cursor.value));
      }
      cursor = await cursor.continue();
    }
    return { entries, more: false };
  });
}

function holds(chat: Chat, words: readonly string[]): boolean {
  const all = [
    chat.title,
    ...chat.exchanges.flatMap(({ text, images, answers }) => [text, ...images.map(({ name }) => name), ...answers.map((a) => a.text)]),
  ]
    .join("\n")
    .toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Removes the chat and gives back what it takes to put it back. */
export async function deleteChat(id: string): Promise<() => Promise<void>> {
  const gone = await guarded(async (db) => {
    const chat = await db.get("chats", id);
    await db.delete("chats", id);
    await db.delete("drafts", id);
    return chat;
  });
  channel?.postMessage(id);
  return async () => {
    if (gone) await saveChat(gone);
  };
}

export const saveDraft = (draft: Draft): Promise<void> =>
  guarded(async (db) => {
    if (draft.text || draft.images.length) await db.put("drafts", draft);
    else await db.delete("drafts", draft.chat);
  });

export const loadDraft = (chat: string): Promise<Draft | undefined> => guarded((db) => db.get("drafts", chat));

export const saveImage = (image: StoredImage): Promise<void> => guarded(async (db) => void (await db.put("images", image)));

export const loadImage = (id: string): Promise<StoredImage | undefined> => guarded((db) => db.get("images", id));

export const dropImage = (id: string): Promise<void> => guarded((db) => db.delete("images", id));

/** Removes images that no chat and no draft holds: those of deleted chats, once there is no undo for them. */
export async function sweepImages(): Promise<void> {
  await guarded(async (db) => {
    const transaction = db.transaction(["chats", "drafts", "images"], "readwrite");
    const held = new Set<string>();
    for await (const { value } of transaction.objectStore("chats")) {
      for (const { images } of value.exchanges) for (const { id } of images) held.add(id);
    }
    for await (const { value } of transaction.objectStore("drafts")) for (const { id } of value.images) held.add(id);
    for (const id of await transaction.objectStore("images").getAllKeys()) {
      if (!held.has(id)) await transaction.objectStore("images").delete(id);
    }
    await transaction.done;
  });
}

export const allChats = (): Promise<Chat[]> => guarded((db) => db.getAll("chats"));
