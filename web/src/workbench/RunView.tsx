import { useState } from "react";

import { cost } from "../api/prices";
import { server } from "../api/server";
import { failureText } from "../ui/failureText";
import { steady } from "../ui/steady";
import { CopyButton } from "../ui/CopyButton";
import * as format from "../ui/format";
import { Formatted } from "../ui/Formatted";
import { useText } from "../ui/i18n";
import { Warning } from "../ui/icons";
import { useStore } from "../ui/store";
import type { Run } from "./runs";

type Tab = "answer" | "request" | "events";

export function RunView({ run, request }: { readonly run: Run; readonly request: string }) {
  const t = useText();
  const [tab, setTab] = useState<Tab>("answer");
  const tabs: [Tab, string][] = [
    ["answer", t.workbench.answer],
    ["request", t.workbench.request],
    ["events", t.workbench.events(run.events.length)],
  ];
  const running = run.state === "running" || run.state === "waiting";
  const eventLines = () => run.events.map((event) => JSON.stringify(event)).join("\n");
  return (
    <article className="run" aria-label={t.workbench.answerOf(run.model)} aria-busy={running}>
      <header>
        <h2>{run.model}</h2>
        <div className="tabs" role="tablist" aria-label={run.model}>
          {tabs.map(([id, label]) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={tab === id}
              tabIndex={tab === id ? 0 : -1}
              onClick={() => setTab(id)}
              onKeyDown={(event) => {
                const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
                if (!step) return;
                const at = tabs.findIndex(([other]) => other === tab) + step;
                setTab(tabs[(at + tabs.length) % tabs.length]![0]);
                (event.currentTarget.parentElement!.children[(at + tabs.length) % tabs.length] as HTMLElement).focus();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      </header>
      <RunFacts run={run} />
      <div role="tabpanel" aria-label={tabs.find(([id]) => id === tab)![1]} className="run-body" tabIndex={0}>
        {tab === "answer" ? (
          <>
            {run.state === "waiting" || (running && !run.text) ? (
              <p className="waiting">
                <span className="pulse" aria-hidden="true" />
                {run.state === "waiting" ? t.workbench.queued : t.workbench.running}
              </p>
            ) : null}
            {run.text ? <Formatted source={running ? steady(run.text) : run.text} /> : null}
            {run.state === "stopped" ? <p className="note">{t.chat.stopped}</p> : null}
            {run.stopReason === "max_tokens" ? <p className="note">{t.chat.maxTokens}</p> : null}
            {run.stopReason === "refusal" ? <p className="note">{t.chat.refusal}</p> : null}
            {run.failure ? (
              <div className="failure" role="alert">
                <Warning />
                <div>
                  <p>{failureText(run.failure, t)}</p>
                  {run.failure.requestId ? <small>{t.failure.request(run.failure.requestId)}</small> : null}
                </div>
              </div>
            ) : null}
            {run.text && !running ? <CopyButton label={t.chat.copy} text={() => run.text} /> : null}
          </>
        ) : (
          <div className="code-block">
            <CopyButton label={t.copyCode} text={() => (tab === "request" ? request : eventLines())} />
            <pre className="raw" tabIndex={0}>
              {tab === "request" ? request : eventLines()}
            </pre>
          </div>
        )}
      </div>
    </article>
  );
}

/** Tokens, cost and times of a run, as far as they are known. */
export function RunFacts({ run }: { readonly run: Run }) {
  const t = useText();
  const { prices } = useStore(server);
  const usd = cost(prices?.[run.model], run.inputTokens, run.outputTokens);
  const facts: [string, string | undefined][] = [
    [t.workbench.tokensIn, run.inputTokens === undefined ? undefined : format.number(run.inputTokens)],
    [t.workbench.tokensOut, run.outputTokens === undefined ? undefined : format.number(run.outputTokens)],
    [t.workbench.cost, usd === undefined ? undefined : usd === 0 ? t.composer.free : format.usd(usd)],
    [t.workbench.firstToken, run.firstMs === undefined ? undefined : format.duration(run.firstMs)],
    [t.workbench.latency, run.totalMs === undefined || run.state === "running" ? undefined : format.duration(run.totalMs)],
    [t.workbench.stopReason, run.stopReason],
  ];
  return (
    <dl className="facts-row">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
