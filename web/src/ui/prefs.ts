import { Store } from "./store";

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "zh-TW";

/** What this reader of the page prefers; kept in this browser. `public/early.js` reads it before the first paint. */
export interface Prefs {
  readonly theme: Theme;
  /** Undefined follows the browser. */
  readonly language?: Language;
  /** Which key sends; the other one makes a new line. */
  readonly sendWith: "enter" | "mod-enter";
  readonly model?: string;
}

const KEY = "fovea.prefs";

function read(): Prefs {
  const defaults: Prefs = { theme: "system", sendWith: "enter" };
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Prefs>) };
  } catch {
    return defaults;
  }
}

export const prefs = new Store<Prefs>(read());

export function setPrefs(change: Partial<Prefs>): void {
  prefs.set((old) => ({ ...old, ...change }));
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs.get()));
  } catch {
    // Storage is refused or full: the choice holds for this visit.
  }
}

// Another tab's choice holds here too.
globalThis.window?.addEventListener("storage", (event) => {
  if (event.key === KEY) prefs.set(read());
});

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}
