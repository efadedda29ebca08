import type { Failure } from "../api/errors";
import type { Catalogue } from "./i18n";

/** What happened and what to do, in the reader's language; the service's own words where it had some. */
export function failureText(failure: Failure, t: Catalogue): string {
  const said = failure.said ?? "";
  switch (failure.kind) {
    case "busy":
      return t.failure.busy(said, failure.retryAfterS);
    case "lost":
      return t.failure.lost(said);
    case "refused":
      return t.failure.refused(said);
    case "broken":
      return t.failure.broken(said);
    default:
      return t.failure[failure.kind];
  }
}
