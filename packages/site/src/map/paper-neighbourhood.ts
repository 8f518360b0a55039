import type { PaperView } from "arxivlens/api";

import { richHtml } from "../text/rich-line.tsx";
import { neighbourhoodOf } from "./map-work.ts";
import type { NeighbourhoodProps } from "./neighbourhood-view.tsx";

/** What map and table of a paper's page begin with. Server only: titles with formulas are drawn here. */
export function paperNeighbourhood(paper: PaperView): NeighbourhoodProps {
  return {
    first: neighbourhoodOf(paper.map, [], richHtml),
    ids: encodeURIComponent(paper.key),
    several: false,
    fileName: `${paper.arxivId ?? paper.key}-works`.replaceAll(/[^\w.-]/gu, "-"),
    citing: { href: `${paper.href}/citations`, total: paper.citationCount },
    references: { href: `${paper.href}/references`, total: paper.referenceCount },
  };
}
