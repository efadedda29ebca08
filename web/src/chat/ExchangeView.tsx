import { memo, useDeferredValue, useEffect, useState } from "react";

import { cost } from "../api/prices";
import { server, type ServerModel } from "../api/server";
import { CopyButton } from "../ui/CopyButton";
import * as format from "../ui/format";
import { Formatted } from "../ui/Formatted";
import { useText } from "../ui/i18n";
import { Again, ChevronLeft, ChevronRight, Pencil, ThumbDown, ThumbUp, Warning } from "../ui/icons";
import { Menu } from "../ui/Menu";
import { usePart } from "../ui/store";
import type { Conversation } from "./conversation";
import { EditQuestion } from "./EditQuestion";
import { failureText } from "../ui/failureText";
import { Figures } from "./Figures";
import { type Answer, type Exchange, isOpen } from "./model";
import { steady } from "../ui/steady";

/** What a turn can ask of the page. One object for the whole life of a page, so that turns need not render again. */
export interface TurnActions {
  readonly openImages: (exchange: Exchange, index: number) => void;
  readonly regenerate: (exchange: Exchange, model?: string) => void;
  readonly resend: (exchange: Exchange, text: string, images: Exchange["images"]) => void;
  readonly editing: (exchangeId: string | undefined) => void;
  readonly rate: (exchange: Exchange, answer: Answer, rating: "up" | "down") => void;
}

/** One question and its answer. */
export const ExchangeView = memo(function ExchangeView({
  exchange,
  conversation,
  models,
  actions,
  editing,
  busy,
}: {
  readonly exchange: Exchange;
  readonly conversation: Conversation;
  readonly models: readonly ServerModel[];
  readonly actions: TurnActions;
  readonly editing: boolean;
  /** An answer is on its way somewhere in this chat. */
  readonly busy: boolean;
}) {
  const t = useText();
  const answer = exchange.answers[exchange.shown];
  return (
    <article className="exchange" aria-label={t.chat.exchange}>
      {editing ? (
        <EditQuestion exchange={exchange} conversation={conversation} onCancel={() => actions.editing(undefined)} onSend={(text, images) => actions.resend(exchange, text, images)} />
      ) : (
        <div className="question">
          {exchange.images.length ? <Figures images={exchange.images} conversation={conversation} onOpen={(index) => actions.openImages(exchange, index)} /> : null}
          {exchange.text ? <h2 className={exchange.text.length > 160 || exchange.text.includes("\n") ? "long" : undefined}>{exchange.text}</h2> : null}
          <button type="button" className="icon-button edit" disabled={busy} aria-label={t.chat.edit} title={t.chat.edit} onClick={() => actions.editing(exchange.id)}>
            <Pencil size={18} />
          </button>
        </div>
      )}
      {answer ? <AnswerView answer={answer} exchange={exchange} conversation={conversation} models={models} actions={actions} busy={busy} /> : null}
    </article>
  );
});

function AnswerView({
  answer,
  exchange,
  conversation,
  models,
  actions,
  busy,
}: {
  readonly answer: Answer;
  readonly exchange: Exchange;
  readonly conversation: Conversation;
  readonly models: readonly ServerModel[];
  readonly actions: TurnActions;
  readonly busy: boolean;
}) {
  const t = useText();
  const open = isOpen(answer);
  // Formatting runs behind the stream where it cannot keep up, and never blocks typing.
  const text = useDeferredValue(answer.text);
  const price = usePart(server, ({ prices }) => prices?.[answer.model]);
  const usd = cost(price, answer.inputTokens, answer.outputTokens);
  const facts = [
    answer.model,
    // An answer that was ended early never said what it came to.
    answer.state !== "done" || answer.outputTokens === undefined || answer.inputTokens === undefined ? undefined : t.chat.usage(format.number(answer.inputTokens), format.number(answer.outputTokens)),
    usd && answer.state === "done" ? format.usd(usd) : undefined,
    answer.totalMs === undefined ? undefined : format.duration(answer.totalMs),
  ].filter((fact) => fact !== undefined);
  const seen = models.filter(({ acceptsImages }) => acceptsImages || exchange.images.length === 0);
  return (
    <div className="answer" aria-label={t.chat.answer} role="group" aria-busy={open}>
      {answer.state === "waiting" ? <Waiting images={exchange.images.length} /> : null}
      {/* The last text may be behind the end of the answer by a moment: until then it is as open as before. */}
      {text ? <Formatted source={open || text !== answer.text ? steady(text) : text} /> : null}
      {answer.stopReason === "refusal" ? <p className="note">{t.chat.refusal}</p> : null}
      {answer.stopReason === "max_tokens" && !open ? <p className="note">{t.chat.maxTokens}</p> : null}
      {answer.stopReason === "model_context_window_exceeded" ? <p className="note">{t.chat.contextFull}</p> : null}
      {answer.state === "stopped" ? <p className="note">{t.chat.stopped}</p> : null}
      {answer.state === "failed" && answer.failure ? (
        <div className="failure" role="alert">
          <Warning />
          <div>
            <p>{failureText(answer.failure, t)}</p>
            {answer.failure.requestId ? <small>{t.failure.request(answer.failure.requestId)}</small> : null}
          </div>
          <button type="button" className="text-button" disabled={busy} onClick={() => actions.regenerate(exchange)}>
            {t.retry}
          </button>
        </div>
      ) : null}
      {open ? null : (
        <footer>
          <span className="facts">{facts.join(" · ")}</span>
          {exchange.answers.length > 1 ? (
            <span className="versions">
              <button type="button" className="icon-button" aria-label={t.chat.previousVersion} title={t.chat.previousVersion} disabled={exchange.shown === 0} onClick={() => conversation.show(exchange.id, exchange.shown - 1)}>
                <ChevronLeft size={18} />
              </button>
              <span>{t.chat.version(exchange.shown + 1, exchange.answers.length)}</span>
              <button type="button" className="icon-button" aria-label={t.chat.nextVersion} title={t.chat.nextVersion} disabled={exchange.shown === exchange.answers.length - 1} onClick={() => conversation.show(exchange.id, exchange.shown + 1)}>
                <ChevronRight size={18} />
              </button>
            </span>
          ) : null}
          {answer.text ? <CopyButton label={t.chat.copy} text={() => answer.text} /> : null}
          <Menu
            label={t.chat.regenerate}
            disabled={busy}
            button={<Again size={18} />}
            items={seen.map(({ id, name }) => ({ id, label: t.chat.regenerateWith(name), run: () => actions.regenerate(exchange, id) }))}
          />
          {answer.requestId && answer.state !== "failed" ? (
            <>
              <button type="button" className="icon-button" aria-pressed={answer.rating === "up"} aria-label={t.chat.thumbUp} title={t.chat.thumbUp} onClick={() => actions.rate(exchange, answer, "up")}>
                <ThumbUp size={18} />
              </button>
              <button type="button" className="icon-button" aria-pressed={answer.rating === "down"} aria-label={t.chat.thumbDown} title={t.chat.thumbDown} onClick={() => actions.rate(exchange, answer, "down")}>
                <ThumbDown size={18} />
              </button>
            </>
          ) : null}
        </footer>
      )}
    </div>
  );
}

/** Says that the model is at work, and for how long: a local model may read for a while before its first word. */
function Waiting({ images }: { readonly images: number }) {
  const t = useText();
  const [ms, setMs] = useState(0);
  useEffect(() => {
    const since = performance.now();
    const timer = setInterval(() => setMs(performance.now() - since), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="waiting">
      <span className="pulse" aria-hidden="true" />
      {t.chat.waiting(images, format.seconds(Math.floor(ms / 1000) * 1000))}
    </p>
  );
}
