/// <reference lib="webworker" />
/**
 * Decodes and encodes images away from the page's thread, one at a time so that twenty large ones never lie
 * decoded side by side.
 */
export type PixelJob =
  | { readonly id: number; readonly do: "measure"; readonly file: Blob; readonly thumbPx: number }
  | { readonly id: number; readonly do: "encode"; readonly file: Blob; readonly maxEdgePx: number; readonly opaque: boolean };

export type PixelAnswer =
  | { readonly id: number; readonly done: "measure"; readonly width: number; readonly height: number; readonly thumb: Blob }
  | { readonly id: number; readonly done: "encode"; readonly width: number; readonly height: number; readonly file: Blob }
  | { readonly id: number; readonly done: "failed" };

const scope = self as unknown as DedicatedWorkerGlobalScope;
let last: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }: MessageEvent<PixelJob>) => {
  last = last.then(async () => {
    try {
      scope.postMessage(await work(data));
    } catch {
      scope.postMessage({ id: data.id, done: "failed" } satisfies PixelAnswer);
    }
  });
};

async function work(job: PixelJob): Promise<PixelAnswer> {
  // Turned upright as its metadata says, as the service will turn it.
  const bitmap = await createImageBitmap(job.file, { imageOrientation: "from-image" });
  const { width, height } = bitmap;
  try {
    if (job.do === "measure") {
      const thumb = await drawn(bitmap, job.thumbPx, "image/webp", 0.8);
      return { id: job.id, done: "measure", width, height, thumb: thumb.file };
    }
    const type = job.opaque ? "image/jpeg" : "image/png";
    return { id: job.id, done: "encode", ...(await drawn(bitmap, job.maxEdgePx, type, 0.9)) };
  } finally {
    bitmap.close();
  }
}

async function drawn(bitmap: ImageBitmap, maxEdgePx: number, type: string, quality: number) {
  const scale = Math.min(1, maxEdgePx / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: type !== "image/jpeg" });
  if (!context) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  if (type === "image/jpeg") {
    context.fillStyle = "#fff"; // what the service puts behind transparency too
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(bitmap, 0, 0, width, height);
  return { file: await canvas.convertToBlob({ type, quality }), width, height };
}
