import type { Catalogue } from "../ui/i18n";
import type { Broken, Refused } from "./admit";
import * as format from "../ui/format";

const NAMED = 3;

/** One notice for all that was refused: a sentence for each reason, with the first few names. */
export function refusalText(refused: readonly Refused[], maxImages: number, t: Catalogue): string {
  const groups = new Map<string, { names: string[]; say: (names: string) => string }>();
  for (const one of refused) {
    const { key, say } = reason(one, maxImages, t);
    const group = groups.get(key) ?? { names: [], say };
    group.names.push(one.name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, say }) => say(named(names, t))).join("\n");
}

function named(names: readonly string[], t: Catalogue): string {
  const shown = names.slice(0, NAMED).map((name) => (name.length > 40 ? `${name.slice(0, 24)}…${name.slice(-12)}` : name));
  return format.list(names.length > NAMED ? [...shown, t.intake.andMore(names.length - NAMED)] : shown);
}

function reason(refused: Refused, max: number, t: Catalogue): { key: string; say: (names: string) => string } {
  switch (refused.why) {
    case "folder":
      return { key: "folder", say: t.intake.folder };
    case "empty":
      return { key: "empty", say: t.intake.empty };
    case "unreadable":
      return { key: "unreadable", say: t.intake.unreadable };
    case "too-many":
      return { key: "too-many", say: (names) => t.intake.tooMany(names, max) };
    case "not-an-image":
      switch (refused.kind) {
        case "image/heic":
          return { key: "heic", say: t.intake.heic };
        case "application/pdf":
          return { key: "pdf", say: t.intake.pdf };
        case "image/svg+xml":
          return { key: "svg", say: t.intake.svg };
        case "unknown":
          return { key: "unknown", say: t.intake.notAnImage };
        default: {
          const type = refused.kind.slice("image/".length).toUpperCase();
          return { key: type, say: (names) => t.intake.cannotOpen(names, type) };
        }
      }
  }
}

/** The sentence that names the image, what was found and what is allowed. */
export function brokenText(broken: Broken, name: string, t: Catalogue): string {
  switch (broken.limit) {
    case "damaged":
      return t.tray.damaged(name);
    case "bytes":
      return t.tray.bytes(name, format.bytes(broken.found), format.bytes(broken.allowed));
    case "edge":
      return t.tray.edge(name, broken.found, broken.allowed);
    case "many":
      return t.tray.many(name, broken.found, broken.allowed, broken.above);
  }
}
