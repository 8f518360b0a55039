import { plainText } from "../arxiv/latex-text.ts";
import type { EvaluatedPaper } from "../likeness/time-split.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { paperBatches } from "../store/paper-batches.ts";

/** The papers that likeness can be measured on: those with an abstract and a day. */
export async function evaluatedPapers(store: LibraryStore): Promise<readonly EvaluatedPaper[]> {
  const papers: EvaluatedPaper[] = [];
  for await (const batch of paperBatches(store.papers))
    for (const { paper } of batch)
      if (paper.abstract !== null && paper.submittedAt !== null)
        papers.push({
          key: paper.key,
          title: plainText(paper.title),
          abstract: plainText(paper.abstract),
          date: paper.submittedAt,
        });
  return papers;
}
