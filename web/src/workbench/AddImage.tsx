import { useEffect, useRef, useState } from "react";

import { images as listFiles, type ListedFile } from "../api/files";
import { PICKER_ACCEPT } from "../intake/sniff";
import { type Brought, fromPicker } from "../intake/sources";
import { Dialog } from "../ui/Dialog";
import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { AddPicture, Link, Picture, Upload } from "../ui/icons";
import { Menu } from "../ui/Menu";
import { fromFileId, fromUrl } from "./images";
import type { BenchImage } from "./model";

/** The button that puts an image into a block: from this computer, by address, or by file id. */
export function AddImage({ label, onBring, onAdd }: { readonly label: string; readonly onBring: (brought: Brought) => void; readonly onAdd: (image: BenchImage) => void }) {
  const t = useText();
  const picker = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<"url" | "file_id">();
  return (
    <>
      <Menu
        label={label}
        button={<AddPicture />}
        items={[
          { id: "file", label: t.workbench.fromComputer, icon: <Upload size={16} />, run: () => picker.current?.click() },
          { id: "url", label: t.workbench.byUrl, icon: <Link size={16} />, run: () => setAsking("url") },
          { id: "id", label: t.workbench.byFileId, icon: <Picture size={16} />, run: () => setAsking("file_id") },
        ]}
      />
      <input ref={picker} type="file" accept={PICKER_ACCEPT} multiple hidden onChange={(event) => onBring(fromPicker(event.target))} />
      {asking === "url" ? <AskUrl onClose={() => setAsking(undefined)} onAdd={onAdd} /> : null}
      {asking === "file_id" ? <AskFile onClose={() => setAsking(undefined)} onAdd={onAdd} /> : null}
    </>
  );
}

function AskUrl({ onClose, onAdd }: { readonly onClose: () => void; readonly onAdd: (image: BenchImage) => void }) {
  const t = useText();
  const [url, setUrl] = useState("");
  const sound = /^https?:\/\/[^\s/]+\S*$/i.test(url.trim());
  return (
    <Dialog title={t.workbench.byUrl} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!sound) return;
          onAdd(fromUrl(url.trim()));
          onClose();
        }}
      >
        <label className="field">
          <span>{t.workbench.url}</span>
          <input type="url" value={url} placeholder="https://" onChange={(event) => setUrl(event.target.value)} autoFocus />
        </label>
        <p className="quiet">{t.workbench.urlHint}</p>
        <div className="row end">
          <button type="submit" className="button primary" disabled={!sound}>
            {t.workbench.add}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function AskFile({ onClose, onAdd }: { readonly onClose: () => void; readonly onAdd: (image: BenchImage) => void }) {
  const t = useText();
  const [id, setId] = useState("");
  const [files, setFiles] = useState<readonly ListedFile[]>();
  useEffect(() => {
    void listFiles().then(setFiles, () => setFiles([]));
  }, []);
  const add = (image: BenchImage) => {
    onAdd(image);
    onClose();
  };
  return (
    <Dialog title={t.workbench.byFileId} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (id.trim()) add(fromFileId(id.trim()));
        }}
      >
        <label className="field">
          <span>{t.workbench.fileId}</span>
          <input value={id} placeholder="file_" onChange={(event) => setId(event.target.value)} autoFocus spellCheck={false} />
        </label>
        <div className="row end">
          <button type="submit" className="button primary" disabled={!id.trim()}>
            {t.workbench.add}
          </button>
        </div>
        <section className="field">
          <span>{t.workbench.uploaded}</span>
          {files?.length === 0 ? <small>{t.workbench.noUploads}</small> : null}
          <ul className="pick-list">
            {files?.slice(0, 30).map((file) => (
              <li key={file.fileId}>
                <button type="button" onClick={() => add(fromFileId(file.fileId, file.name))}>
                  <bdi>{file.name}</bdi>
                  <small>{format.bytes(file.bytes)}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </form>
    </Dialog>
  );
}
