import { useEffect, useState } from "react";

import { deletePrompt, listPrompts, type PromptEntry, type SavedPrompt } from "../api/own";
import { Dialog } from "../ui/Dialog";
import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { Bin, ChevronDown } from "../ui/icons";
import { load, type SavedBench } from "./saved";

/** The prompts that the service keeps, each with its versions. */
export function PromptsDialog({ onOpen, onClose }: { readonly onOpen: (name: string, version: number, body: SavedBench) => void; readonly onClose: () => void }) {
  const t = useText();
  const [prompts, setPrompts] = useState<readonly PromptEntry[]>();
  const [opened, setOpened] = useState<SavedPrompt<SavedBench>>();
  const [failed, setFailed] = useState(false);
  const refresh = () => void listPrompts().then(setPrompts, () => setFailed(true));
  useEffect(refresh, []);
  const open = async (name: string, version?: number) => {
    const prompt = opened?.name === name ? opened : await load(name);
    const chosen = prompt.versions.find((one) => one.version === version) ?? prompt.versions[0]!;
    onOpen(name, chosen.version, chosen.body);
    onClose();
  };
  return (
    <Dialog title={t.workbench.prompts} onClose={onClose}>
      <div className="stack">
        {failed ? <p className="wrong">{t.failure.gone}</p> : null}
        {prompts?.length === 0 ? <p>{t.workbench.noPrompts}</p> : null}
        <ul className="pick-list">
          {prompts?.map(({ name, version, created_at }) => (
            <li key={name}>
              <div className="row nowrap">
                <button type="button" onClick={() => void open(name)}>
                  <bdi>{name}</bdi>
                  <small>{`${t.workbench.version(version)} · ${format.moment(Date.parse(created_at))}`}</small>
                </button>
                <button type="button" className="icon-button small" aria-label={t.workbench.versionsOf(name)} title={t.workbench.versionsOf(name)} aria-expanded={opened?.name === name} disabled={version === 1} onClick={() => (opened?.name === name ? setOpened(undefined) : void load(name).then(setOpened))}>
                  <ChevronDown size={16} />
                </button>
                <button type="button" className="icon-button small" aria-label={t.workbench.deletePrompt(name)} title={t.workbench.deletePrompt(name)} onClick={() => void deletePrompt(name).then(refresh)}>
                  <Bin size={16} />
                </button>
              </div>
              {opened?.name === name ? (
                <ul className="versions-list">
                  {opened.versions.map((one) => (
                    <li key={one.version}>
                      <button type="button" onClick={() => void open(name, one.version)}>
                        {t.workbench.version(one.version)} <small>{format.moment(Date.parse(one.created_at))}</small>
                      </button>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

export function SaveDialog({ name: before, onSave, onClose }: { readonly name: string; readonly onSave: (name: string) => void; readonly onClose: () => void }) {
  const t = useText();
  const [name, setName] = useState(before);
  return (
    <Dialog title={t.workbench.saveAs} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!name.trim()) return;
          onSave(name.trim());
          onClose();
        }}
      >
        <label className="field">
          <span>{t.history.name}</span>
          <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} autoFocus />
        </label>
        <p className="quiet">{t.workbench.saveHint}</p>
        <div className="row end">
          <button type="submit" className="button primary" disabled={!name.trim()}>
            {t.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
