import { useEffect, useRef, useState } from "react";

import { type Brought, carriesFiles, fromDrop, fromPaste, hasAny } from "./sources";

/**
 * Drops anywhere in the window and pastes anywhere in the page. Returns whether files hang over the window now.
 * Text and links that are dragged are left to the browser, but for the address of an image.
 */
export function useIntake(onBrought: (brought: Brought) => void, enabled = true): boolean {
  const [over, setOver] = useState(false);
  const handler = useRef(onBrought);
  handler.current = onBrought;

  useEffect(() => {
    if (!enabled) return;
    // `dragleave` fires for each child that is passed; only leaving the window has no related target.
    const overWindow = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer) return;
      const files = carriesFiles(event.dataTransfer);
      if (!files && isEditable(event.target)) return; // dragged text goes into the box
      const brought = fromDrop(event.dataTransfer);
      if (files || hasAny(brought)) event.preventDefault();
      if (hasAny(brought)) handler.current(brought);
    };
    const paste = (event: ClipboardEvent) => {
      if (!event.clipboardData || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]")) return;
      const brought = fromPaste(event.clipboardData);
      if (!hasAny(brought)) return;
      event.preventDefault();
      handler.current(brought);
    };
    const end = () => setOver(false);
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") end();
    };
    const listeners: [string, (event: never) => void][] = [
      ["dragenter", overWindow],
      ["dragover", overWindow],
      ["dragleave", leave],
      ["drop", drop],
      ["dragend", end],
      ["paste", paste],
      ["keydown", key],
      ["blur", end],
    ];
    for (const [type, listener] of listeners) window.addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of listeners) window.removeEventListener(type, listener as EventListener);
    };
  }, [enabled]);
  return over;
}

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA)$/.test(target.tagName));
