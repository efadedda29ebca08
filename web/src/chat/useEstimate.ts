import { useEffect, useState } from "react";

import { inspectRequest, type RequestReport } from "../api/own";
import type { Chat, ChatImage } from "./model";
import { requestOf } from "./request";

const PAUSE_MS = 500;

/**
 * What the request that would be sent now costs, as the service counts it. Undefined while it is not known; while
 * words are typed, what it was before them.
 */
export function useEstimate(chat: Chat, text: string, images: readonly ChatImage[], model: string | undefined): RequestReport | undefined {
  const [estimate, setEstimate] = useState<{ readonly report: RequestReport; readonly besides: string }>();
  const ready = images.every(({ url, upload }) => url ?? upload.state === "done");
  const besides = JSON.stringify([chat.id, chat.exchanges.length, images.map(({ id, upload }) => [id, upload]), model]);
  const key = ready && model && (text.trim() || images.length) ? besides + text : undefined;
  useEffect(() => {
    if (!key || !model) return setEstimate(undefined);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const question = { id: "", at: 0, text, images, answers: [], shown: 0 };
        const report = await inspectRequest(requestOf({ exchanges: [...chat.exchanges, question] }, model), abort.signal);
        if (!abort.signal.aborted) setEstimate({ report, besides });
      } catch {
        // No estimate is no harm: what is wrong with the request is said when it is sent.
        if (!abort.signal.aborted) setEstimate(undefined);
      }
    }, PAUSE_MS);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
    // The key holds all that the request is made of.
  }, [key]);
  return key && estimate?.besides === besides ? estimate.report : undefined;
}
