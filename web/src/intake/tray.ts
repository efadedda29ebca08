import { isAbort, type Failure, failureOf } from "../api/errors";
import { discard, type RemoteFile, upload } from "../api/files";
import { sessionEnded } from "../api/server";
import { Store } from "../ui/store";
import { type Admitted, admit, broken, type IntakeLimits, type Refused, type Verdict } from "./admit";
import { encode, measure } from "./pixels";
import type { FileKind } from "./sniff";
import type { Brought } from "./sources";

export type Upload =
  | { readonly state: "none" }
  | { readonly state: "waiting" }
  | { readonly state: "sending"; readonly share: number }
  | ({ readonly state: "done" } & RemoteFile)
  | { readonly state: "failed"; readonly failure: Failure };

/** An image that was chosen and not sent yet. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
  /** What a browser could make of it: upright, in pixels. Undefined until it was read, and for addresses. */
  readonly width?: number;
  readonly height?: number;
  readonly bytes: number;
  /** The bytes; undefined for an image by address or by file id. */
  readonly file?: Blob;
  readonly url?: string;
  readonly thumb?: Blob;
  /** How large it came, where it is sent smaller. */
  readonly was?: { readonly bytes: number; readonly width: number; readonly height: number };
  readonly reading: boolean;
  /** Its bytes are not the picture that they begin as: cut off, or garbled. */
  readonly damaged?: boolean;
  readonly upload: Upload;
}

export interface TrayOptions {
  readonly limits: () => IntakeLimits;
  /** Upload each image as soon as it is in the tray. */
  readonly uploads: boolean;
  /** Called when an image's bytes are known or have changed, to keep it across a reload. */
  readonly keep?: (attachment: Attachment) => void;
  readonly dropped?: (id: string) => void;
}

/** Bytes of an image now, and after it was shrunk. */
export interface Saving {
  readonly from: number;
  readonly to: number;
}

interface Made {
  readonly file: Blob;
  readonly width: number;
  readonly height: number;
}

/** Two at a time: enough to fill a line, and the first image is ready first. */
const PARALLEL_UPLOADS = 2;

/** The images beside a text box: read, uploaded, ordered, shrunk, removed. */
export class Tray {
  readonly images = new Store<readonly Attachment[]>([]);
  /** How many times something was brought that is not in the tray yet. */
  readonly coming = new Store(0);
  readonly #options: TrayOptions;
  readonly #uploads = new Map<string, AbortController>();
  #lastBrought: Promise<unknown> = Promise.resolve();
  readonly #offers = new Map<string, Promise<Made | undefined>>();

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  /** Takes what was brought, as far as there is room, and says what was refused. */
  async bring(brought: Brought, maxImages: number): Promise<{ refused: readonly Refused[]; added: readonly string[] }> {
    this.coming.set((count) => count + 1);
    // One after the other: how much room there is depends on what came before.
    const placed = this.#lastBrought.then(async () => this.#place(await admit(brought, Math.max(0, maxImages - this.images.get().length))));
    this.#lastBrought = placed.finally(() => this.coming.set((count) => count - 1)).catch(() => undefined);
    return (await placed).read();
  }

  /** Puts what was admitted into the tray. Reading it, which takes longer, is another step. */
  #place(verdict: Verdict): { read: () => Promise<{ refused: readonly Refused[]; added: readonly string[] }> } {
    const byAddress = verdict.urls.map((url): Attachment => ({
      id: crypto.randomUUID(),
      name: nameOf(url),
      kind: "unknown",
      url,
      bytes: 0,
      reading: false,
      upload: { state: "none" },
    }));
    const byFile = verdict.admitted.map(({ file, kind }): Attachment => ({
      id: crypto.randomUUID(),
      name: file.name || "image",
      kind,
      file,
      bytes: file.size,
      reading: true,
      upload: { state: this.#options.uploads ? "waiting" : "none" },
    }));
    this.images.set((old) => [...old, ...byFile, ...byAddress]);
    for (const attachment of byAddress) this.#options.keep?.(attachment);
    const read = async () => {
      const outcomes = await Promise.all(byFile.map((attachment, i) => this.#read(attachment, verdict.admitted[i]!)));
      return {
        refused: [...verdict.refused, ...outcomes.flatMap((outcome) => outcome ?? [])],
        added: [...byFile, ...byAddress].map(({ id }) => id),
      };
    };
    return { read };
  }

  async #read({ id, name, kind }: Attachment, { file, convert }: Admitted): Promise<Refused | undefined> {
    try {
      if (convert) {
        const made = await encode(file, Number.MAX_SAFE_INTEGER, kind === "image/heic");
        this.#change(id, { file: made.file, bytes: made.file.size, kind: made.file.type as FileKind });
      } else {
        // The type that the bytes have, whatever the file was called.
        this.#change(id, { file: file.slice(0, file.size, kind) });
      }
      const current = this.#find(id);
      if (!current?.file) return undefined; // removed meanwhile
      const { width, height, thumb } = await measure(current.file);
      this.#change(id, { width, height, thumb });
      await this.#fit(id);
      this.#change(id, { reading: false });
    } catch {
      if (convert) {
        this.#forget(id);
        return { why: "not-an-image", name, kind };
      }
      this.#change(id, { reading: false, damaged: true, upload: { state: "none" } });
    }
    const read = this.#find(id);
    if (read) this.#options.keep?.(read);
    this.#startUploads();
    return undefined;
  }

  /** The chat takes larger files than the model behind it: those are sent at the size that the model sees. */
  async #fit(id: string): Promise<void> {
    const { maxFileBytes = Infinity, fitAboveBytes = Infinity } = this.#options.limits();
    const image = this.#find(id);
    if (image && image.bytes > fitAboveBytes && image.bytes <= maxFileBytes) await this.shrink(id);
  }

  /** How much smaller the image would be, no longer than what a model sees. Made once, and kept for `shrink`. */
  async offer(id: string): Promise<Saving | undefined> {
    const image = this.#find(id);
    const made = await this.#smaller(id);
    return image && made ? { from: image.bytes, to: made.file.size } : undefined;
  }

  /** Puts the smaller version in its place. Undefined where there is none to be had. */
  async shrink(id: string): Promise<Saving | undefined> {
    const saving = await this.offer(id);
    const made = await this.#smaller(id);
    this.#offers.delete(id);
    if (saving && made) this.#replace(id, made);
    return saving;
  }

  #smaller(id: string): Promise<Made | undefined> {
    const known = this.#offers.get(id) ?? this.#encode(id);
    this.#offers.set(id, known);
    return known;
  }

  async #encode(id: string): Promise<Made | undefined> {
    const image = this.#find(id);
    const { seenMaxEdgePx: edge, fitAboveBytes = Infinity } = this.#options.limits();
    if (!image?.file || !edge) return undefined;
    const made = await encode(image.file, edge, image.kind === "image/jpeg");
    // Lossless can come out too large still, for a photo in PNG. Then a photo's format is right.
    const smaller = made.file.size < Math.min(image.bytes, fitAboveBytes) ? made : await encode(image.file, edge, true);
    const isSmaller = smaller.file.size < image.bytes || Math.max(image.width ?? 0, image.height ?? 0) > edge;
    return isSmaller ? smaller : undefined;
  }

  /** Puts images in that were there before: a draft, or an edited turn. */
  restore(attachments: readonly Attachment[]): void {
    this.images.set(
      attachments.map((attachment) => ({
        ...attachment,
        reading: false,
        upload: stillThere(attachment.upload) || !this.#options.uploads || attachment.url || attachment.damaged ? attachment.upload : { state: "waiting" },
      })),
    );
    this.#startUploads();
  }

  remove(id: string): void {
    const attachment = this.#find(id);
    this.#forget(id);
    if (attachment?.upload.state === "done") discard(attachment.upload.fileId);
  }

  #forget(id: string): void {
    this.#uploads.get(id)?.abort();
    this.#offers.delete(id);
    this.images.set((old) => old.filter((image) => image.id !== id));
    this.#options.dropped?.(id);
    this.#startUploads();
  }

  /** Empties the tray without deleting anything: what was in it has been sent. */
  take(): readonly Attachment[] {
    const taken = this.images.get();
    this.images.set([]);
    return taken;
  }

  move(id: string, to: number): void {
    this.images.set((old) => {
      const from = old.findIndex((image) => image.id === id);
      if (from < 0 || to < 0 || to >= old.length || from === to) return old;
      const next = old.slice();
      next.splice(to, 0, ...next.splice(from, 1));
      return next;
    });
  }

  retry(id: string): void {
    this.#change(id, { upload: { state: "waiting" } });
    this.#startUploads();
  }

  #replace(id: string, made: Made): void {
    const old = this.#find(id);
    if (!old) return;
    this.#uploads.get(id)?.abort();
    this.#uploads.delete(id);
    if (old.upload.state === "done") discard(old.upload.fileId);
    this.#change(id, {
      file: made.file,
      bytes: made.file.size,
      width: made.width,
      height: made.height,
      kind: made.file.type as FileKind,
      was: old.was ?? { bytes: old.bytes, width: old.width ?? made.width, height: old.height ?? made.height },
      upload: { state: this.#options.uploads ? "waiting" : "none" },
    });
    this.#options.keep?.(this.#find(id)!);
    this.#startUploads();
  }

  #startUploads(): void {
    for (const image of this.images.get()) {
      if (this.#uploads.size >= PARALLEL_UPLOADS) return;
      // What breaks a limit by itself has to be shrunk first: that version is the one to upload.
      if (image.upload.state === "waiting" && !image.reading && image.file && !broken(image, 1, this.#options.limits())) void this.#upload(image);
    }
  }

  async #upload({ id, name, file }: Attachment): Promise<void> {
    const controller = new AbortController();
    this.#uploads.set(id, controller);
    this.#change(id, { upload: { state: "sending", share: 0 } });
    try {
      const remote = await upload(file!, name, {
        signal: controller.signal,
        onProgress: (sent, total) => this.#change(id, { upload: { state: "sending", share: total ? sent / total : 0 } }),
      });
      if (controller.signal.aborted) discard(remote.fileId);
      else {
        this.#change(id, { upload: { state: "done", ...remote } });
        this.#options.keep?.(this.#find(id)!);
      }
    } catch (thrown) {
      if (controller.signal.aborted || isAbort(thrown)) return;
      const failure = failureOf(thrown);
      this.#change(id, { upload: { state: "failed", failure } });
      if (failure.kind === "session") sessionEnded();
    } finally {
      if (this.#uploads.get(id) === controller) this.#uploads.delete(id);
      this.#startUploads();
    }
  }

  #find = (id: string): Attachment | undefined => this.images.get().find((image) => image.id === id);

  #change(id: string, change: Partial<Attachment>): void {
    this.images.set((old) => old.map((image) => (image.id === id ? { ...image, ...change } : image)));
  }
}

/** An upload that the service will still know for as long as an answer may take. */
export const stillThere = (state: Upload, now = Date.now()): boolean =>
  state.state === "done" && (state.expiresAt === undefined || state.expiresAt > now + 15 * 60 * 1000);

function nameOf(url: string): string {
  const last = new URL(url).pathname.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last) || url;
  } catch {
    return last;
  }
}
