import { lazy, Suspense } from "react";

const Markdown = lazy(() => import("./Markdown"));

/** Text as Markdown; as plain text until the formatter, which is loaded with the first answer, is there. */
export function Formatted({ source }: { readonly source: string }) {
  return (
    <Suspense fallback={<div className="prose plain">{source}</div>}>
      <Markdown source={source} />
    </Suspense>
  );
}

/** Fetches the formatter while the first answer is still on its way. */
export const prefetchFormatter = (): void => void import("./Markdown");
