import { useCallback, useRef, useState } from "react";

const NEAR_PX = 80;

/** Keeps the end of the log in view while it grows, unless the reader has scrolled away from it. */
export function useStick() {
  const element = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  /** On the way to the end, which may move while turns that come into view find their true heights. */
  const seeking = useRef(false);
  const [away, setAway] = useState(false);

  const toEnd = useCallback((smooth = false) => {
    sticks.current = true;
    seeking.current = true;
    setAway(false);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.current?.scrollTo({ top: element.current.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }, []);

  // The log comes and goes with the first question, so it is followed from where it is put into the page.
  const log = useCallback((shown: HTMLDivElement) => {
    element.current = shown;
    const isNear = () => shown.scrollHeight - shown.scrollTop - shown.clientHeight < NEAR_PX;
    const onScroll = () => {
      const near = isNear();
      if (near) seeking.current = false;
      if (seeking.current) return;
      sticks.current = near;
      setAway(!near);
    };
    const onScrollEnd = () => {
      if (seeking.current && !isNear()) shown.scrollTop = shown.scrollHeight;
    };
    // Whoever takes the scroll bar, the wheel or the keys goes where they want.
    const onHand = () => {
      seeking.current = false;
    };
    const grown = new ResizeObserver(() => {
      if (sticks.current) shown.scrollTop = shown.scrollHeight;
    });
    const hands = ["wheel", "touchmove", "pointerdown", "keydown"];
    shown.addEventListener("scroll", onScroll, { passive: true });
    shown.addEventListener("scrollend", onScrollEnd);
    for (const hand of hands) shown.addEventListener(hand, onHand, { passive: true });
    grown.observe(shown);
    for (const child of shown.children) grown.observe(child);
    return () => {
      element.current = null;
      shown.removeEventListener("scroll", onScroll);
      shown.removeEventListener("scrollend", onScrollEnd);
      for (const hand of hands) shown.removeEventListener(hand, onHand);
      grown.disconnect();
    };
  }, []);

  return { log, away, toEnd };
}
