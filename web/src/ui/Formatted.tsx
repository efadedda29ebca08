import { later } from "./later";

/**
 * Text as Markdown. The formatter is loaded with the first answer: nothing is shown for that moment, since half of a
 * table would be, and the plain text where it cannot be had.
 */
export const Formatted = later<{ readonly source: string }>(
  () => import("./Markdown"),
  ({ source, failed }) => (failed ? <div className="prose plain">{source}</div> : null),
);
