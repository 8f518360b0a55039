import type { LibraryView } from "arxivlens/api";
import type { ReactElement } from "react";

import { shelfWords as words } from "../words/shelf.ts";

const sorts = ["added", "published", "title", "relevance"] as const;

/** Search and order inside the library; folder, tag and state stay. */
export function LibrarySearch({ library }: { readonly library: LibraryView }): ReactElement {
  const { q, folder, tag, state, sort } = library.selection;
  const kept = { folder: folder?.toString(), tag, state };
  return (
    <search className="library-search" aria-label={words.searchInside}>
      <form action="/library" method="get">
        {Object.entries(kept).map(([name, value]) =>
          value === undefined || value === null ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        <label>
          <span>{words.searchInside}</span>
          <input type="search" name="q" defaultValue={q} placeholder={words.searchInsideHint} autoComplete="off" />
        </label>
        <label>
          <span>{words.sort}</span>
          <select name="sort" defaultValue={sort}>
            {sorts
              .filter((each) => each !== "relevance" || q !== "")
              .map((each) => (
                <option key={each} value={each}>
                  {words.sorts[each]}
                </option>
              ))}
          </select>
        </label>
        <button type="submit">{words.search}</button>
      </form>
      {library.fault === null ? null : (
        <p className="field-fault" role="alert">
          {library.fault.message}
        </p>
      )}
    </search>
  );
}
