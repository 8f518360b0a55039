import { useContext, type ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { shelfWords as words } from "../words/shelf.ts";
import { itemHref } from "./item-href.ts";
import { ReaderContext } from "./reader-context.ts";
import { ShelfSign } from "./shelf-sign.tsx";

interface SaveControlProps {
  readonly paper: string;
  readonly title: string;
}

/** Saves a paper, or shows that it is saved and how far it is read. A form; scripts only spare the page's reload. */
export function SaveControl({ paper, title }: SaveControlProps): ReactElement | null {
  const reader = useContext(ReaderContext);
  if (reader === null) return null;
  const state = reader.shelf.marks[paper];
  const anchor = `save-${paper.replaceAll(/[^\w.-]/g, "-")}`;
  if (state !== undefined)
    return (
      <a id={anchor} className="saved" href={itemHref(paper)} aria-label={words.savedThis(title, words.states[state])}>
        <ShelfSign saved /> {words.states[state]}
      </a>
    );
  return (
    <form id={anchor} className="save" method="post" action="/library" data-save={paper}>
      <FormToken viewer={reader.viewer} />
      <input type="hidden" name="paper" value={paper} />
      <input type="hidden" name="anchor" value={anchor} />
      <button type="submit" name="action" value="save" aria-label={words.saveThis(title)}>
        <ShelfSign saved={false} /> {words.save}
      </button>
    </form>
  );
}
