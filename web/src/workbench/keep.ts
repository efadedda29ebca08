import { openDB } from "idb";

import type { Bench } from "./model";

/** The Workbench as it was left, images included, in this browser. */
const database = openDB<{ bench: { key: string; value: Bench } }>("fovea-workbench", 1, {
  upgrade: (db) => void db.createObjectStore("bench"),
});
// Who uses it below says what happens without it; nobody waits for the promise itself.
database.catch(() => undefined);

export const loadBench = async (): Promise<Bench | undefined> => (await database).get("bench", "current").catch(() => undefined);

export const keepBench = async (bench: Bench): Promise<void> => void (await (await database).put("bench", bench, "current"));
