import { useEffect, useRef, useState, type ReactElement } from "react";

import { savePaper, useShelf } from "../client/shelf-marks.ts";
import { shelfWords as words } from "../words/shelf.ts";
import { itemHref } from "./item-href.ts";
import { ShelfSign } from "./shelf-sign.tsx";

/** Leads back to the address as it is now, with the card that is open. */
const signInHref = (): string =>
  `/login?next=${encodeURIComponent(`${location.pathname}${location.search}${location.hash}`)}`;

/** Saves the work of a card that lives in the browser; the way to sign in where nobody is, nothing where nobody can. */
export function CardSave({ paper, title }: { readonly paper: string; readonly title: string }): ReactElement | null {
  const shelf = useShelf();
  const [outcome, setOutcome] = useState<"saved" | "failed" | null>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const hadFocus = useRef(false);
  const state = shelf?.marks[paper];
  useEffect(() => {
    // The button is gone: who pressed it by key goes on from what stands in its place.
    if (state !== undefined && hadFocus.current) link.current?.focus();
    hadFocus.current = false;
  }, [state]);
  if (shelf === null) return null;
  if (shelf.formToken === null)
    return (
      <a
        href={signInHref()}
        onClick={(event) => {
          event.currentTarget.href = signInHref();
        }}
      >
        {words.signInToSave}
      </a>
    );
  const save = async (button: HTMLElement): Promise<void> => {
    hadFocus.current = button === document.activeElement;
    const done = await savePaper(paper);
    if (!done) hadFocus.current = false;
    setOutcome(done ? "saved" : "failed");
  };
  return (
    <>
      {state !== undefined ? (
        <a ref={link} className="saved" href={itemHref(paper)} aria-label={words.savedThis(title, words.states[state])}>
          <ShelfSign saved /> {words.states[state]}
        </a>
      ) : (
        <button type="button" aria-label={words.saveThis(title)} onClick={(event) => void save(event.currentTarget)}>
          <ShelfSign saved={false} /> {words.save}
        </button>
      )}
      <output className={outcome === "failed" ? "trouble-line" : "only-heard"}>
        {outcome === "failed" ? words.saving : outcome === "saved" ? words.hasBeenSaved : ""}
      </output>
    </>
  );
}
