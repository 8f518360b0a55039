import type { ReadState } from "arxivlens/api";
import { useSyncExternalStore } from "react";

import { postShelf } from "./shelf-request.ts";

/** Keys of saved papers with their read states, as the page told them and as they were saved since. */
export type Marks = Readonly<Record<string, ReadState>>;

export interface ShelfData {
  /** Null where nobody is signed in, though somebody could be. */
  readonly formToken: string | null;
  readonly marks: Marks;
}

let current: ShelfData | null | undefined;
let wholeLibrary: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Null where nobody can sign in, and in the server's HTML, which is the same for everyone. */
export function useShelf(): ShelfData | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    data,
    () => null,
  );
}

/** Null where nobody is signed in. */
export function useShelfMarks(): Marks | null {
  const shelf = useShelf();
  return shelf === null || shelf.formToken === null ? null : shelf.marks;
}

/** Saves a paper and tells all who show it. */
export async function savePaper(paper: string): Promise<boolean> {
  const token = data()?.formToken ?? null;
  if (token === null) return false;
  const saved = await postShelf(new URLSearchParams({ action: "save", paper, "form-token": token }));
  // Marks may have come while it was being saved: one that was there already keeps its read state.
  if (saved) know({ [paper]: "unread", ...data()?.marks });
  return saved;
}

/** Asks once for the marks of the whole library: what is fetched after the page may hold any of its papers. */
export async function fetchAllMarks(): Promise<void> {
  if ((data()?.formToken ?? null) === null) return;
  wholeLibrary ??= askMarks().then(
    (marks) => know({ ...marks, ...data()?.marks }),
    () => {
      // The next fetch asks again; until then papers merely look as if they were not saved.
      wholeLibrary = null;
    },
  );
  await wholeLibrary;
}

async function askMarks(): Promise<Marks> {
  const answer = await fetch("/api/library/marks");
  if (!answer.ok) throw new Error(`marks of the library: ${answer.status}`);
  return ((await answer.json()) as { readonly marks: Marks }).marks;
}

function know(marks: Marks): void {
  const known = data();
  if (known === null) return;
  current = { ...known, marks };
  for (const listener of listeners) listener();
}

function data(): ShelfData | null {
  if (current === undefined) {
    const text = document.querySelector("script[data-shelf]")?.textContent;
    // Written by this site's own page, so its shape is known.
    current = text === undefined || text === null ? null : (JSON.parse(text) as ShelfData);
  }
  return current;
}
