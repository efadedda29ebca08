import { useCallback, useRef, useState } from "react";

const NEAR_PX = 80;

/** Keeps the end of the log in view while it grows, unless the reader has scrolled away from it. */
export function useStick() {
  const element = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const [away, setAway] = useState(false);

  const toEnd = useCallback((smooth = false) => {
    sticks.current = true;
    setAway(false);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.current?.scrollTo({ top: element.current.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }, []);

  // The log comes and goes with the first question, so it is followed from where it is put into the page.
  const log = useCallback((shown: HTMLDivElement) => {
    element.current = shown;
    const onScroll = () => {
      const near = shown.scrollHeight - shown.scrollTop - shown.clientHeight < NEAR_PX;
      sticks.current = near;
      setAway(!near);
    };
    const grown = new ResizeObserver(() => {
      if (sticks.current) shown.scrollTop = shown.scrollHeight;
    });
    shown.addEventListener("scroll", onScroll, { passive: true });
    grown.observe(shown);
    for (const child of shown.children) grown.observe(child);
    return () => {
      element.current = null;
      shown.removeEventListener("scroll", onScroll);
      grown.disconnect();
    };
  }, []);

  return { log, away, toEnd };
}
