import { Store } from "../ui/store";
import type { RequestReport } from "./own";

export type Price = NonNullable<RequestReport["usd_per_million_tokens"]>;

/** What this server's models cost, as far as a report has said so. Null: nothing by the token. */
export const prices = new Store<Readonly<Record<string, Price | null>>>({});

export const notePrice = ({ model, usd_per_million_tokens }: RequestReport): void =>
  prices.set((old) => (model in old ? old : { ...old, [model]: usd_per_million_tokens }));

/** US dollars; undefined where the price or a count is not known. */
export function cost(price: Price | null | undefined, input: number | undefined, output: number | undefined): number | undefined {
  if (price === undefined || input === undefined || output === undefined) return undefined;
  return price === null ? 0 : (input * price.input + output * price.output) / 1_000_000;
}
