/** Parts of a whole, both in bytes. */
export type OnProgress = (sent: number, total: number) => void;

/**
 * A `fetch` that tells how much was sent, which the browser's own does not. Handed to the SDK for uploads only.
 * The answer is read whole: uploads answer with a few hundred bytes.
 */
export function xhrFetch(onProgress: OnProgress): typeof fetch {
  const send: typeof fetch = (input, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init.method ?? "GET", String(input instanceof Request ? input.url : input));
      request.responseType = "arraybuffer";
      new Headers(init.headers).forEach((value, name) => {
        if (name !== "user-agent") request.setRequestHeader(name, value); // browsers keep that one to themselves
      });
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) onProgress(event.loaded, event.total);
      };
      const abort = () => request.abort();
      const settle = (finish: () => void) => () => {
        init.signal?.removeEventListener("abort", abort);
        finish();
      };
      request.onload = settle(() => {
        const bodyless = request.status === 204 || request.status === 304;
        resolve(
          new Response(bodyless ? null : (request.response as ArrayBuffer), {
            status: request.status,
            statusText: request.statusText,
            headers: headersOf(request),
          }),
        );
      });
      request.onerror = settle(() => reject(new TypeError("Failed to fetch")));
      request.onabort = settle(() => reject(new DOMException("The upload was aborted.", "AbortError")));
      if (init.signal?.aborted) return reject(new DOMException("The upload was aborted.", "AbortError"));
      init.signal?.addEventListener("abort", abort);
      request.send((init.body ?? null) as XMLHttpRequestBodyInit | null);
    });
  // The SDK looks here for the answer's class; else it fetches a data: address to find out, which the CSP forbids.
  return Object.assign(send, { Response });
}

function headersOf(request: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return headers;
}
