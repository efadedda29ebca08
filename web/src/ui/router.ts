import { type MouseEvent, useSyncExternalStore } from "react";

import { base } from "../api/base";

/** The app's addresses are one level deep below its base, with the rest in the query. */
export type Place = "chat" | "workbench" | "lab";

export interface Location {
  readonly place: Place;
  readonly query: URLSearchParams;
}

const PATHS: Record<Place, string> = { chat: "", workbench: "workbench", lab: "lab" };

export function href(place: Place, query?: Record<string, string>): string {
  const url = new URL(PATHS[place], base);
  if (query) url.search = new URLSearchParams(query).toString();
  return url.pathname + url.search;
}

const listeners = new Set<() => void>();
const changed = () => listeners.forEach((listener) => listener());
globalThis.addEventListener?.("popstate", changed);

export function go(to: string, { replace = false } = {}): void {
  if (to === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  changed();
}

export function useLocation(): Location {
  const at = useSyncExternalStore(
    (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    () => location.pathname + location.search,
  );
  const url = new URL(at, base);
  const rest = url.pathname.slice(base.pathname.length);
  const place = (Object.keys(PATHS) as Place[]).find((name) => PATHS[name] === rest) ?? "chat";
  return { place, query: url.searchParams };
}

/** For `onClick` of a link: stays in the app, and leaves new tabs and windows to the browser. */
export function follow(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(event.currentTarget.pathname + event.currentTarget.search);
}
