import { useCallback, useEffect, useRef, useState } from "react";

import { Dialog } from "../ui/Dialog";
import { download } from "../ui/download";
import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { Bin, Dots, Download, Pencil, Plus, Search } from "../ui/icons";
import { Menu } from "../ui/Menu";
import { notify } from "../ui/notices";
import { follow, go, href, useLocation } from "../ui/router";
import { useStore } from "../ui/store";
import { current } from "./current";
import { deleteChat, listChats, loadChat, onForeignChange, saveChat, sweepImages } from "./db";
import type { ChatEntry } from "./model";
import { exportChats } from "./transfer";

const PAGE = 40;
const UNDO_MS = 8000;
const DAY_MS = 24 * 3600 * 1000;

/** The chats of this browser, newest first; searched in their titles, words and image names. */
export function History({ onFollow }: { readonly onFollow: () => void }) {
  const t = useText();
  const conversation = useStore(current);
  const shown = useLocation().query.get("chat");
  const [query, setQuery] = useState("");
  const [count, setCount] = useState(PAGE);
  const [{ entries, more }, setList] = useState<{ entries: readonly ChatEntry[]; more: boolean }>({ entries: [], more: false });
  const [renaming, setRenaming] = useState<ChatEntry>();
  const generation = useRef(0);

  const refresh = useCallback(async () => {
    const mine = ++generation.current;
    const found = await listChats({ query, count }).catch(() => undefined);
    if (found && mine === generation.current) setList(found);
  }, [query, count]);

  useEffect(() => {
    void refresh();
  }, [refresh]);
  // What comes later lists by the words that are searched then, not by those of now.
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => onForeignChange(() => void latest.current()), []);
  // The open chat changes with every piece of an answer; its entry only with title and time.
  useEffect(() => {
    if (!conversation) return;
    let last = "";
    return conversation.chat.subscribe(() => {
      const { id, title, updatedAt, exchanges } = conversation.chat.get();
      const key = `${id} ${title} ${updatedAt} ${exchanges.length}`;
      if (key !== last) setTimeout(() => void latest.current(), 50);
      last = key;
    });
  }, [conversation]);

  const remove = async (entry: ChatEntry) => {
    const undo = await deleteChat(entry.id);
    if (entry.id === shown) go(href("chat"));
    await refresh();
    const sweep = setTimeout(() => void sweepImages().catch(() => undefined), UNDO_MS + 2000);
    notify(t.history.deleted(entry.title || t.history.untitled), {
      forMs: UNDO_MS,
      action: {
        label: t.undo,
        run: () => {
          clearTimeout(sweep);
          void undo().then(refresh);
        },
      },
    });
  };

  const rename = async (entry: ChatEntry, title: string) => {
    setRenaming(undefined);
    if (conversation?.chat.get().id === entry.id) await conversation.rename(title);
    else {
      const chat = await loadChat(entry.id);
      if (chat) await saveChat({ ...chat, title, named: true });
    }
    await refresh();
  };

  return (
    <nav className="history" aria-label={t.history.label}>
      <a className="button new-chat" href={href("chat")} onClick={(event) => (follow(event), onFollow())}>
        <Plus size={18} /> {t.history.new}
      </a>
      <label className="search">
        <Search size={16} />
        <span className="unseen">{t.history.search}</span>
        <input type="search" placeholder={t.history.search} value={query} onChange={(event) => (setQuery(event.target.value), setCount(PAGE))} />
      </label>
      <div className="history-list">
        {grouped(entries, Date.now()).map(({ key, chats }) => (
          <section key={key} aria-label={t.history[key]}>
            <h2>{t.history[key]}</h2>
            <ul>
              {chats.map((entry) => {
                const title = entry.title || t.history.untitled;
                return (
                  <li key={entry.id} className={entry.id === shown ? "current" : undefined}>
                    <a href={href("chat", { chat: entry.id })} aria-current={entry.id === shown ? "page" : undefined} title={`${title}\n${format.moment(entry.updatedAt)}${entry.images ? ` · ${t.images(entry.images)}` : ""}`} onClick={(event) => (follow(event), onFollow())}>
                      {title}
                    </a>
                    <Menu
                      label={t.history.options(title)}
                      className="icon-button small"
                      button={<Dots size={16} />}
                      items={[
                        { id: "rename", label: t.history.rename, icon: <Pencil size={16} />, run: () => setRenaming(entry) },
                        { id: "export", label: t.history.export, icon: <Download size={16} />, run: () => void exportChats(entry.id).then((file) => download(file, "fovea-chat.json")) },
                        { id: "delete", label: t.history.delete, icon: <Bin size={16} />, run: () => void remove(entry) },
                      ]}
                    />
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
        {entries.length === 0 ? <p className="quiet">{query ? t.history.noneFound : t.history.none}</p> : null}
        {more ? (
          <button type="button" className="text-button" onClick={() => setCount((old) => old + PAGE)}>
            {t.history.more}
          </button>
        ) : null}
      </div>
      {renaming ? <Rename entry={renaming} onClose={() => setRenaming(undefined)} onSave={(title) => void rename(renaming, title)} /> : null}
    </nav>
  );
}

function Rename({ entry, onClose, onSave }: { readonly entry: ChatEntry; readonly onClose: () => void; readonly onSave: (title: string) => void }) {
  const t = useText();
  const [title, setTitle] = useState(entry.title);
  return (
    <Dialog title={t.history.renameTitle} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) onSave(title.trim());
        }}
      >
        <label className="field">
          <span>{t.history.name}</span>
          <input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} onFocus={(event) => event.target.select()} autoFocus />
        </label>
        <div className="row end">
          <button type="submit" className="button primary" disabled={!title.trim()}>
            {t.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type Group = "today" | "yesterday" | "week" | "older";

function grouped(entries: readonly ChatEntry[], now: number): { key: Group; chats: ChatEntry[] }[] {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const groups: Record<Group, ChatEntry[]> = { today: [], yesterday: [], week: [], older: [] };
  for (const entry of entries) {
    const key = entry.updatedAt >= midnight ? "today" : entry.updatedAt >= midnight - DAY_MS ? "yesterday" : entry.updatedAt >= midnight - 6 * DAY_MS ? "week" : "older";
    groups[key].push(entry);
  }
  return (Object.keys(groups) as Group[]).filter((key) => groups[key].length).map((key) => ({ key, chats: groups[key] }));
}
