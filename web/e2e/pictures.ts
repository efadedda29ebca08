import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

/** Image files made for the tests; nothing of them is kept. */
export const folder = mkdtempSync(join(tmpdir(), "fovea-pictures-"));

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of one colour, or of noise, which does not compress. */
export function png(width: number, height: number, fill: readonly [number, number, number] | "noise" = [40, 120, 200]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = width * 3 + 1;
  const raw = fill === "noise" ? randomBytes(row * height) : Buffer.alloc(row * height, Buffer.from(Array.from({ length: width }, () => fill).flat()));
  if (fill === "noise") for (let y = 0; y < height; y++) raw[y * row] = 0;
  else {
    const line = Buffer.from([0, ...Array.from({ length: width }, () => fill).flat()]);
    for (let y = 0; y < height; y++) line.copy(raw, y * row);
  }
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(raw, { level: fill === "noise" ? 0 : 6 })), chunk("IEND", Buffer.alloc(0))]);
}

/** A GIF of 9 MB: one small frame and a long comment. */
export function largeGif(bytes: number): Buffer {
  const head = Buffer.from("4749463839610a000a00800000ff0000ffffff", "hex");
  const comment = Buffer.alloc(256 * Math.ceil(bytes / 256), 65);
  for (let at = 0; at < comment.length; at += 256) comment[at] = 255;
  const frame = Buffer.from("2c000000000a000a0000020884 8fa9cbed0f635b00".replaceAll(" ", ""), "hex");
  return Buffer.concat([head, Buffer.from([0x21, 0xfe]), comment, Buffer.from([0]), frame, Buffer.from([0x3b])]);
}

export function file(name: string, data: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
}

export function directory(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "inside.png"), png(20, 20));
  return path;
}
