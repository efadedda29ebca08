import { allChats, loadChat, loadImage, saveChat, saveImage } from "./db";
import type { Chat } from "./model";

/** Chats as a file: the conversations, and their images as data: addresses, so that one file holds all. */
interface Exported {
  readonly format: "fovea-chats";
  readonly version: 1;
  readonly chats: readonly Chat[];
  readonly images: readonly { readonly id: string; readonly file?: string; readonly thumb?: string }[];
}

export class NotAnExport extends Error {}

export async function exportChats(which?: Chat | string): Promise<Blob> {
  const chats = which === undefined ? await allChats() : typeof which === "string" ? [await loadChat(which)].flatMap((chat) => chat ?? []) : [which];
  const images: Exported["images"][number][] = [];
  for (const { id } of chats.flatMap((chat) => chat.exchanges.flatMap((exchange) => exchange.images))) {
    const stored = await loadImage(id).catch(() => undefined);
    if (stored) images.push({ id, ...(stored.file ? { file: await dataUrl(stored.file) } : {}), ...(stored.thumb ? { thumb: await dataUrl(stored.thumb) } : {}) });
  }
  return new Blob([JSON.stringify({ format: "fovea-chats", version: 1, chats, images } satisfies Exported)], { type: "application/json" });
}

/** Adds the file's chats to those that are here. Returns how many. Throws `NotAnExport`. */
export async function importChats(file: Blob): Promise<number> {
  const exported = await parse(file);
  for (const { id, file: bytes, thumb } of exported.images) {
    await saveImage({ id, ...(bytes ? { file: blobOf(bytes) } : {}), ...(thumb ? { thumb: blobOf(thumb) } : {}) });
  }
  for (const chat of exported.chats) await saveChat(chat);
  return exported.chats.length;
}

async function parse(file: Blob): Promise<Exported> {
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    throw new NotAnExport();
  }
  const exported = value as Partial<Exported> | null;
  const sound =
    exported?.format === "fovea-chats" &&
    Array.isArray(exported.chats) &&
    Array.isArray(exported.images) &&
    exported.chats.every((chat: Partial<Chat>) => typeof chat.id === "string" && typeof chat.title === "string" && typeof chat.updatedAt === "number" && Array.isArray(chat.exchanges) && chat.exchanges.every((e) => typeof e.id === "string" && typeof e.text === "string" && Array.isArray(e.images) && Array.isArray(e.answers))) &&
    exported.images.every((image: { id?: unknown; file?: unknown; thumb?: unknown }) => typeof image.id === "string" && [image.file, image.thumb].every((url) => url === undefined || (typeof url === "string" && url.startsWith("data:image/"))));
  if (!sound) throw new NotAnExport();
  return exported as Exported;
}

const dataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error as Error);
    reader.readAsDataURL(blob);
  });

function blobOf(url: string): Blob {
  const comma = url.indexOf(",");
  const type = /^data:(image\/[a-z+.-]+);base64$/.exec(url.slice(0, comma))?.[1];
  if (!type) throw new NotAnExport();
  return new Blob([Uint8Array.from(atob(url.slice(comma + 1)), (char) => char.charCodeAt(0))], { type });
}
