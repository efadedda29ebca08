import { useEffect, useState } from "react";

import { useText } from "./i18n";
import { Check, Copy } from "./icons";
import { announce, notify } from "./notices";

export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const t = useText();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1600);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setDone(true);
      announce(t.copied);
    } catch {
      notify(t.copyRefused, { forMs: 8000 });
    }
  };
  return (
    <button type="button" className="icon-button copy" aria-label={label} title={label} onClick={() => void copy()}>
      {done ? <Check size={18} /> : <Copy size={18} />}
    </button>
  );
}
