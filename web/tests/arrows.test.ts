import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/** Room -> the rooms that it may import from. `ui`, `api` and `intake` are below the three places; pages are above. */
const MAY: Record<string, readonly string[]> = {
  api: ["ui"],
  ui: ["api"],
  intake: ["ui", "api"],
  chat: ["ui", "api", "intake"],
  workbench: ["ui", "api", "intake"],
  lab: ["ui", "api", "intake"],
  pages: ["ui", "api", "intake", "chat", "workbench", "lab"],
};

const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, room: path.split("/")[0]!, text: readFileSync(join(SRC, path), "utf8") }));

it("no room reaches into one beside or above it", () => {
  const wrong = sources.flatMap(({ path, room, text }) =>
    [...text.matchAll(/from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)].flatMap((match) => {
      const target = relative(SRC, join(SRC, dirname(path), match[1] ?? match[2]!)).split("/")[0]!;
      return room in MAY && target !== room && !MAY[room]!.includes(target) ? [`${path} imports ${target}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

it("only src/api uses the network", () => {
  const wrong = sources.filter(({ room, text }) => room !== "api" && /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|^import (?!type).*"@anthropic-ai\/sdk/m.test(text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it("there is one way in for images, however they come", () => {
  const callers = (name: string) => sources.filter(({ text }) => new RegExp(`(?<!function )\\b${name}\\(`).test(text)).map(({ path }) => path).sort();
  expect(callers("sniff")).toEqual(["intake/admit.ts"]);
  expect(callers("admit")).toEqual(["intake/tray.ts", "workbench/images.ts"]);
  // Drop and paste are read in one place; what a picker gives is read by the same file.
  expect(callers("fromDrop")).toEqual(["intake/useIntake.ts"]);
  expect(callers("fromPaste")).toEqual(["intake/useIntake.ts"]);
  expect(sources.filter(({ path, text }) => path !== "intake/sources.ts" && /\.dataTransfer\.files|\.clipboardData\.(files|items)/.test(text)).map(({ path }) => path)).toEqual([]);
});

it("nothing makes HTML from text", () => {
  expect(sources.filter(({ text }) => /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write/.test(text)).map(({ path }) => path)).toEqual([]);
});
