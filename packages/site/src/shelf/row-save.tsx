import { useState, type ReactElement } from "react";

import { savePaper, useShelfMarks } from "../client/shelf-marks.ts";
import { shelfWords as words } from "../words/shelf.ts";
import { itemHref } from "./item-href.ts";
import { ShelfSign } from "./shelf-sign.tsx";

/** The same in a row of a table that lives in the browser; nothing where nobody is signed in. */
export function RowSave({ paper, title }: { readonly paper: string; readonly title: string }): ReactElement | null {
  const marks = useShelfMarks();
  const [failed, setFailed] = useState(false);
  if (marks === null) return null;
  const state = marks[paper];
  if (state !== undefined)
    return (
      <a
        className="saved"
        href={itemHref(paper)}
        aria-label={words.savedThis(title, words.states[state])}
        title={words.states[state]}
      >
        <ShelfSign saved />
      </a>
    );
  return (
    <button
      type="button"
      className="row-save"
      aria-label={failed ? words.saving : words.saveThis(title)}
      title={failed ? words.saving : words.save}
      onClick={() => void savePaper(paper).then((done) => setFailed(!done))}
    >
      <ShelfSign saved={false} />
    </button>
  );
}
