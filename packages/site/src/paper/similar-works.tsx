import type { PaperView, ReaderShelf } from "arxivlens/api";
import type { ReactElement } from "react";

import { Island } from "../frame/island.tsx";
import { richHtml } from "../text/rich-line.tsx";
import { sectionWords, similarWords } from "../words/paper.ts";
import { SimilarList } from "./similar-list.tsx";
import { similarRow } from "./similar-rows.ts";

interface SimilarWorksProps {
  readonly paper: PaperView;
  readonly marks: ReaderShelf["marks"] | null;
}

/** @param marks read states of the reader's library by key; null for nobody in particular */
export function SimilarWorks({ paper, marks }: SimilarWorksProps): ReactElement {
  return (
    <section id="similar" className="similar" aria-labelledby="similar-heading">
      <h2 id="similar-heading">{sectionWords.similar}</h2>
      {paper.similarByCitations ? null : <p className="quiet">{similarWords.byWordsAlone}</p>}
      {paper.similar.length === 0 && !paper.similarWithoutKnown ? (
        <p className="quiet">{similarWords.none}</p>
      ) : (
        <Island
          name="similar"
          component={SimilarList}
          props={{
            paperKey: paper.key,
            href: paper.href,
            terms: paper.keyTermScoring.mode,
            rows: paper.similar.map((work) => similarRow(work, richHtml)),
            weights: paper.similarWeights,
            withoutKnown: paper.similarWithoutKnown,
            hasLibrary: marks !== null && Object.keys(marks).length > 0,
            marks: Object.fromEntries(
              paper.similar.flatMap(({ key }) => {
                const state = marks?.[key];
                return state === undefined ? [] : [[key, state] as const];
              }),
            ),
          }}
        />
      )}
    </section>
  );
}
