import type { DiscussionView, PaperView, ReaderShelf, SignIn, Viewer } from "arxivlens/api";
import { useContext, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

import { DiscussionSection } from "../discussion/discussion-section.tsx";
import { Island } from "../frame/island.tsx";
import { Prerendered, prerendered } from "../frame/prerendered.tsx";
import { NeighbourhoodView } from "../map/neighbourhood-view.tsx";
import { paperNeighbourhood } from "../map/paper-neighbourhood.ts";
import { Abstract } from "../paper/abstract.tsx";
import { Cite } from "../paper/cite.tsx";
import { KeyTerms } from "../paper/key-terms.tsx";
import { PaperFacts } from "../paper/paper-facts.tsx";
import { PaperHeading } from "../paper/paper-heading.tsx";
import { PaperTabs } from "../paper/paper-tabs.tsx";
import { SectionNav, type PageSection } from "../paper/section-nav.tsx";
import { SimilarWorks } from "../paper/similar-works.tsx";
import { PaperShelf } from "../shelf/paper-shelf.tsx";
import { ReaderContext } from "../shelf/reader-context.ts";
import { sectionWords } from "../words/paper.ts";

interface PaperPageProps {
  readonly paper: PaperView;
  readonly discussion: DiscussionView;
  readonly viewer: Viewer | null;
  readonly signIn: SignIn | null;
}

/** The page of a paper. Its article is the same for every reader; what differs from one to the next stands beside it. */
export function PaperPage({ paper, ...reader }: PaperPageProps): ReactElement {
  const marks = useContext(ReaderContext)?.shelf.marks ?? null;
  return (
    <>
      <PaperShelf paper={paper} signIn={reader.signIn} />
      <Prerendered as="article" html={articleHtml(paper, marks)} />
      <DiscussionSection {...reader} withdrawn={paper.withdrawn} />
    </>
  );
}

/** In the order in which they stand on the page. */
const sections: readonly PageSection[] = [
  { id: "summary", name: sectionWords.abstract },
  { id: "terms", name: sectionWords.terms },
  { id: "map", name: sectionWords.map },
  { id: "works", name: sectionWords.worksShort },
  { id: "similar", name: sectionWords.similar },
  { id: "cite", name: sectionWords.cite },
  { id: "discussion", name: sectionWords.discussion },
];

/** All of it is drawn once for everyone, but for the similar papers where somebody reads who knows some of them. */
const articleHtml = (paper: PaperView, marks: ReaderShelf["marks"] | null): string =>
  [
    articleBefore(paper),
    marks === null ? similarOfEveryone(paper) : renderToStaticMarkup(<SimilarWorks paper={paper} marks={marks} />),
    articleAfter(paper),
  ].join("");
const articleBefore = prerendered((paper: PaperView) => <PaperArticle paper={paper} />);
const similarOfEveryone = prerendered((paper: PaperView) => <SimilarWorks paper={paper} marks={null} />);
const articleAfter = prerendered((paper: PaperView) => <Cite paper={paper} />);

/** The reading column with its margin, then the neighbourhood at full width; similar papers come after it. */
function PaperArticle({ paper }: { readonly paper: PaperView }): ReactElement {
  return (
    <>
      <PaperTabs paper={paper} current="paper" />
      <PaperHeading paper={paper} />
      <SectionNav sections={sections} />
      <div id="summary" className="spread">
        <div className="column">
          <Abstract paper={paper} />
        </div>
        <div className="margin">
          <PaperFacts paper={paper} />
        </div>
      </div>
      <KeyTerms paper={paper} />
      <Island name="neighbourhood" component={NeighbourhoodView} props={paperNeighbourhood(paper)} />
    </>
  );
}
