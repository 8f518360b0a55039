import type { LibraryView } from "arxivlens/api";
import type { ReactElement } from "react";

import { shelfWords as words } from "../words/shelf.ts";
import type { RefusedChange } from "./library-places.tsx";

const states = ["unread", "reading", "read"] as const;

interface LibraryToolsProps {
  readonly library: LibraryView;
  readonly refused: RefusedChange | null;
}

/** What can be done with the chosen papers: each group is a value and the buttons that use it. */
export function LibraryTools({ library, refused: any }: LibraryToolsProps): ReactElement {
  const refused = any === null || any.action.startsWith("folder-") ? null : any;
  return (
    <fieldset className="library-tools" aria-describedby={refused === null ? undefined : "chosen-fault"}>
      <legend>
        {words.withChosen} <span className="figures" data-chosen aria-live="polite" />
      </legend>
      <div className="field-line">
        <label>
          <span>{words.readState}</span>
          <select name="state">
            {states.map((state) => (
              <option key={state} value={state}>
                {words.states[state]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" name="action" value="state">
          {words.mark}
        </button>
      </div>
      <div className="field-line">
        <label>
          <span>{words.tag}</span>
          <input
            type="text"
            name="tag"
            list="library-tags"
            autoComplete="off"
            placeholder={words.tag.toLowerCase()}
            defaultValue={refused?.action === "tag" || refused?.action === "untag" ? refused.typed : ""}
          />
        </label>
        <datalist id="library-tags">
          {library.tags.map(({ tag }) => (
            <option key={tag}>{tag}</option>
          ))}
        </datalist>
        <button type="submit" name="action" value="tag">
          {words.addTag}
        </button>
        <button type="submit" name="action" value="untag">
          {words.removeTag}
        </button>
      </div>
      {library.folders.length === 0 ? null : (
        <div className="field-line">
          <label>
            <span>{words.folder}</span>
            <select name="folder" defaultValue={library.selection.folder ?? undefined}>
              {library.folders.map(({ folder, name }) => (
                <option key={folder} value={folder}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" name="action" value="file">
            {words.file}
          </button>
          <button type="submit" name="action" value="unfile">
            {words.unfile}
          </button>
        </div>
      )}
      <button type="submit" name="action" value="remove">
        {words.remove}
      </button>
      {refused === null ? null : (
        <p className="field-fault" id="chosen-fault" role="alert">
          {refused.message}
        </p>
      )}
    </fieldset>
  );
}
