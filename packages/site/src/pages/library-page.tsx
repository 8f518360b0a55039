import type { LibraryView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { FolderTools } from "../shelf/folder-tools.tsx";
import { LibraryEntry } from "../shelf/library-entry.tsx";
import { LibraryPlaces, type RefusedChange } from "../shelf/library-places.tsx";
import { LibrarySearch } from "../shelf/library-search.tsx";
import { LibraryTools } from "../shelf/library-tools.tsx";
import { mapHref, selectionHref, selectionQuery } from "../shelf/selection-href.ts";
import { formatCount } from "../text/figures.ts";
import { searchWords } from "../words/search.ts";
import { shelfWords as words } from "../words/shelf.ts";

interface LibraryPageProps {
  readonly library: LibraryView;
  readonly viewer: Viewer;
  readonly refused: RefusedChange | null;
}

const formats = ["bibtex", "ris", "csl-json", "csv", "markdown"] as const;

/** A reader's papers: ways in at the side, what was selected in the middle. */
export function LibraryPage({ library, viewer, refused }: LibraryPageProps): ReactElement {
  const { selection, folders, entries, total, papers } = library;
  const folder = folders.find((each) => each.folder === selection.folder);
  const query = selectionQuery(selection);
  return (
    <div className="library">
      <LibraryPlaces library={library} viewer={viewer} refused={refused} />
      <section className="library-papers" aria-labelledby="library-heading">
        <h1 id="library-heading">{folder?.name ?? words.library}</h1>
        <p className="to-places">
          <a href="#library-places">{words.toPlaces}</a>
        </p>
        {papers === 0 ? (
          <EmptyLibrary />
        ) : (
          <>
            <LibrarySearch library={library} />
            <Shown library={library} />
            {folder === undefined ? null : (
              <FolderTools folder={folder} viewer={viewer} query={query} refused={refused} />
            )}
            <form method="post" action={`/library${query}`}>
              <FormToken viewer={viewer} />
              {total === 0 ? <p className="note">{words.nothingFound}</p> : null}
              <label className="choose-all" hidden>
                <input type="checkbox" data-choose-all /> {words.chooseAll}
              </label>
              <ol className="library-list">
                {entries.map((entry) => (
                  <LibraryEntry key={entry.hit.key} entry={entry} folders={folders} />
                ))}
              </ol>
              {total === 0 ? null : <LibraryTools library={library} refused={refused} />}
            </form>
            <Paging library={library} />
            <Exports query={query} />
          </>
        )}
      </section>
    </div>
  );
}

/** How much is shown, and by which conditions. */
function Shown({ library }: { readonly library: LibraryView }): ReactElement {
  const { selection, total, papers } = library;
  const narrowed =
    selection.q !== "" || selection.tag !== null || selection.state !== null || selection.folder !== null;
  const conditions = [
    selection.tag === null ? null : words.tagged(selection.tag),
    selection.state === null ? null : words.states[selection.state].toLowerCase(),
  ].filter((condition) => condition !== null);
  return (
    <p className="results-count figures">
      {[words.count(total, papers), ...conditions].join(", ")}
      {narrowed ? (
        <>
          {" · "}
          <a href="/library">{words.clear}</a>
        </>
      ) : null}
      {total === 0 ? null : (
        <>
          {" · "}
          <a href={mapHref(selection)}>{words.mapOfList}</a>
        </>
      )}
    </p>
  );
}

function EmptyLibrary(): ReactElement {
  return (
    <div className="help">
      <p>{words.empty}</p>
      <p>
        {words.emptyHint} <a href="/library/import">{words.import}</a>
      </p>
    </div>
  );
}

function Exports({ query }: { readonly query: string }): ReactElement {
  return (
    <p className="library-exports">
      {words.exportHint}{" "}
      {formats.map((format, index) => (
        <span key={format}>
          {index > 0 ? ", " : null}
          <a href={`/library/export${query}${query === "" ? "?" : "&"}format=${format}`} download>
            {words.formats[format]}
          </a>
        </span>
      ))}
    </p>
  );
}

function Paging({ library }: { readonly library: LibraryView }): ReactElement | null {
  const { selection, total, pageSize } = library;
  const pages = Math.ceil(total / pageSize);
  if (pages <= 1) return null;
  const { page } = selection;
  return (
    <nav className="paging" aria-label={words.pages}>
      {page > 1 ? (
        <a rel="prev" href={selectionHref({ ...selection, page: page - 1 })}>
          ← {searchWords.earlier}
        </a>
      ) : (
        <span />
      )}
      <span className="figures">{searchWords.pageOf(formatCount(page), formatCount(pages))}</span>
      {page < pages ? (
        <a rel="next" href={selectionHref({ ...selection, page: page + 1 })}>
          {searchWords.next} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
