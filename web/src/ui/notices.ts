import { Store } from "./store";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Sentences that say what just happened, with one thing that can be done about it. */
export const notices = new Store<readonly Notice[]>([]);

let lastId = 0;

/** Shows a notice until it is dismissed, or for `forMs`. */
export function notify(text: string, { action, forMs }: { action?: Notice["action"]; forMs?: number } = {}): void {
  const id = ++lastId;
  // The same sentence twice says nothing more.
  notices.set((old) => [...old.filter((notice) => notice.text !== text).slice(-2), { id, text, ...(action ? { action } : {}) }]);
  if (forMs) setTimeout(() => dismiss(id), forMs);
}

export const dismiss = (id: number): void => notices.set((old) => old.filter((notice) => notice.id !== id));

/** One polite sentence for who listens instead of looking. */
export const announced = new Store("");

export function announce(sentence: string): void {
  // The same words again are read again only if the text changes.
  announced.set((old) => (old === sentence ? `${sentence}\u00a0` : sentence));
}
