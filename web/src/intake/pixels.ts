import type { PixelAnswer, PixelJob } from "./pixels.worker";

type Asked = PixelJob extends infer J ? (J extends PixelJob ? Omit<J, "id"> : never) : never;
type Answer<D> = Extract<PixelAnswer, { done: D }>;

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, { resolve: (answer: PixelAnswer) => void; reject: (reason: Error) => void }>();

/** The browser cannot decode the file. */
export class Undecodable extends Error {}

function ask(job: Asked): Promise<PixelAnswer> {
  if (!worker) {
    worker = new Worker(new URL("./pixels.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<PixelAnswer>) => {
      const asker = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.done === "failed") asker?.reject(new Undecodable());
      else asker?.resolve(data);
      if (waiting.size === 0) restSoon();
    };
    worker.onerror = () => {
      for (const { reject } of waiting.values()) reject(new Undecodable());
      waiting.clear();
      rest();
    };
  }
  clearTimeout(resting);
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker!.postMessage({ ...job, id });
  });
}

// A worker keeps what its decoders allocated. Ending it gives the memory back.
let resting: ReturnType<typeof setTimeout> | undefined;
const restSoon = () => {
  clearTimeout(resting);
  resting = setTimeout(rest, 5000);
};
const rest = () => {
  if (waiting.size > 0) return;
  worker?.terminate();
  worker = undefined;
};

export const measure = async (file: Blob, thumbPx = 512): Promise<Answer<"measure">> =>
  (await ask({ do: "measure", file, thumbPx })) as Answer<"measure">;

/** The image at most `maxEdgePx` long, as JPEG; as PNG where transparency or sharp lines have to stay. */
export const encode = async (file: Blob, maxEdgePx: number, opaque: boolean): Promise<Answer<"encode">> =>
  (await ask({ do: "encode", file, maxEdgePx, opaque })) as Answer<"encode">;
