import { failureOf, isAbort, type Failure } from "../api/errors";
import { type ImageInspection, inspectImage, OwnError, type Reading } from "../api/own";
import type { Brought } from "../intake/sources";
import { measure } from "../intake/pixels";
import { Store } from "../ui/store";

/** An image on the Lab's table, with what the service says of it. */
export interface Specimen {
  readonly id: string;
  readonly file: File;
  readonly thumb?: Blob;
  readonly report?: ImageInspection;
  readonly seen?: Blob;
  readonly failure?: Failure;
  readonly reading?: Reading | "running" | "none";
}

export interface Lab {
  readonly specimens: readonly Specimen[];
  readonly chosen?: string;
  /** Undefined is the service's default. */
  readonly profile?: string;
  /** As one of so many images in a request. */
  readonly many: number;
}

export const lab = new Store<Lab>({ specimens: [], many: 1 });

const put = (id: string, change: Partial<Specimen>): void =>
  lab.set((old) => ({ ...old, specimens: old.specimens.map((one) => (one.id === id ? { ...one, ...change } : one)) }));

/** Any file at all: what is wrong with it is what the Lab is there to say. */
export function bring({ files }: Brought): void {
  const specimens = files.map((file): Specimen => ({ id: crypto.randomUUID(), file }));
  const [first] = specimens;
  if (!first) return;
  lab.set((old) => ({ ...old, specimens: [...old.specimens, ...specimens], chosen: first.id }));
  for (const { id, file } of specimens) {
    void measure(file, 160).then(
      ({ thumb }) => put(id, { thumb }),
      () => undefined,
    );
  }
  void inspectAll();
}

export const choose = (id: string): void => lab.set((old) => ({ ...old, chosen: id }));

export const remove = (id: string): void =>
  lab.set(({ chosen, ...old }) => {
    const specimens = old.specimens.filter((one) => one.id !== id);
    const next = chosen === id ? specimens[0]?.id : chosen;
    return { ...old, specimens, ...(next ? { chosen: next } : {}) };
  });

export function measureBy(change: { profile?: string; many?: number }): void {
  lab.set((old) => ({ ...old, ...change }));
  void inspectAll(true);
}

let running: AbortController | undefined;

/** One image after the other, the chosen one first: the service decodes each of them. */
async function inspectAll(again = false): Promise<void> {
  running?.abort();
  const abort = (running = new AbortController());
  const { specimens, chosen, profile, many } = lab.get();
  const open = specimens.filter(({ report, failure }) => again || !(report ?? failure));
  open.sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen));
  for (const { id, file } of open) {
    try {
      const report = await inspectImage(file, file.name, { ...(profile ? { profile } : {}), many, preview: true }, abort.signal);
      put(id, { report, ...(report.preview ? { seen: blobOf(report.preview) } : {}) });
    } catch (thrown) {
      if (abort.signal.aborted || isAbort(thrown)) return;
      put(id, { failure: thrown instanceof OwnError ? thrown.failure : failureOf(thrown) });
    }
  }
}

export async function read(specimen: Specimen): Promise<void> {
  if (specimen.reading) return;
  put(specimen.id, { reading: "running" });
  try {
    const { profile } = lab.get();
    const { reading } = await inspectImage(specimen.file, specimen.file.name, { ...(profile ? { profile } : {}), reading: true });
    put(specimen.id, { reading: reading ?? "none" });
  } catch {
    put(specimen.id, { reading: "none" });
  }
}

function blobOf({ media_type, data }: { media_type: string; data: string }): Blob {
  return new Blob([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], { type: media_type });
}
