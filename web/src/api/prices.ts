import type { Price } from "./own";

/** What an answer cost in US dollars; undefined where the price or a count is not known. */
export function cost(price: Price | null | undefined, input: number | undefined, output: number | undefined): number | undefined {
  if (price === undefined || input === undefined || output === undefined) return undefined;
  return price === null ? 0 : (input * price.input_usd + output * price.output_usd) / 1_000_000;
}
