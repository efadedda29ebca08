import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";

import { sdk } from "../api/sdk";
import { modelFor, server } from "../api/server";
import { broken, type Broken } from "../intake/admit";
import { chatLimits } from "../intake/limits";
import { PICKER_ACCEPT } from "../intake/sniff";
import { type Brought, fromPicker } from "../intake/sources";
import { TrayView } from "../intake/TrayView";
import * as format from "../ui/format";
import { Formatted } from "../ui/Formatted";
import { useText } from "../ui/i18n";
import { AddPicture, ArrowUp, Camera, Stop } from "../ui/icons";
import { ModelPicker } from "../ui/ModelPicker";
import { prefs, setPrefs } from "../ui/prefs";
import { useStore } from "../ui/store";
import type { Conversation } from "./conversation";
import { imageOf } from "./conversation";
import { isOpen } from "./model";
import { useEstimate } from "./useEstimate";

const touch = () => matchMedia("(pointer: coarse) and (not (any-pointer: fine))").matches;

/** Where a question is written: images above, text, and one line that says what sending it would cost. */
export function Composer({
  conversation,
  onBring,
  onOpenImage,
  onEditLast,
}: {
  readonly conversation: Conversation;
  readonly onBring: (brought: Brought) => void;
  readonly onOpenImage: (index: number) => void;
  readonly onEditLast: () => void;
}) {
  const t = useText();
  const known = useStore(server);
  const { sendWith, model: wanted } = useStore(prefs);
  const chat = useStore(conversation.chat);
  const draft = useStore(conversation.draft);
  const images = useStore(conversation.tray.images);
  const coming = useStore(conversation.tray.coming);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);

  const model = modelFor(known, wanted);
  const limits = useMemo(() => chatLimits(known), [known]);
  const lastExchange = chat.exchanges.at(-1);
  const running = chat.exchanges.some(({ answers }) => answers.some(isOpen));

  const inChat = chat.exchanges.reduce((sum, exchange) => sum + exchange.images.length, images.length);
  const problems = useMemo(() => {
    const found = new Map<string, Broken>();
    for (const image of images) {
      const problem = image.reading ? undefined : broken(image, inChat, limits);
      if (problem) found.set(image.id, problem);
    }
    return found;
  }, [images, inChat, limits]);

  // Of a request that would be refused, nothing is asked.
  const refused = problems.size > 0 || (inChat > 0 && model?.acceptsImages === false);
  const estimate = useEstimate(chat, draft, images.map(imageOf), refused ? undefined : model?.id);
  const blocked = whyNot();

  function whyNot(): string | undefined {
    if (!model) return t.composer.noServer;
    if (coming) return t.composer.readingImages;
    if (!draft.trim() && images.length === 0) return t.composer.nothing;
    if (images.length > 0 && !model.acceptsImages) return t.composer.blindWithImages(model.name);
    if (images.some(({ reading }) => reading)) return t.composer.readingImages;
    if (problems.size) return t.composer.overLimit;
    if (images.some(({ upload }) => upload.state === "failed")) return t.composer.failedUploads;
    const waiting = images.filter(({ upload }) => upload.state === "waiting" || upload.state === "sending").length;
    if (waiting) return t.composer.uploading(images.length - waiting, images.length);
    return undefined;
  }

  // The client and the formatter are fetched while the question is still being written.
  const begun = draft !== "" || images.length > 0;
  useEffect(() => {
    if (!begun) return;
    sdk().catch(() => undefined); // sending says so, if it is still not there
    Formatted.ahead();
  }, [begun]);

  const focus = () => box.current?.focus({ preventScroll: true });
  useEffect(() => {
    if (!touch()) focus();
  }, [conversation, running]);

  const send = () => {
    if (blocked || running || !model) return;
    void conversation.send(model.id);
    focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed, Enter chooses the characters. Safari tells it by key code 229 only.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") {
      const mod = event.ctrlKey || event.metaKey;
      const sends = mod || (sendWith === "enter" && !event.shiftKey && !event.altKey && !touch());
      if (!sends) return;
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && draft === "" && images.length === 0 && lastExchange && !running) {
      event.preventDefault();
      onEditLast();
    }
  };

  const removed = images.length;
  const before = useRef(removed);
  useEffect(() => {
    if (removed < before.current && !touch()) focus();
    before.current = removed;
  }, [removed]);

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="composer-card">
        {images.length ? (
          <TrayView tray={conversation.tray} images={images} problems={problems} shrinkTo={limits.seenMaxEdgePx} onOpen={onOpenImage} />
        ) : null}
        <label className="unseen" htmlFor="question">
          {t.composer.label}
        </label>
        <textarea
          id="question"
          ref={box}
          rows={1}
          value={draft}
          placeholder={chat.exchanges.length ? t.composer.followUp : t.composer.placeholder}
          onChange={(event) => conversation.draft.set(event.target.value)}
          onKeyDown={onKeyDown}
          enterKeyHint={touch() ? "enter" : "send"}
          spellCheck
        />
        <div className="composer-row">
          <input ref={picker} type="file" accept={PICKER_ACCEPT} multiple hidden onChange={(event) => onBring(fromPicker(event.target))} />
          <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={(event) => onBring(fromPicker(event.target))} />
          {model?.acceptsImages === false ? (
            <span className="hint">{t.composer.blindModel(model.name)}</span>
          ) : (
            <>
              <button type="button" className="icon-button" aria-label={t.composer.addImages} title={t.composer.addImages} onClick={() => picker.current?.click()}>
                <AddPicture />
              </button>
              <button type="button" className="icon-button on-touch" aria-label={t.composer.camera} title={t.composer.camera} onClick={() => camera.current?.click()}>
                <Camera />
              </button>
            </>
          )}
          <ModelPicker models={known.models ?? []} chosen={model} onChoose={(id) => setPrefs({ model: id })} />
          <span className="composer-space" />
          {running ? (
            <button type="button" className="send" aria-label={t.composer.stop} title={`${t.composer.stop} (Esc)`} onClick={() => conversation.stop()}>
              <Stop />
            </button>
          ) : (
            <button type="submit" className="send" aria-label={t.composer.send} title={blocked ?? t.composer.send} aria-disabled={blocked ? true : undefined} aria-describedby="composer-note">
              <ArrowUp />
            </button>
          )}
        </div>
      </div>
      <p className="composer-note" id="composer-note">
        {blocked && (images.length || coming || draft.trim() || !model) ? blocked : estimate ? t.composer.estimate(t.tokens(estimate.input_tokens), estimate.input_usd === null ? t.composer.free : format.usd(estimate.input_usd)) : t.composer.careful}
      </p>
    </form>
  );
}
