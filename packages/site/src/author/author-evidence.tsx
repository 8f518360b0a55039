import type { AuthorMergeReason, AuthorView } from "arxivlens/api";
import type { ReactElement } from "react";

import { countOf } from "../text/figures.ts";
import { authorWords } from "../words/lists.ts";

/** Each join of two papers with what speaks for it. */
export function AuthorEvidence({ view }: { readonly view: AuthorView }): ReactElement | null {
  if (view.reasons.length === 0) return null;
  return (
    <details className="evidence">
      <summary>{authorWords.evidence}</summary>
      <p className="rule">{authorWords.evidenceIntro(view.rarity, countOf(view.withFamilyName, "paper", "papers"))}</p>
      <ol>
        {view.reasons.map((reason) => (
          <li key={`${reason.one.key} ${reason.other.key} ${reason.one.name}`}>
            <p>
              <Side side={reason.one} />
              <span className="quiet"> {authorWords.and} </span>
              <Side side={reason.other} />
            </p>
            <p className="rule">
              <strong className="figures">{authorWords.points(reason.points)}</strong>: {factsOf(reason).join("; ")}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Side({ side }: { readonly side: AuthorMergeReason["one"] }): ReactElement {
  const href = side.key.startsWith("work:") ? `/works/${encodeURIComponent(side.key.slice(5))}` : `/abs/${side.key}`;
  return (
    <>
      <a href={href}>{side.title}</a> <span className="quiet">({side.name})</span>
    </>
  );
}

function factsOf({ sameFullName, coAuthors, cites, category, yearsApart }: AuthorMergeReason): readonly string[] {
  return [
    sameFullName ? authorWords.sameFullName : null,
    coAuthors.length === 0 ? null : authorWords.shares(coAuthors),
    cites ? authorWords.cites : null,
    category === null ? null : authorWords.inCategory(category),
    yearsApart === null ? null : authorWords.apart(yearsApart),
  ].filter((fact) => fact !== null);
}
