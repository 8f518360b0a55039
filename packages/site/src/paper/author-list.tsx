import type { ReactElement } from "react";

import { authorHref } from "../text/addresses.ts";
import { foldedAuthors } from "../text/people.ts";
import { headingWords } from "../words/paper.ts";

/** Everyone who wrote it, as the paper names them; of long lists the first, with the groups that stand for all. */
export function AuthorList({ authors }: { readonly authors: readonly string[] }): ReactElement {
  const { shown, folded } = foldedAuthors(authors);
  return (
    <div className="authors">
      <Names names={shown} label={headingWords.authors} />
      {folded.length === 0 ? null : (
        <details className="further-authors">
          <summary>{headingWords.furtherAuthors(folded.length)}</summary>
          <Names names={folded} label={headingWords.furtherAuthors(folded.length)} />
        </details>
      )}
    </div>
  );
}

function Names({ names, label }: { readonly names: readonly string[]; readonly label: string }): ReactElement {
  return (
    <ul className="author-list" aria-label={label}>
      {names.map((name, index) => (
        <li key={`${index}-${name}`}>
          <a href={authorHref(name)}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
