import type { APIError } from "@anthropic-ai/sdk/core/error";

/** What went wrong, told apart as far as a reader of the page can do something different about it. */
export type FailureKind =
  | "offline" // this computer has no network
  | "gone" // the server does not answer
  | "cut" // the answer broke off
  | "session" // the key or the session is no longer accepted
  | "busy" // 429 and 529
  | "lost" // an image of the history is neither here nor there any more; `said` is its name
  | "refused" // 4xx: the request cannot be answered as it is
  | "broken"; // 5xx

export interface Failure {
  readonly kind: FailureKind;
  /** The service's own sentence, where it sent one. */
  readonly said?: string;
  readonly requestId?: string;
  readonly retryAfterS?: number;
  /** `error.type` of the API's envelope. */
  readonly type?: string;
  readonly status?: number;
}

/** The answer ended before its last event. */
export class CutShort extends Error {}

// The SDK's errors are told apart by their names and fields, not their classes: those would load the SDK to compare.
export const isAbort = (thrown: unknown): boolean => thrown instanceof Error && /^(APIUser)?AbortError$/.test(thrown.name);

export const isConnectionError = (thrown: unknown): boolean =>
  thrown instanceof TypeError || (thrown instanceof Error && thrown.name.startsWith("APIConnection"));

const isStatusError = (thrown: unknown): thrown is APIError => thrown instanceof Error && "requestID" in thrown && "headers" in thrown;

interface Envelope {
  readonly error?: { readonly type?: string; readonly message?: string };
  readonly request_id?: string;
}

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CutShort) return { kind: "cut" };
  if (isConnectionError(thrown)) {
    return { kind: globalThis.navigator?.onLine === false ? "offline" : "gone" };
  }
  if (isStatusError(thrown)) {
    const body = (thrown.error ?? {}) as Envelope;
    const retryAfter = Number(thrown.headers?.get("retry-after") ?? NaN);
    return failure(thrown.status, body, thrown.requestID ?? undefined, Number.isFinite(retryAfter) ? retryAfter : undefined);
  }
  // A stream that dies on the way surfaces as whatever the browser's reader throws.
  return { kind: globalThis.navigator?.onLine === false ? "offline" : "cut" };
}

export function failure(status: number | undefined, body: Envelope, requestId?: string, retryAfterS?: number): Failure {
  const type = body.error?.type;
  return {
    kind: kindOf(status, type),
    ...(body.error?.message ? { said: body.error.message } : {}),
    ...(type ? { type } : {}),
    ...(status ? { status } : {}),
    ...((requestId ?? body.request_id) ? { requestId: requestId ?? body.request_id! } : {}),
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
  };
}

function kindOf(status: number | undefined, type: string | undefined): FailureKind {
  if (status === 401 || type === "authentication_error") return "session";
  if (status === 429 || status === 529 || type === "overloaded_error" || type === "rate_limit_error") return "busy";
  if (status !== undefined && status >= 400 && status < 500) return "refused";
  if (status === 200 && type === "invalid_request_error") return "refused";
  return "broken";
}
