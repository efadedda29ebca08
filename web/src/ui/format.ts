import { language } from "./i18n";

/** Numbers and dates as the chosen language writes them. */

const cache = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language() + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) cache.set(key, (found = new Intl.NumberFormat(language(), options)));
  return found;
}

export const number = (value: number): string => formatter({ maximumFractionDigits: 2 }).format(value);

const KIB = 1024;

/** Binary megabytes, as the API's limits count them, with the sign that everybody reads: 10 MB = 10 × 2^20 bytes. */
export function bytes(value: number): string {
  if (value < KIB) return `${number(value)} B`;
  if (value < KIB * KIB) return `${formatter({ maximumFractionDigits: 0 }).format(value / KIB)} KB`;
  return `${formatter({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value / (KIB * KIB))} MB`;
}

/** US dollars, as many digits as the amount needs to say something. */
export function usd(value: number): string {
  if (value === 0) return formatter({ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" }).format(0);
  const digits = value >= 1 ? 2 : Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(value))));
  return formatter({
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(value);
}

export const percent = (share: number): string => formatter({ style: "percent", maximumFractionDigits: 0 }).format(share);

/** Milliseconds below a second, seconds above. */
export const duration = (ms: number): string =>
  ms < 995 ? formatter({ style: "unit", unit: "millisecond", unitDisplay: "short", maximumFractionDigits: 0 }).format(ms) : seconds(ms);

export const seconds = (ms: number): string =>
  formatter({ style: "unit", unit: "second", unitDisplay: "short", maximumFractionDigits: ms < 9950 ? 1 : 0 }).format(ms / 1000);

export const size = (width: number, height: number): string => `${number(width)} × ${number(height)}`;

export const moment = (at: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(at);

export const list = (items: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: "conjunction" }).format(items);
