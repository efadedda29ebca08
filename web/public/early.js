// Runs before the first paint, so that neither the theme nor the language flashes. Reads what ui/prefs.ts writes.
(() => {
  let prefs = {};
  try {
    prefs = JSON.parse(localStorage.getItem("fovea.prefs") ?? "{}");
  } catch {
    // Storage is refused or damaged: the system's choices hold.
  }
  const root = document.documentElement;
  if (prefs.theme === "light" || prefs.theme === "dark") root.dataset.theme = prefs.theme;
  const language = prefs.language ?? navigator.language;
  root.lang = /^zh/i.test(language) ? "zh-TW" : "en";
})();
