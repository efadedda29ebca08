import { useEffect, useRef, useState } from "react";

import { type Brought, carriesAddress, carriesFiles, fromDrop, fromPaste, hasAny } from "./sources";

/**
 * Drops anywhere in the window and pastes anywhere in the page. Returns whether files hang over the window now.
 * Text that is dragged is left to the browser; of links, the address of an image is taken.
 */
export function useIntake(onBrought: (brought: Brought) => void, enabled = true): boolean {
  const [over, setOver] = useState(false);
  const handler = useRef(onBrought);
  handler.current = onBrought;

  useEffect(() => {
    if (!enabled) return;
    // `dragleave` fires for each child that is passed; only leaving the window has no related target.
    const overWindow = (event: DragEvent) => {
      const files = carriesFiles(event.dataTransfer);
      // A link may be dropped, and gets no overlay: until then nobody can tell whether it is an image's.
      if (!files && !carriesAddress(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = "copy";
      if (files) setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer) return;
      const files = carriesFiles(event.dataTransfer);
      const address = carriesAddress(event.dataTransfer);
      if (!files && !address) return; // dragged text goes into the box
      const brought = fromDrop(event.dataTransfer);
      if (!hasAny(brought) && isEditable(event.target)) return; // so does a link that is no image's
      event.preventDefault(); // else the browser would leave the page for it
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
