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
export async function open(id: string | undefined): Promise<boolean> {
  const now = current.get();
  if (now && id && now.chat.get().id === id) return true;
  const conversation = await Conversation.open(id, () => chatLimits(server.get()), reports);
  current.set(conversation);
  return conversation !== undefined;
}

followForeignChanges(current.get);
