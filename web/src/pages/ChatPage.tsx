import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { met, modelFor, server } from "../api/server";
import { Composer } from "../chat/Composer";
import type { Conversation } from "../chat/conversation";
import { current, open } from "../chat/current";
import { ExchangeView, type TurnActions } from "../chat/ExchangeView";
import { type Answer, type Exchange, isOpen, quotesOf } from "../chat/model";
import { Samples } from "../chat/Samples";
import { useStick } from "../chat/useStick";
import { chatLimits } from "../intake/limits";
import { refusalText } from "../intake/refusals";
import type { Brought } from "../intake/sources";
import { useIntake } from "../intake/useIntake";
import { Dialog, dialogIsOpen } from "../ui/Dialog";
import { useText } from "../ui/i18n";
import { ArrowDown, Picture } from "../ui/icons";
import { Lightbox, type Viewed } from "../ui/Lightbox";
import { notify } from "../ui/notices";
import { prefs } from "../ui/prefs";
import { go, href, useLocation } from "../ui/router";
import { usePart, useStore } from "../ui/store";

export function ChatPage() {
  const t = useText();
  const { query } = useLocation();
  const wanted = query.get("chat") ?? undefined;
  const conversation = useStore(current);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    setMissing(false);
    let still = true;
    void open(wanted).then((found) => {
      if (still) setMissing(!found);
    });
    return () => {
      still = false;
    };
  }, [wanted]);
  if (missing) {
    return (
      <main className="page centred" id="page">
        <h1 className="unseen">{t.nav.chat}</h1>
        <p>{t.history.gone}</p>
        <button type="button" className="button primary" onClick={() => go(href("chat"))}>
          {t.history.new}
        </button>
      </main>
    );
  }
  // While another chat is being opened, the last one is not there to be typed into.
  const arrived = conversation && (wanted ? conversation.chat.get().id === wanted : !conversation.addressed);
  return arrived ? <ChatView key={conversation.chat.get().id} conversation={conversation} /> : <main className="page" id="page" />;
}

/** Turns above this are shown on demand: a page of many thousand elements is slow whatever is done. */
const SHOWN_TURNS = 300;

function ChatView({ conversation }: { readonly conversation: Conversation }) {
  const t = useText();
  const known = useStore(server);
  const chat = useStore(conversation.chat);
  const [editing, setEditing] = useState<string>();
  const [viewed, setViewed] = useState<{ images: readonly Viewed[]; start: number }>();
  const [rating, setRating] = useState<{ exchange: Exchange; answer: Answer }>();
  const [allTurns, setAllTurns] = useState(false);
  const { log, away, toEnd } = useStick();
  const limits = useMemo(() => chatLimits(known), [known]);
  const wantedModel = usePart(prefs, ({ model }) => model);
  const model = modelFor(known, wantedModel);
  const busy = chat.exchanges.some(({ answers }) => answers.some(isOpen));
  const empty = chat.exchanges.length === 0;

  // The first exchange gives the chat its address.
  useEffect(() => {
    if (empty) return;
    conversation.addressed = true;
    go(href("chat", { chat: chat.id }), { replace: location.search === "" });
  }, [conversation, empty, chat.id]);

  useEffect(() => {
    document.title = chat.title ? `${chat.title} · Fovea` : "Fovea";
  }, [chat.title]);

  const count = chat.exchanges.length;
  useEffect(() => {
    toEnd();
  }, [count, toEnd]);

  const bring = useCallback(
    async (brought: Brought) => {
      // What is dropped while the page still asks for the limits waits for them.
      const service = await met();
      const model = modelFor(service, wantedModel);
      if (model && !model.acceptsImages) return notify(t.composer.blindModel(model.name), { forMs: 8000 });
      const max = chatLimits(service).maxImages ?? Infinity;
      const { refused } = await conversation.tray.bring(brought, max);
      if (refused.length) notify(refusalText(refused, max, t));
    },
    [conversation, wantedModel, t],
  );
  const over = useIntake((brought) => void bring(brought));

  const view = useCallback(
    (images: readonly { id: string; name: string; url?: string; file?: Blob }[], start: number) =>
      setViewed({
        start,
        images: images.map(({ id, name, url, file }, i) => ({
          id,
          name,
          label: t.imageLabel(i + 1),
          ...(url ? { address: url } : {}),
          load: async () => file ?? (await conversation.image(id))?.file,
          marks: quotesOf(conversation.chat.get().exchanges, id),
        })),
      }),
    [conversation, t],
  );

  const sayReplaced = (undo: (() => void) | undefined) => {
    const { t: now } = latest.current;
    if (undo) notify(now.chat.replaced, { forMs: 10_000, action: { label: now.undo, run: undo } });
  };

  // Turns are memoised: what they call has to stay the same object while they do not change.
  const latest = useRef({ view, model, t });
  latest.current = { view, model, t };
  const actions = useMemo<TurnActions>(
    () => ({
      openImages: (exchange, index) => latest.current.view(exchange.images, index),
      regenerate: (exchange, id) => {
        const to = id ?? latest.current.model?.id;
        if (to) sayReplaced(conversation.regenerate(exchange.id, to));
      },
      resend: (exchange, text, images) => {
        setEditing(undefined);
        const to = latest.current.model?.id;
        if (to) sayReplaced(conversation.edit(exchange.id, text, images, to));
      },
      editing: setEditing,
      rate: (exchange, answer, wanted) => {
        const given = answer.rating === wanted ? undefined : wanted;
        const done = conversation.rate(exchange.id, answer, given);
        void done.catch(() => notify(latest.current.t.chat.feedbackFailed, { forMs: 8000 }));
        if (given === "down") setRating({ exchange, answer });
      },
    }),
    [conversation],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || dialogIsOpen()) return;
      if (conversation.running) {
        event.preventDefault();
        conversation.stop();
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [conversation]);

  const hidden = allTurns ? 0 : Math.max(0, count - SHOWN_TURNS);
  const composer = (
    <Composer
      conversation={conversation}
      onBring={(brought) => void bring(brought)}
      onOpenImage={(index) => view(conversation.tray.images.get(), index)}
      onEditLast={() => setEditing(chat.exchanges.at(-1)?.id)}
    />
  );

  return (
    <main className={empty ? "page chat empty" : "page chat"} id="page">
      <h1 className={empty ? "welcome" : "unseen"}>{empty ? t.chat.welcome : chat.title}</h1>
      {empty ? null : (
        <div className="log-scroll" ref={log} tabIndex={0} role="log" aria-label={t.chat.log} aria-busy={busy} aria-live="off">
          <div className="log">
            {hidden ? (
              <button type="button" className="text-button" onClick={() => setAllTurns(true)}>
                {t.chat.earlierTurns(hidden)}
              </button>
            ) : null}
            {chat.exchanges.slice(hidden).map((exchange) => (
              <ExchangeView key={exchange.id} exchange={exchange} conversation={conversation} models={known.models ?? NO_MODELS} actions={actions} editing={editing === exchange.id} busy={busy} />
            ))}
          </div>
        </div>
      )}
      <div className="dock">
        {away && !empty ? (
          <button type="button" className="latest" onClick={() => toEnd(true)}>
            <ArrowDown size={16} /> {t.chat.latest}
          </button>
        ) : null}
        {composer}
      </div>
      {empty ? <Samples conversation={conversation} onBring={bring} /> : null}
      {over ? (
        <div className="drop-overlay" aria-hidden="true">
          <Picture size={40} />
          <p>{t.intake.drop}</p>
          {limits.maxImages ? <small>{t.intake.dropHint(limits.maxImages)}</small> : null}
        </div>
      ) : null}
      {viewed?.images.length ? <Lightbox images={viewed.images} start={viewed.start} onClose={() => setViewed(undefined)} /> : null}
      {rating ? <Reason onClose={() => setRating(undefined)} onSend={(comment) => conversation.rate(rating.exchange.id, rating.answer, "down", comment)} /> : null}
    </main>
  );
}

const NO_MODELS: readonly never[] = [];

function Reason({ onClose, onSend }: { readonly onClose: () => void; readonly onSend: (comment: string) => Promise<void> }) {
  const t = useText();
  const [comment, setComment] = useState("");
  const send = () => {
    onClose();
    onSend(comment).then(
      () => notify(t.chat.feedbackThanks, { forMs: 5000 }),
      () => notify(t.chat.feedbackFailed, { forMs: 8000 }),
    );
  };
  return (
    <Dialog title={t.chat.feedbackTitle} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>{t.chat.feedbackText}</p>
        <label className="field">
          <span>
            {t.chat.feedbackReason} ({t.optional})
          </span>
          <textarea rows={3} maxLength={4000} value={comment} onChange={(event) => setComment(event.target.value)} autoFocus />
        </label>
        <div className="row end">
          <button type="submit" className="button primary" disabled={!comment.trim()}>
            {t.chat.feedbackSend}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
