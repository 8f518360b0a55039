import { diffWordsWithSpace } from "diff";
import type { ReactElement } from "react";

/** Two texts this far apart are shown one after the other; finding their common words would take too long. */
const mostEdits = 2_000;

/** Words that went and words that came, in the text they share. */
export function WordDiff({ before, after }: { readonly before: string; readonly after: string }): ReactElement {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return (
    <p className="word-diff source-text">
      {changes.map(({ value, added, removed }, index) =>
        added ? (
          <ins key={index}>{value}</ins>
        ) : removed ? (
          <del key={index}>{value}</del>
        ) : (
          <span key={index}>{value}</span>
        ),
      )}
    </p>
  );
}
