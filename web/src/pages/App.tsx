import { useEffect, useState } from "react";

import { server } from "../api/server";
import { History } from "../chat/History";
import { useLanguage, useText } from "../ui/i18n";
import { Bench, Chat, Close, Gear, Lens, Mark, Menu as MenuIcon, Plus } from "../ui/icons";
import { later } from "../ui/later";
import { Notices } from "../ui/Notices";
import { applyTheme, prefs } from "../ui/prefs";
import { dialogIsOpen } from "../ui/Dialog";
import { follow, go, href, type Place, useLocation } from "../ui/router";
import { usePart, useStore } from "../ui/store";
import { ChatPage } from "./ChatPage";
import { Settings, Shortcuts } from "./Settings";
import { SignIn } from "./SignIn";

const WorkbenchPage = later(() => import("./WorkbenchPage"), (state) => <NotThere {...state} />);
const LabPage = later(() => import("./LabPage"), (state) => <NotThere {...state} />);

/** In place of a page that is on its way, or cannot be had. */
function NotThere({ failed }: { readonly failed: boolean }) {
  const t = useText();
  return (
    <main className="page centred" id="page">
      {failed ? (
        <>
          <p role="alert">{t.failure.part}</p>
          <button type="button" className="button primary" onClick={() => location.reload()}>
            {t.reload}
          </button>
        </>
      ) : null}
    </main>
  );
}

export function App() {
  const t = useText();
  const language = useLanguage();
  const theme = usePart(prefs, (value) => value.theme);
  const { place } = useLocation();
  const { session } = useStore(server);
  const [drawer, setDrawer] = useState(false);
  const [dialog, setDialog] = useState<"settings" | "shortcuts">();

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    if (place !== "chat") document.title = `${t.nav[place]} · Fovea`;
  }, [place, t]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (dialogIsOpen()) return;
      const mod = event.ctrlKey || event.metaKey;
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if ((event.key === "?" && !typing) || (mod && event.key === "/")) {
        event.preventDefault();
        setDialog("shortcuts");
      } else if (mod && event.shiftKey && event.key.toLowerCase() === "o") {
        event.preventDefault();
        go(href("chat"));
      } else if (event.key === "Escape") setDrawer(false);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  const places: [Place, string, React.ReactNode][] = [
    ["chat", t.nav.chat, <Chat key="c" />],
    ["workbench", t.nav.workbench, <Bench key="w" />],
    ["lab", t.nav.lab, <Lens key="l" />],
  ];

  return (
    <div className={drawer ? "app with-drawer" : "app"}>
      <a className="skip" href="#page">
        {t.nav.skip}
      </a>
      <header className="top">
        <button type="button" className="icon-button" aria-label={t.nav.open} title={t.nav.open} aria-expanded={drawer} onClick={() => setDrawer(true)}>
          <MenuIcon />
        </button>
        <span>{t.nav[place]}</span>
        {place === "chat" ? (
          <a className="icon-button" href={href("chat")} aria-label={t.history.new} title={t.history.new} onClick={follow}>
            <Plus />
          </a>
        ) : null}
      </header>
      {drawer ? <div className="drawer-back" onClick={() => setDrawer(false)} /> : null}
      <aside className="side">
        <div className="brand">
          <a href={href("chat")} onClick={(event) => (follow(event), setDrawer(false))}>
            <Mark />
            <span>Fovea</span>
          </a>
          <button type="button" className="icon-button close-drawer" aria-label={t.nav.closeMenu} title={t.nav.closeMenu} onClick={() => setDrawer(false)}>
            <Close />
          </button>
        </div>
        <nav className="places" aria-label={t.nav.label}>
          {places.map(([name, label, icon]) => (
            <a key={name} href={href(name)} aria-current={place === name ? "page" : undefined} onClick={(event) => (follow(event), setDrawer(false))}>
              {icon}
              {label}
            </a>
          ))}
        </nav>
        <History onFollow={() => setDrawer(false)} />
        <button type="button" className="settings-button" onClick={() => setDialog("settings")}>
          <Gear /> {t.settings.title}
        </button>
      </aside>
      {place === "chat" ? <ChatPage /> : place === "workbench" ? <WorkbenchPage /> : <LabPage />}
      {dialog === "settings" ? <Settings onClose={() => setDialog(undefined)} onShortcuts={() => setDialog("shortcuts")} /> : null}
      {dialog === "shortcuts" ? <Shortcuts onClose={() => setDialog(undefined)} /> : null}
      {session?.required && !session.signed_in ? <SignIn /> : null}
      <Notices />
    </div>
  );
}
