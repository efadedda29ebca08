import { useRef } from "react";

import { meet, server } from "../api/server";
import { signOut } from "../api/own";
import { exportChats, importChats } from "../chat/transfer";
import { Dialog } from "../ui/Dialog";
import { download } from "../ui/download";
import { useLanguage, useText } from "../ui/i18n";
import { Download, Upload } from "../ui/icons";
import { notify } from "../ui/notices";
import { type Language, prefs, setPrefs, type Theme } from "../ui/prefs";
import { useStore } from "../ui/store";

export function Settings({ onClose, onShortcuts }: { readonly onClose: () => void; readonly onShortcuts: () => void }) {
  const t = useText();
  const language = useLanguage();
  const { theme, sendWith } = useStore(prefs);
  const { session } = useStore(server);
  const file = useRef<HTMLInputElement>(null);

  const importFile = async (chosen: File | undefined) => {
    if (!chosen) return;
    try {
      notify(t.history.imported(await importChats(chosen)), { forMs: 6000 });
      onClose();
    } catch {
      notify(t.history.importRefused, { forMs: 8000 });
    }
  };

  return (
    <Dialog title={t.settings.title} onClose={onClose}>
      <div className="stack">
        <Choice<Language> label={t.settings.language} value={language} onChange={(value) => setPrefs({ language: value })} options={[["en", "English"], ["zh-TW", "繁體中文"]]} />
        <Choice<Theme> label={t.settings.theme} value={theme} onChange={(value) => setPrefs({ theme: value })} options={[["system", t.settings.system], ["light", t.settings.light], ["dark", t.settings.dark]]} />
        <Choice<"enter" | "mod-enter"> label={t.settings.send} value={sendWith} onChange={(value) => setPrefs({ sendWith: value })} options={[["enter", t.settings.enter], ["mod-enter", t.settings.modEnter]]} hint={sendWith === "enter" ? t.settings.enterHint : t.settings.modEnterHint} />
        <section className="field">
          <span>{t.settings.chats}</span>
          <div className="row">
            <button type="button" className="button" onClick={() => void exportChats().then((all) => download(all, "fovea-chats.json"))}>
              <Download size={18} /> {t.history.exportAll}
            </button>
            <button type="button" className="button" onClick={() => file.current?.click()}>
              <Upload size={18} /> {t.history.import}
            </button>
            <input ref={file} type="file" accept="application/json,.json" hidden onChange={(event) => void importFile(event.target.files?.[0])} />
          </div>
          <small>{t.settings.privacy}</small>
        </section>
        <div className="row">
          <button type="button" className="text-button" onClick={onShortcuts}>
            {t.settings.shortcuts}
          </button>
          {session?.required && session.signed_in ? (
            <button type="button" className="text-button" onClick={() => void signOut().then(meet).then(onClose)}>
              {t.settings.signOut}
            </button>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  hint,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
  readonly hint?: string;
}) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="segments">
        {options.map(([option, name]) => (
          <label key={option} lang={option === "zh-TW" ? "zh-TW" : undefined}>
            <input type="radio" name={label} checked={option === value} onChange={() => onChange(option)} />
            <span>{name}</span>
          </label>
        ))}
      </div>
      {hint ? <small>{hint}</small> : null}
    </fieldset>
  );
}

export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const { sendWith } = useStore(prefs);
  const rows: [string, string][] = [
    [sendWith === "enter" ? "Enter" : "Ctrl / ⌘ + Enter", t.shortcuts.send],
    [sendWith === "enter" ? "Shift + Enter" : "Enter", t.shortcuts.newLine],
    ["Esc", t.shortcuts.stop],
    ["↑", t.shortcuts.editLast],
    ["Ctrl / ⌘ + Shift + O", t.shortcuts.newChat],
    ["Ctrl / ⌘ + Enter", t.shortcuts.run],
    ["← →  + −", t.shortcuts.images],
    ["?  ·  Ctrl / ⌘ + /", t.shortcuts.help],
  ];
  return (
    <Dialog title={t.shortcuts.title} onClose={onClose}>
      <dl className="keys">
        {rows.map(([keys, does]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
