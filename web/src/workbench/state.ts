import { Store } from "../ui/store";
import { keepBench, loadBench } from "./keep";
import { type Bench, emptyBench } from "./model";
import { type Run } from "./runs";
import { fingerprint } from "./saved";

export interface CaseRun {
  readonly caseId: string;
  readonly runs: readonly Run[];
}

/** The Workbench outlives the page: what was typed is there again after a look at the chat, or a reload. */
export const bench = new Store<Bench>(emptyBench(undefined));
export const runs = new Store<readonly { readonly run: Run; readonly request: string }[]>([]);
export const caseRuns = new Store<readonly CaseRun[]>([]);
/** What the saved version looks like; empty while nothing was saved or opened. */
export const savedAs = new Store("");
export const restored = new Store(false);

const KEEP_PAUSE_MS = 300;
let timer: ReturnType<typeof setTimeout> | undefined;

export const change = (part: Partial<Bench> | ((old: Bench) => Bench)): void =>
  bench.set((old) => (typeof part === "function" ? part(old) : { ...old, ...part }));

/** Best effort: without the browser's storage, the Workbench lasts as long as the tab. */
export const keep = async (): Promise<void> => {
  clearTimeout(timer);
  await keepBench(bench.get()).catch(() => undefined);
};

export async function restore(): Promise<void> {
  if (restored.get()) return;
  const kept = await loadBench().catch(() => undefined);
  if (kept && !restored.get()) {
    bench.set({ ...emptyBench(undefined), ...kept });
    if (kept.name) savedAs.set(fingerprint(kept));
  }
  restored.set(true);
  bench.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), KEEP_PAUSE_MS);
  });
  addEventListener("visibilitychange", () => void keep());
}
