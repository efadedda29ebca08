import { sdk } from "./sdk";
import type { OnProgress } from "./xhr";

/** A file that the service holds for us until it is deleted or expires. */
export interface RemoteFile {
  readonly fileId: string;
  /** Milliseconds since 1970; undefined where the service keeps it until it is deleted. */
  readonly expiresAt?: number;
}

/** Uploads of the app outlive a working day and no more: the browser keeps the image and can send it again. */
const EXPIRES_IN_S = 24 * 3600;

export async function upload(
  file: Blob,
  name: string,
  { signal, onProgress, lasting = false }: { signal?: AbortSignal; onProgress: OnProgress; /** Kept until it is deleted. */ lasting?: boolean },
): Promise<RemoteFile> {
  const named = new File([file], safeName(name), { type: file.type });
  const { uploader } = await sdk();
  const { id, expires_at } = await uploader(onProgress).files.upload(
    { file: named, ...(lasting ? {} : { expires_in_seconds: EXPIRES_IN_S }) },
    signal ? { signal } : {},
  );
  return { fileId: id, ...(expires_at ? { expiresAt: Date.parse(expires_at) } : {}) };
}

/** Best effort: what cannot be deleted now expires by itself. */
export const discard = (fileId: string): void => void sdk().then(({ client }) => client.files.delete(fileId)).catch(() => undefined);

export interface ListedFile {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** The newest image files that the service holds. */
export async function images(): Promise<ListedFile[]> {
  const { client } = await sdk();
  const page = await client.files.list({ limit: 100 });
  return page.data
    .filter((file) => file.mime_type.startsWith("image/") && !(file.expires_at && Date.parse(file.expires_at) < Date.now()))
    .map((file) => ({ fileId: file.id, name: file.filename, mediaType: file.mime_type, bytes: file.size_bytes }));
}

/** The Files API refuses these characters and names longer than 255. */
const safeName = (name: string): string => name.replace(/[<>:"|?*\\/\u0000-\u001f]/g, "_").slice(-255) || "image";
