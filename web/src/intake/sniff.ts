/** What a file is, by its first bytes. A name and a declared type are only what somebody says it is. */
export type FileKind =
  | "image/jpeg"
  | "image/png"
  | "image/gif"
  | "image/webp"
  | "image/avif"
  | "image/heic"
  | "image/bmp"
  | "image/tiff"
  | "image/svg+xml"
  | "application/pdf"
  | "unknown";

/** What the API takes as it is. */
export const ACCEPTED: readonly FileKind[] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** What a browser may be able to turn into one of those. */
export const CONVERTIBLE: readonly FileKind[] = ["image/avif", "image/heic", "image/bmp", "image/tiff"];

/** For `<input accept>`: what is taken, and what can be tried. */
export const PICKER_ACCEPT = [...ACCEPTED, "image/avif", "image/heic", "image/heif", "image/bmp", ".heic", ".heif"].join(",");

/** Bytes that `sniff` needs. */
export const HEAD_BYTES = 64;

const ascii = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

export function sniff(head: Uint8Array): FileKind {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "image/jpeg";
  if (ascii(head, 0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (/^GIF8[79]a/.test(ascii(head, 0, 6))) return "image/gif";
  if (ascii(head, 0, 4) === "RIFF" && ascii(head, 8, 12) === "WEBP") return "image/webp";
  if (ascii(head, 4, 8) === "ftyp") {
    const brands = ascii(head, 8, HEAD_BYTES);
    if (/avi[fs]/.test(brands)) return "image/avif";
    if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) return "image/heic";
  }
  if (ascii(head, 0, 2) === "BM") return "image/bmp";
  if (/^(II\*\0|MM\0\*)/.test(ascii(head, 0, 4))) return "image/tiff";
  if (ascii(head, 0, 5) === "%PDF-") return "application/pdf";
  const start = ascii(head, 0, HEAD_BYTES).replace(/^\xef\xbb\xbf/, "").trimStart();
  if (/^<svg/i.test(start) || (/^<\?xml/i.test(start) && /<svg/i.test(start))) return "image/svg+xml";
  return "unknown";
}
