import { describe, expect, it } from "vitest";

import { admit, broken, type IntakeLimits } from "../src/intake/admit";
import { refusalText } from "../src/intake/refusals";
import { type FileKind, sniff } from "../src/intake/sniff";
import { imageAddress, nothing } from "../src/intake/sources";
import { en } from "../src/ui/text/en";
import { zhTW } from "../src/ui/text/zh-TW";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

const HEADS: Record<FileKind, string> = {
  "image/jpeg": "\xff\xd8\xff\xe0\0\x10JFIF",
  "image/png": "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  "image/gif": "GIF89a\x01\0\x01\0",
  "image/webp": "RIFF\x24\0\0\0WEBPVP8 ",
  "image/avif": "\0\0\0\x20ftypavif\0\0\0\0avifmif1",
  "image/heic": "\0\0\0\x18ftypheic\0\0\0\0mif1heic",
  "image/bmp": "BM\x36\0\0\0",
  "image/tiff": "II*\0\x08\0\0\0",
  "image/svg+xml": '<?xml version="1.0"?><svg xmlns="',
  "application/pdf": "%PDF-1.7\n",
  unknown: "<!doctype html>",
};

const file = (name: string, kind: FileKind, type = ""): File => new File([bytes(HEADS[kind]) as BlobPart], name, { type });

describe("sniff", () => {
  it.each(Object.keys(HEADS) as FileKind[])("knows %s by its first bytes", (kind) => {
    expect(sniff(bytes(HEADS[kind]))).toBe(kind);
  });

  it("takes nothing for an image that is cut off within its signature", () => {
    for (const [kind, head] of Object.entries(HEADS)) if (kind !== "unknown") expect(sniff(bytes(head.slice(0, 1)))).toBe("unknown");
  });
});

describe("admit", () => {
  it("goes by the content and not by the name or the declared type", async () => {
    const { admitted, refused } = await admit({ ...nothing, files: [file("really.png", "image/jpeg", "image/png"), file("page.jpg", "unknown", "image/jpeg")] }, 20);
    expect(admitted.map(({ kind }) => kind)).toEqual(["image/jpeg"]);
    expect(refused).toEqual([{ why: "not-an-image", name: "page.jpg", kind: "unknown" }]);
  });

  it("takes the first that there is room for and names the rest, unread", async () => {
    const files = Array.from({ length: 300 }, (_, i) => file(`${i}.png`, "image/png"));
    const { admitted, refused } = await admit({ ...nothing, files }, 20);
    expect(admitted.map((one) => one.file.name)).toEqual(files.slice(0, 20).map(({ name }) => name));
    expect(refused).toHaveLength(280);
    expect(refused.every(({ why }) => why === "too-many")).toBe(true);
  });

  it("refuses an empty file, a folder and a PDF, each for its reason", async () => {
    const { admitted, refused } = await admit({ files: [new File([], "void.png"), file("a.pdf", "application/pdf")], urls: [], folders: ["holiday"] }, 20);
    expect(admitted).toEqual([]);
    expect(refused.map(({ why }) => why).sort()).toEqual(["empty", "folder", "not-an-image"]);
  });

  it("marks what the browser may be able to convert", async () => {
    const { admitted } = await admit({ ...nothing, files: [file("a.heic", "image/heic"), file("b.avif", "image/avif"), file("c.png", "image/png")] }, 20);
    expect(admitted.map(({ convert }) => convert)).toEqual([true, true, false]);
  });

  it("says that a file is gone when it cannot be read", async () => {
    const gone = file("gone.png", "image/png");
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")) }) as unknown as Blob;
    expect((await admit({ ...nothing, files: [gone] }, 20)).refused).toEqual([{ why: "unreadable", name: "gone.png" }]);
  });
});

describe("broken", () => {
  const limits: IntakeLimits = { maxFileBytes: 1000, maxEdgePx: 8000, manyImagesAbove: 20, manyImagesMaxEdgePx: 2000 };
  const image = { bytes: 1000, width: 8000, height: 10 };

  it("passes what equals the limit and names what exceeds it", () => {
    expect(broken(image, 20, limits)).toBeUndefined();
    expect(broken({ ...image, bytes: 1001 }, 20, limits)).toEqual({ limit: "bytes", found: 1001, allowed: 1000 });
    expect(broken({ ...image, height: 8001 }, 20, limits)).toEqual({ limit: "edge", found: 8001, allowed: 8000 });
  });

  it("is stricter for every image once there are many", () => {
    expect(broken({ ...image, width: 2001 }, 20, limits)).toBeUndefined();
    expect(broken({ ...image, width: 2001 }, 21, limits)).toEqual({ limit: "many", found: 2001, allowed: 2000, above: 20 });
    expect(broken({ ...image, width: 2000 }, 21, limits)).toBeUndefined();
  });

  it("asks nothing of limits that are not known", () => {
    expect(broken({ bytes: 1e12, width: 1e6, height: 1e6 }, 1000, {})).toBeUndefined();
  });
});

describe("refusals", () => {
  const refused = [
    ...Array.from({ length: 5 }, (_, i) => ({ why: "too-many" as const, name: `${i}.png` })),
    { why: "empty" as const, name: "void.png" },
    { why: "not-an-image" as const, name: "a.heic", kind: "image/heic" as const },
  ];

  it("are one notice: a sentence a reason, the first names and the number of the rest", () => {
    const lines = refusalText(refused, 20, en).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain("20");
    expect(lines[0]).toContain("0.png");
    expect(lines[0]).toContain("2 more");
    expect(lines[0]).not.toContain("4.png");
  });

  it("are said in every language", () => {
    expect(refusalText(refused, 20, zhTW)).toMatch(/空/);
  });
});

describe("imageAddress", () => {
  it.each(["https://example.org/a.png", " http://example.org/x/photo.JPEG?size=2 \n"])("takes %s", (text) => {
    expect(imageAddress(text)).toBeDefined();
  });

  it.each(["https://example.org/page.html", "see https://example.org/a.png", "javascript:alert(1)//a.png", "file:///etc/a.png", "a.png", ""])("leaves %s as text", (text) => {
    expect(imageAddress(text)).toBeUndefined();
  });
});
