import type { AuthorNotice, AuthorView, Page } from "arxivlens/api";
import type { ReactElement } from "react";

import { AuthorDecisions } from "../author/author-decisions.tsx";
import { AuthorEvidence } from "../author/author-evidence.tsx";
import { AuthorPapers } from "../author/author-papers.tsx";
import { AuthorPeople } from "../author/author-people.tsx";
import { AuthorSide } from "../author/author-side.tsx";
import { authorPlace, personLabel } from "../author/author-place.ts";
import { ListTools } from "../shelf/list-tools.tsx";
import { searchHref } from "../text/addresses.ts";
import { countOf, formatCount } from "../text/figures.ts";
import { authorWords } from "../words/lists.ts";

interface AuthorPageProps {
  readonly view: AuthorView;
  readonly notice: AuthorNotice | null;
  readonly viewer: Page["viewer"];
}

/** A name: who may be meant by it, and the papers of one of them or of all. */
export function AuthorPage({ view, notice, viewer }: AuthorPageProps): ReactElement {
  const { person } = view;
  const several = view.people.length > 1;
  // Forms are for those who may decide; everyone else reads the same page without boxes to tick.
  const editor = viewer !== null && viewer.role !== "reader" ? viewer : null;
  return (
    <>
      <header className="list-heading">
        <p className="kicker">
          <span>{authorWords.kicker}</span>
          {person === null || !several ? null : <a href={authorPlace(view.name, null)}>{authorWords.everyone}</a>}
        </p>
        <h1>{view.name}</h1>
        <p className="list-facts">
          <span className="figures">
            {person === null ? authorWords.writtenIn(countOf(view.written, "paper", "papers")) : personLabel(person)}
          </span>
          <a href={searchHref(`au:"${view.name}"`)}>{authorWords.search}</a>
        </p>
        {person === null || person.names.length < 2 ? null : (
          <p className="other-forms">
            {authorWords.alsoWritten}{" "}
            {person.names
              .filter(({ name }) => name !== view.name)
              .map(({ name, papers }) => `${name} (${papers})`)
              .join(", ")}
          </p>
        )}
        {view.examined >= view.withFamilyName ? null : (
          <p className="note">{authorWords.limited(formatCount(view.examined), formatCount(view.withFamilyName))}</p>
        )}
        <Notice notice={notice} />
        <ListTools kind="author" value={view.name} title={view.name} />
      </header>
      {several && person === null ? <AuthorPeople view={view} notice={notice} editor={editor} /> : null}
      <div className="list-columns">
        <div className="list-main">
          <AuthorPapers view={view} notice={notice} editor={editor} />
        </div>
        <AuthorSide view={view} />
      </div>
      {view.similar.length === 0 || (several && person === null) ? null : (
        <AuthorPeople view={view} notice={notice} editor={editor} />
      )}
      <AuthorEvidence view={view} />
      <AuthorDecisions view={view} editor={editor} />
    </>
  );
}

function Notice({ notice }: { readonly notice: AuthorNotice | null }): ReactElement | null {
  if (notice === null) return null;
  if (notice.kind === "refused")
    return (
      <p className="note alarm" role="alert" id="author-problem">
        {authorWords.refused[notice.reason]}
      </p>
    );
  return <output className="note">{notice.kind === "decided" ? authorWords.decided : authorWords.takenBack}</output>;
}
