import { type ComponentType, type ReactNode, useEffect } from "react";

import { Store, useStore } from "./store";

/**
 * A part of the app that is fetched when it is first shown. What stands in its place meanwhile, and where it cannot
 * be had, is up to `instead`: the rest of the page stays. `ahead` fetches it before it is needed.
 */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>, instead: (props: P & { readonly failed: boolean }) => ReactNode) {
  const part = new Store<{ readonly View?: ComponentType<P>; readonly failed: boolean }>({ failed: false });
  let coming: Promise<void> | undefined;
  const ahead = (): void => {
    coming ??= load().then(
      ({ default: View }) => part.set({ View, failed: false }),
      () => {
        coming = undefined; // the next to need it tries again
        part.set({ failed: true });
      },
    );
  };
  function Later(props: P) {
    const { View, failed } = useStore(part);
    useEffect(ahead, []);
    return View ? <View {...props} /> : instead({ ...props, failed });
  }
  return Object.assign(Later, { ahead });
}
