import { useSyncExternalStore } from "react";

import { postShelf } from "./shelf-request.ts";

/** Keys of saved papers with their read states, as the page told them and as they were saved since. */
type Marks = Readonly<Record<string, string>>;

interface ShelfData {
  readonly formToken: string;
  readonly marks: Marks;
}

let current: ShelfData | null | undefined;
const listeners = new Set<() => void>();

/** Null where nobody is signed in, and in the server's HTML, which is the same for everyone. */
export function useShelfMarks(): Marks | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => data()?.marks ?? null,
    () => null,
  );
}

/** Saves a paper and tells all who show it. */
export async function savePaper(paper: string): Promise<boolean> {
  const known = data();
  if (known === null) return false;
  const saved = await postShelf(new URLSearchParams({ action: "save", paper, "form-token": known.formToken }));
  if (saved) {
    current = { ...known, marks: { ...known.marks, [paper]: "unread" } };
    for (const listener of listeners) listener();
  }
  return saved;
}

function data(): ShelfData | null {
  if (current === undefined) {
    const text = document.querySelector("script[data-shelf]")?.textContent;
    // Written by this site's own page, so its shape is known.
    current = text === undefined || text === null ? null : (JSON.parse(text) as ShelfData);
  }
  return current;
}
