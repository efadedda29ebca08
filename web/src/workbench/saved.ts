import { upload } from "../api/files";
import { loadPrompt, savePrompt, type SavedPrompt } from "../api/own";
import type { Bench, BenchImage, Value } from "./model";

/** A prompt as the service keeps it: with file ids and addresses, never with image bytes. */
type SavedImage = Omit<BenchImage, "thumb">;
type SavedValue = { readonly kind: "text"; readonly text: string } | { readonly kind: "image"; readonly image: SavedImage };
export type SavedBench = Pick<Bench, "system" | "models" | "maxTokens" | "stopSequences" | "sampling" | "outputSchema" | "labels"> & {
  readonly blocks: readonly (Omit<Bench["blocks"][number], "images"> & { readonly images: readonly SavedImage[] })[];
  readonly values: Readonly<Record<string, SavedValue>>;
  readonly cases: readonly { readonly id: string; readonly values: Readonly<Record<string, SavedValue>> }[];
};

/** What of a bench is saved, as text: two benches with the same text have nothing unsaved between them. */
export function fingerprint(bench: Bench): string {
  return JSON.stringify(toSave(bench), (_, value: unknown) => (value instanceof Blob ? `${value.type} ${value.size}` : value));
}

const toSave = ({ system, blocks, models, maxTokens, stopSequences, sampling, outputSchema, labels, values, cases }: Bench) => ({
  system,
  blocks: blocks.map((block) => ({ ...block, images: block.images.map(({ thumb: _, ...image }) => image) })),
  models,
  maxTokens,
  stopSequences,
  sampling,
  outputSchema,
  labels,
  values,
  cases,
});

/** Saves the next version. Images that are only here are uploaded first. Returns the bench as it now stands. */
export async function save(bench: Bench, name: string): Promise<Bench> {
  const uploaded = new Map<string, BenchImage>();
  const kept = async (image: BenchImage): Promise<BenchImage> => {
    if (image.source.type !== "file") return image;
    const done = uploaded.get(image.id);
    if (done) return done;
    const { fileId } = await upload(image.source.file, image.name, { onProgress: () => undefined, lasting: true });
    const now: BenchImage = { ...image, source: { type: "file_id", fileId } };
    uploaded.set(image.id, now);
    return now;
  };
  const value = async (given: Value): Promise<Value> => (given.kind === "image" ? { kind: "image", image: await kept(given.image) } : given);
  const values = async (given: Bench["values"]): Promise<Bench["values"]> =>
    Object.fromEntries(await Promise.all(Object.entries(given).map(async ([key, one]) => [key, await value(one)] as const)));

  const blocks = await Promise.all(bench.blocks.map(async (block) => ({ ...block, images: await Promise.all(block.images.map(kept)) })));
  const stored: Bench = {
    ...bench,
    blocks,
    values: await values(bench.values),
    cases: await Promise.all(bench.cases.map(async (one) => ({ ...one, values: await values(one.values) }))),
  };
  const { version } = await savePrompt(name, withoutThumbs(stored));
  return { ...stored, name, version };
}

const withoutThumbs = (bench: Bench): unknown => JSON.parse(JSON.stringify(toSave(bench), (key, value: unknown) => (key === "thumb" ? undefined : value)));

export const load = (name: string): Promise<SavedPrompt<SavedBench>> => loadPrompt<SavedBench>(name);
