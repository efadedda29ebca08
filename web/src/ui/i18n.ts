import { usePart } from "./store";
import { type Language, prefs } from "./prefs";
import { en } from "./text/en";
import { zhTW } from "./text/zh-TW";

/**
 * Every sentence of the app. A catalogue is a plain value whose sentences with a gap are functions, so that
 * the compiler finds a missing key, a missing gap and a wrong argument in every language.
 */
export type Catalogue = typeof en;

const catalogues: Record<Language, Catalogue> = { en, "zh-TW": zhTW };

const fromBrowser = (): Language =>
  /^zh/i.test(globalThis.navigator?.language ?? "en") ? "zh-TW" : "en";

export const language = (): Language => prefs.get().language ?? fromBrowser();

export const text = (): Catalogue => catalogues[language()];

export const useLanguage = (): Language => usePart(prefs, language);

export const useText = (): Catalogue => catalogues[useLanguage()];
