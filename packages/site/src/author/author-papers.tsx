import type { AuthorNotice, AuthorView, SearchHit, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { HitList } from "../paper/hit-list.tsx";
import { authorHref } from "../text/addresses.ts";
import { formatCount } from "../text/figures.ts";
import { authorWords } from "../words/lists.ts";
import { searchWords } from "../words/search.ts";
import { authorPlace } from "./author-place.ts";
import { NoteField } from "./note-field.tsx";

const splitForm = "split-form";

interface AuthorPapersProps {
  readonly view: AuthorView;
  readonly notice: AuthorNotice | null;
  /** Who may say that some are somebody else's. */
  readonly editor: Viewer | null;
}

/** The papers of a name or person, with boxes to tick for those who may part them. */
export function AuthorPapers({ view, notice, editor }: AuthorPapersProps): ReactElement {
  const { person } = view;
  const canSplit = editor !== null && person !== null && person.papers > 1;
  const chosen = notice?.kind === "refused" ? notice.chosen : [];
  const tick = (hit: SearchHit): ReactElement => (
    <label key={hit.key} className="tick">
      <input
        type="checkbox"
        form={splitForm}
        name="paper"
        value={hit.key}
        defaultChecked={chosen.includes(hit.key)}
        aria-label={authorWords.tickPaper(hit.plainTitle)}
      />{" "}
      {authorWords.notTheirs}
    </label>
  );
  const papers = (
    <HitList
      hits={view.papers}
      heading="h3"
      first={(view.page - 1) * view.pageSize + 1}
      {...(canSplit ? { aside: view.papers.map(tick) } : {})}
    />
  );
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{authorWords.all}</h2>
      <div data-growing>{papers}</div>
      <Paging view={view} />
      {canSplit ? (
        // A form beside the list: each paper of it may hold a form of its own.
        <form id={splitForm} method="post" action={authorHref(view.name)}>
          <FormToken viewer={editor} />
          <input type="hidden" name="say" value="different" />
          <input type="hidden" name="person" value={person.key} />
          <details className="judge" open={notice?.kind === "refused"}>
            <summary>{authorWords.correct}</summary>
            <p>{authorWords.correctSplit}</p>
            <NoteField id="split-note" notice={notice} />
            <button type="submit">{authorWords.split}</button>
          </details>
        </form>
      ) : null}
    </section>
  );
}

function Paging({ view }: { readonly view: AuthorView }): ReactElement | null {
  const pages = Math.ceil(view.total / view.pageSize);
  if (pages <= 1) return null;
  const address = (page: number): string => authorPlace(view.name, view.person?.key ?? null, page);
  return (
    <nav className="paging" aria-label={searchWords.pages}>
      {view.page > 1 ? (
        <a rel="prev" href={address(view.page - 1)}>
          ← {searchWords.earlier}
        </a>
      ) : (
        <span />
      )}
      <span className="figures">{searchWords.pageOf(formatCount(view.page), formatCount(pages))}</span>
      {view.page < pages ? (
        <a rel="next" href={address(view.page + 1)}>
          {searchWords.next} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
