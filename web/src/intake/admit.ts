import { ACCEPTED, CONVERTIBLE, type FileKind, HEAD_BYTES, sniff } from "./sniff";
import type { Brought } from "./sources";

/** How many images and how large, as the server's profiles say. Undefined where it could not be asked: it will check. */
export interface IntakeLimits {
  readonly maxImages?: number;
  readonly maxFileBytes?: number;
  readonly maxEdgePx?: number;
  readonly manyImagesAbove?: number;
  readonly manyImagesMaxEdgePx?: number;
  /** Files above this are made smaller on their way: the chosen model takes less than the chat does. */
  readonly fitAboveBytes?: number;
  /** The long edge that a model sees at most: what shrinking aims at. */
  readonly seenMaxEdgePx?: number;
}

export type Refused =
  | { readonly why: "folder"; readonly name: string }
  | { readonly why: "empty"; readonly name: string }
  | { readonly why: "unreadable"; readonly name: string }
  | { readonly why: "not-an-image"; readonly name: string; readonly kind: FileKind }
  | { readonly why: "too-many"; readonly name: string };

export interface Admitted {
  readonly file: File;
  readonly kind: FileKind;
  /** It has to be turned into a format that the API takes first. */
  readonly convert: boolean;
}

export interface Verdict {
  readonly admitted: readonly Admitted[];
  readonly urls: readonly string[];
  readonly refused: readonly Refused[];
}

/**
 * The one way in for images, however they came. Takes the first that there is room for and names the rest.
 * A file that is too large is admitted: it can be shrunk, and is not lost.
 */
export async function admit(brought: Brought, room: number): Promise<Verdict> {
  const refused: Refused[] = brought.folders.map((name) => ({ why: "folder", name }));
  const admitted: Admitted[] = [];
  const urls = brought.urls.slice(0, room);
  refused.push(...brought.urls.slice(room).map((name): Refused => ({ why: "too-many", name })));
  for (const file of brought.files) {
    const { name } = file;
    if (admitted.length + urls.length >= room) {
      refused.push({ why: "too-many", name });
      continue;
    }
    if (file.size === 0) {
      refused.push({ why: "empty", name });
      continue;
    }
    const kind = await kindOf(file);
    if (kind === undefined) refused.push({ why: "unreadable", name });
    else if (ACCEPTED.includes(kind)) admitted.push({ file, kind, convert: false });
    else if (CONVERTIBLE.includes(kind)) admitted.push({ file, kind, convert: true });
    else refused.push({ why: "not-an-image", name, kind });
  }
  return { admitted, urls, refused };
}

async function kindOf(file: File): Promise<FileKind | undefined> {
  try {
    return sniff(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  } catch {
    return undefined; // it was moved or deleted since it was chosen
  }
}

export type Broken =
  /** It is of a format that every browser opens, and this one cannot. */
  | { readonly limit: "damaged" }
  | { readonly limit: "bytes"; readonly found: number; readonly allowed: number }
  | { readonly limit: "edge"; readonly found: number; readonly allowed: number }
  | { readonly limit: "many"; readonly found: number; readonly allowed: number; readonly above: number };

/** What keeps an image from being sent, if anything does. `inRequest` counts every image that would be sent with it. */
export function broken(
  image: { readonly bytes: number; readonly width?: number | undefined; readonly height?: number | undefined; readonly damaged?: boolean | undefined },
  inRequest: number,
  limits: IntakeLimits,
): Broken | undefined {
  if (image.damaged) return { limit: "damaged" };
  const { maxFileBytes, maxEdgePx, manyImagesAbove, manyImagesMaxEdgePx } = limits;
  if (maxFileBytes !== undefined && image.bytes > maxFileBytes) return { limit: "bytes", found: image.bytes, allowed: maxFileBytes };
  const edge = Math.max(image.width ?? 0, image.height ?? 0);
  if (maxEdgePx !== undefined && edge > maxEdgePx) return { limit: "edge", found: edge, allowed: maxEdgePx };
  if (manyImagesAbove !== undefined && manyImagesMaxEdgePx !== undefined && inRequest > manyImagesAbove && edge > manyImagesMaxEdgePx) {
    return { limit: "many", found: edge, allowed: manyImagesMaxEdgePx, above: manyImagesAbove };
  }
  return undefined;
}
