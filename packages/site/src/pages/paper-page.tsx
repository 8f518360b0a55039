import type { DiscussionView, PaperView, SignIn, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { DiscussionSection } from "../discussion/discussion-section.tsx";
import { Island } from "../frame/island.tsx";
import { Prerendered, prerendered } from "../frame/prerendered.tsx";
import { CitationMapView } from "../map/citation-map-view.tsx";
import { Abstract } from "../paper/abstract.tsx";
import { Cite } from "../paper/cite.tsx";
import { KeyTerms } from "../paper/key-terms.tsx";
import { PaperFacts } from "../paper/paper-facts.tsx";
import { PaperHeading } from "../paper/paper-heading.tsx";
import { PaperTabs } from "../paper/paper-tabs.tsx";
import { SectionNav, type PageSection } from "../paper/section-nav.tsx";
import { SimilarWorks } from "../paper/similar-works.tsx";
import { PaperShelf } from "../shelf/paper-shelf.tsx";
import { tableRows } from "../table/table-rows.ts";
import { WorksTable } from "../table/works-table.tsx";
import { richHtml } from "../text/rich-line.tsx";
import { sectionWords } from "../words/paper.ts";

interface PaperPageProps {
  readonly paper: PaperView;
  readonly discussion: DiscussionView;
  readonly viewer: Viewer | null;
  readonly signIn: SignIn | null;
}

/** The page of a paper. Its article is the same for every reader; what differs from one to the next stands beside it. */
export function PaperPage({ paper, ...reader }: PaperPageProps): ReactElement {
  return (
    <>
      <PaperShelf paper={paper} />
      <Prerendered as="article" html={articleHtml(paper)} />
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

const articleHtml = prerendered((paper: PaperView) => <PaperArticle paper={paper} />);

/** The reading column with its margin, then the neighbourhood at full width. */
function PaperArticle({ paper }: { readonly paper: PaperView }): ReactElement {
  const rows = tableRows(paper.citations, paper.references, richHtml);
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
      <section id="map" className="neighbourhood" aria-labelledby="map-heading">
        <h2 id="map-heading">{sectionWords.map}</h2>
        {paper.map.nodes.length > 1 ? (
          <Island name="map" component={CitationMapView} props={{ map: paper.map }} />
        ) : (
          <p className="quiet">{sectionWords.noMap}</p>
        )}
      </section>
      <section id="works" className="works" aria-labelledby="works-heading">
        <h2 id="works-heading">{sectionWords.works}</h2>
        {rows.length > 0 ? (
          <Island
            name="works"
            component={WorksTable}
            props={{ rows, fileName: `${paper.arxivId ?? paper.key}-works`.replaceAll(/[^\w.-]/g, "-") }}
          />
        ) : (
          <p className="quiet">{sectionWords.noWorks}</p>
        )}
      </section>
      <SimilarWorks paper={paper} />
      <Cite paper={paper} />
    </>
  );
}
