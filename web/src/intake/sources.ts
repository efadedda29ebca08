/**
 * What a drop, a paste or a picker brings: files, image addresses, and what is neither. The three doors of the
 * app read their events here and hand the outcome to one function, `admit`.
 */
export interface Brought {
  readonly files: readonly File[];
  readonly urls: readonly string[];
  readonly folders: readonly string[];
}

export const nothing: Brought = { files: [], urls: [], folders: [] };

export const hasAny = ({ files, urls, folders }: Brought): boolean => files.length + urls.length + folders.length > 0;

export const fromPicker = (input: HTMLInputElement): Brought => {
  const files = [...(input.files ?? [])];
  input.value = ""; // so that picking the same file again is a change
  return { ...nothing, files };
};

/** A link or a picture that is dragged from a page: it has an address, and may be an image's. */
export const carriesAddress = (transfer: DataTransfer | null): boolean => transfer?.types.includes("text/uri-list") ?? false;

export const carriesFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes("Files") ?? false;

export function fromDrop(transfer: DataTransfer): Brought {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) folders.push(entry.name);
    else {
      const file = item.getAsFile();
      if (file) files.push(file);
    }
  }
  if (files.length || folders.length) return { ...nothing, files, folders };
  const address = imageAddress(transfer.getData("text/uri-list") || transfer.getData("text/plain"));
  return { ...nothing, urls: address ? [address] : [] };
}

/** Text is left to the text box; a copied picture, and a lone address of one, are taken. */
export function fromPaste(transfer: DataTransfer): Brought {
  // Copying a picture from a page brings its markup along: the file is the picture, the markup is left alone.
  const files = [...transfer.files].filter((file) => !file.type || file.type.startsWith("image/") || file.type === "application/pdf");
  // Spreadsheets and word processors add a picture of the text that was copied.
  const isText = transfer.types.includes("text/plain") && transfer.getData("text/plain").trim() !== "";
  if (files.length) return isText ? nothing : { ...nothing, files };
  const address = imageAddress(transfer.getData("text/plain"));
  return { ...nothing, urls: address ? [address] : [] };
}

/** The text as the address of an image, if that is all that it is. */
export function imageAddress(text: string): string | undefined {
  const line = text.trim();
  if (!/^https?:\/\/\S+$/i.test(line)) return undefined;
  try {
    const url = new URL(line);
    return /\.(jpe?g|png|gif|webp)$/i.test(url.pathname) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
