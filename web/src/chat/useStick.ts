import { useCallback, useEffect, useRef, useState } from "react";

const NEAR_PX = 80;

/** Keeps the end of the log in view while it grows, unless the reader has scrolled away from it. */
export function useStick() {
  const log = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const [away, setAway] = useState(false);

  const toEnd = useCallback((smooth = false) => {
    sticks.current = true;
    setAway(false);
    log.current?.scrollTo({ top: log.current.scrollHeight, behavior: smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "instant" });
  }, []);

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const onScroll = () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      sticks.current = near;
      setAway(!near);
    };
    const follow = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    follow.observe(element);
    for (const child of element.children) follow.observe(child);
    return () => {
      element.removeEventListener("scroll", onScroll);
      follow.disconnect();
    };
  }, []);

  return { log, away, toEnd };
}
