import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { useText } from "../ui/i18n";
import { Close } from "../ui/icons";
import { useBlobUrl } from "../ui/useBlobUrl";
import type { Conversation } from "./conversation";
import type { ChatImage, Exchange } from "./model";

/** An earlier question, open for change: its words, and which of its images go along. */
export function EditQuestion({
  exchange,
  conversation,
  onCancel,
  onSend,
}: {
  readonly exchange: Exchange;
  readonly conversation: Conversation;
  readonly onCancel: () => void;
  readonly onSend: (text: string, images: readonly ChatImage[]) => void;
}) {
  const t = useText();
  const [text, setText] = useState(exchange.text);
  const [images, setImages] = useState(exchange.images);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(-1, -1);
  }, []);
  const empty = !text.trim() && images.length === 0;
  const send = () => {
    if (!empty) onSend(text, images);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      className="edit-question"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {images.length ? (
        <ol className="tray" aria-label={t.composer.trayLabel}>
          {images.map((image, index) => (
            <li key={image.id}>
              <KeptImage image={image} label={t.imageLabel(index + 1)} conversation={conversation} onRemove={() => setImages((old) => old.filter(({ id }) => id !== image.id))} />
            </li>
          ))}
        </ol>
      ) : null}
      <textarea ref={box} aria-label={t.chat.edit} value={text} rows={2} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
      <div className="row">
        <small>{t.chat.editHint}</small>
        <button type="button" className="button" onClick={onCancel}>
          {t.cancel}
        </button>
        <button type="submit" className="button primary" disabled={empty}>
          {t.chat.sendAgain}
        </button>
      </div>
    </form>
  );
}

function KeptImage({ image, label, conversation, onRemove }: { readonly image: ChatImage; readonly label: string; readonly conversation: Conversation; readonly onRemove: () => void }) {
  const t = useText();
  const [thumb, setThumb] = useState<Blob>();
  useEffect(() => {
    void conversation.image(image.id).then((stored) => setThumb(stored?.thumb ?? stored?.file));
  }, [conversation, image.id]);
  const url = useBlobUrl(thumb);
  return (
    <div className="tile">
      <span className="tile-picture">{url ? <img src={url} alt={t.lightbox.alt(label, image.name)} /> : <span>{image.name}</span>}</span>
      <span className="badge">{label}</span>
      <button type="button" className="tile-remove" aria-label={t.tray.remove(label, image.name)} title={t.tray.remove(label, image.name)} onClick={onRemove}>
        <Close size={14} />
      </button>
    </div>
  );
}
