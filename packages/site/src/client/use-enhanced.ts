import { useSyncExternalStore } from "react";

const never = (): (() => void) => () => {};

/** False in the server's HTML and at hydration, true from then on: what needs JavaScript shows only where there is some. */
export function useEnhanced(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
