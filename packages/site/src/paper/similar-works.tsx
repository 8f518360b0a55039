import type { PaperView } from "arxivlens/api";
import type { ReactElement } from "react";

import { Island } from "../frame/island.tsx";
import { richHtml } from "../text/rich-line.tsx";
import { sectionWords, similarWords } from "../words/paper.ts";
import { SimilarList } from "./similar-list.tsx";
import { similarRow } from "./similar-rows.ts";

export function SimilarWorks({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <section id="similar" className="similar" aria-labelledby="similar-heading">
      <h2 id="similar-heading">{sectionWords.similar}</h2>
      {paper.similarByCitations ? null : <p className="quiet">{similarWords.byWordsAlone}</p>}
      {paper.similar.length === 0 ? (
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
          }}
        />
      )}
    </section>
  );
}
