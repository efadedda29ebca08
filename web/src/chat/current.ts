import { server, sessionEnded } from "../api/server";
import { chatLimits } from "../intake/limits";
import { download } from "../ui/download";
import { text } from "../ui/i18n";
import { announce, notify } from "../ui/notices";
import { Store } from "../ui/store";
import { Conversation, followForeignChanges, type Reports } from "./conversation";
import { exportChats } from "./transfer";

/** The conversation that the page shows; undefined while it is being opened. */
export const current = new Store<Conversation | undefined>(undefined);

const reports: Reports = {
  storageFailed: (failed) => {
    const conversation = current.get();
    notify(failed.full ? text().storage.full : text().storage.refused, {
      ...(conversation && conversation.chat.get().exchanges.length
        ? { action: { label: text().storage.exportNow, run: () => void exportChats(conversation.chat.get()).then((file) => download(file, "fovea-chat.json")) } }
        : {}),
    });
  },
  answered: ({ state, failure }) => {
    if (failure?.kind === "session") sessionEnded();
    announce(state === "failed" ? text().chat.failedSpoken : state === "done" ? text().chat.ready : text().chat.stopped);
  },
};

/** Opens a chat, or a new one. Returns false if this browser does not have it. */
export function open(id: string | undefined): Promise<boolean> {
  const now = current.get();
  if (now && (id ? now.chat.get().id === id : now.isNew)) return Promise.resolve(true);
  // Asked twice at once, by a page that appears and by who made it appear, it is one conversation.
  if (opening?.id !== id || !opening) opening = { id, done: openAnew(id) };
  return opening.done;
}

let opening: { readonly id: string | undefined; readonly done: Promise<boolean> } | undefined;

async function openAnew(id: string | undefined): Promise<boolean> {
  const conversation = await Conversation.open(id, () => chatLimits(server.get()), reports);
  // Another chat was asked for meanwhile: that one is shown.
  if (opening?.id === id) {
    current.set(conversation);
    opening = undefined;
  }
  return conversation !== undefined;
}

followForeignChanges(current.get);
globalThis.addEventListener?.("pagehide", () => current.get()?.keepWords());
