import { admit, type Refused } from "../intake/admit";
import { encode, measure } from "../intake/pixels";
import type { FileKind } from "../intake/sniff";
import type { Brought } from "../intake/sources";
import type { BenchImage } from "./model";

/** What was brought, as images of a block; through the same door as the chat's. */
export async function imagesFrom(brought: Brought, room: number): Promise<{ images: readonly BenchImage[]; refused: readonly Refused[] }> {
  const { admitted, urls, refused } = await admit(brought, room);
  const outcomes = await Promise.all(
    admitted.map(async ({ file, kind, convert }): Promise<BenchImage | Refused> => {
      try {
        const bytes = convert ? (await encode(file, Number.MAX_SAFE_INTEGER, kind === "image/heic")).file : file.slice(0, file.size, kind);
        const thumb = await measure(bytes, 256).catch(() => undefined);
        return { id: crypto.randomUUID(), name: file.name || "image", kind: bytes.type as FileKind, source: { type: "file", file: bytes }, ...(thumb ? { thumb: thumb.thumb } : {}) };
      } catch {
        return { why: "not-an-image", name: file.name, kind };
      }
    }),
  );
  return {
    images: [...outcomes.flatMap((outcome) => ("id" in outcome ? [outcome] : [])), ...urls.map(fromUrl)],
    refused: [...refused, ...outcomes.flatMap((outcome) => ("why" in outcome ? [outcome] : []))],
  };
}

export const fromUrl = (url: string): BenchImage => ({
  id: crypto.randomUUID(),
  name: url.split("/").pop() || url,
  kind: "unknown",
  source: { type: "url", url },
});

export const fromFileId = (fileId: string, name = fileId): BenchImage => ({
  id: crypto.randomUUID(),
  name,
  kind: "unknown",
  source: { type: "file_id", fileId },
});
