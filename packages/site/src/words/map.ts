/** English texts of the citation map, the table of works and the map of several papers. */

import type { MapRole, RelatedPage } from "arxivlens/api";

import { countOf, formatCount } from "../text/figures.ts";

/** What a work is to the paper in the middle, or to the seeds. */
export const roleWords: Readonly<Record<MapRole, string>> = {
  current: "this paper",
  citing: "cites this paper",
  reference: "cited by this paper",
  both: "cites it and is cited by it",
  between: "on a way between papers",
};
export const seedRoleWords: Readonly<Record<MapRole, string>> = {
  current: "one of your papers",
  citing: "cites one of your papers",
  reference: "cited by one of your papers",
  both: "cites one of your papers and is cited by one",
  between: "on a way between your papers",
};
export const legendWords: Readonly<Record<MapRole, string>> = {
  current: "This paper",
  citing: "Cites it",
  reference: "Cited by it",
  both: "Both",
  between: "Between",
};
export const seedLegendWords: Readonly<Record<MapRole, string>> = {
  current: "Your papers",
  citing: "Citing",
  reference: "Cited",
  both: "Both",
  between: "Between",
};
export const roleColumn: Readonly<Record<MapRole, string>> = {
  current: "this paper",
  citing: "citing",
  reference: "reference",
  both: "both",
  between: "between",
};

export const mapWords = {
  heading: "Citation map",
  nothing: "No citation to or from this paper is known here yet, so there is nothing to draw.",
  signs: "Signs of the map",
  layout: "Layout",
  layouts: {
    sides: "By side",
    force: "By force",
    timeline: "By year",
    similarity: "By likeness",
  },
  layoutHelp: {
    sides: "Works that cite the paper stand right of it, its references left, those that cite each other together.",
    force: "Works that cite each other attract, all others repel (ForceAtlas2).",
    timeline: "From left to right by year; in each year the most cited stand nearest to the middle.",
    similarity: "The nearer to the paper, the more alike in words and citations.",
  },
  size: "Size",
  sizes: { cited: "Citations", rank: "PageRank", degree: "Links" },
  colour: "Colour",
  colours: { role: "Role", group: "Cluster" },
  group: (name: string): string => `around ${name}`,
  ungrouped: "in no cluster",
  years: "Years",
  from: "From year",
  to: "To year",
  category: "Category",
  allCategories: "All categories",
  least: "Cited at least",
  find: "Find in map and table",
  findHint: "Find: title, author, year",
  reset: "Show all",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Fit",
  fullScreen: "Full screen",
  leaveFullScreen: "Leave full screen",
  show: "Show as",
  picture: "Picture",
  tree: "Tree",
  helpHeading: "How to use the map",
  stage: "Citation map",
  stageKind: "map of works",
  pictureLabel: "Citation map: each sign is a link to a paper",
  help: "Arrow keys walk to the nearest work, with Shift along a citation. Enter opens its page, Space its card, S selects it. Home goes to the middle, plus and minus zoom, 0 fits, Escape closes the card.",
  pointerHelp:
    "Press a sign for its card, twice for its page; drag to rearrange; Ctrl and wheel, or two fingers, to zoom.",
  noGraphics: "This browser draws no WebGL, so the map stays a picture: its signs are links.",
  settling: "Laying out…",
  largerSign: "A larger sign has more citations within this instance.",
  unlabelled: "no year",
  close: "Close",
  openPage: "Open its page",
  atArxiv: "arXiv",
  select: "Select",
  deselect: "Deselect",
  mapWith: "Map with this paper",
  withdrawn: "withdrawn",
  unresolved: "reference line only",
  more: (count: number): string => `Show ${formatCount(count)} more`,
  loading: "Fetching…",
  failed: (reason: string): string => `More could not be fetched: ${reason}. Try again.`,
  noLikeness: "How alike the works are could not be fetched; the layout stays.",
  statement: (shown: number, total: number, rule: string | null): string =>
    rule !== null
      ? `Drawn: ${rule}.`
      : total === 1
        ? "The only work around it is drawn."
        : `All ${formatCount(total)} works around it are drawn.`,
  whyAll: "Here because all works around it are drawn.",
  whyRule: (rule: string): string => `Here by the rule: ${rule}.`,
  whyBetween: "Here because it lies on a shortest way between your papers.",
  claimed: (claims: string): string => `The citation is claimed by ${claims}.`,
  hidden: (visible: number, drawn: number): string =>
    `${formatCount(visible)} of ${countOf(drawn, "work", "works")} ${visible === 1 ? "passes" : "pass"} the filters.`,
  citedHere: (count: number): string => `cited by ${formatCount(count)} here`,
  linksHere: (count: number): string => `${countOf(count, "link", "links")} in this map`,
  likeness: (value: number): string => `likeness ${value.toFixed(2).replace(/^0/, "")}`,
  place: (at: number, of: number): string => `${formatCount(at)} of ${formatCount(of)}`,
} as const;

export const tableWords = {
  heading: "Citations and references",
  none: "None known here yet.",
  columns: {
    role: "Role",
    title: "Title",
    authors: "Authors",
    year: "Year",
    citedBy: "Cited by",
    sources: "Source of the edge",
  },
  select: (title: string): string => `Select ${title}`,
  selectAll: "Select all that are shown",
  selected: (count: number): string => `${formatCount(count)} selected`,
  clear: "Deselect all",
  onlySelected: "Only selected",
  works: (shown: number, total: number): string =>
    shown === total ? countOf(total, "work", "works") : `${formatCount(shown)} of ${countOf(total, "work", "works")}`,
  exported: (selected: number): string => (selected > 0 ? "Export the selection" : "Export what is shown"),
  tooMany: "The first thousand are exported; filter or select to take others.",
  noMatch: "No work passes the filters.",
  order: "Most cited first.",
  pages: "Pages of the table",
  page: (page: number, pages: number): string => `Page ${formatCount(page)} of ${formatCount(pages)}`,
  earlier: "← Earlier",
  later: "Later →",
  allCiting: (count: number): string =>
    count === 1 ? "The work that cites it" : `All ${formatCount(count)} works that cite it`,
  allReferences: (count: number): string => (count === 1 ? "Its reference" : `All ${formatCount(count)} references`),
} as const;

export const relatedWords = {
  citing: (count: number): string => `${countOf(count, "work", "works")} here cite it`,
  reference: (count: number): string => `${countOf(count, "reference", "references")} known here`,
  sort: "Order",
  orders: { new: "Newest", old: "Oldest", cited: "Most cited" },
  orderHelp: {
    new: "Newest first, by the month of the identifier or the year of a work without one.",
    old: "Oldest first, by the month of the identifier or the year of a work without one.",
    cited: "Most cited within this instance first.",
  },
  pages: "Pages of the list",
  earlier: "← Earlier page",
  later: "Next page →",
  back: "Back to the paper",
  beyond: "This page is beyond the last; the list ends before it.",
  caption: "Works of this page",
  told({ source, listed, resolved, dangling, withheld, cut, toldOn }: RelatedPage["lists"][number]): string {
    const name = serviceNames[source] ?? source;
    if (withheld) return `${name}: the publisher keeps this list to itself (${toldOn}).`;
    return [
      `${name}: ${formatCount(resolved)} of ${countOf(listed, "entry", "entries")} recognised`,
      ...(dangling > 0 ? [`${formatCount(dangling)} name nothing any more`] : []),
      ...(cut ? ["it gives less than it counts"] : []),
    ]
      .join(", ")
      .concat(` (${toldOn}).`);
  },
} as const;

/** Services by the source of their claims. */
const serviceNames: Readonly<Record<string, string>> = {
  "semantic-scholar": "Semantic Scholar",
  openalex: "OpenAlex",
  crossref: "Crossref",
};

export const jointWords = {
  heading: "Map of several papers",
  lead: "Paste what you know; see how it hangs together, what came before, what came after, and what is missing from the list.",
  label: "Papers, one a line",
  hint: "arXiv ids or addresses, DOIs, titles, or a BibTeX file as it is; at most 50",
  submit: "Draw the map",
  listLabel: "Or a list of your library",
  wholeLibrary: (papers: number): string => `All of it (${formatCount(papers)})`,
  folder: (name: string, papers: number): string => `${name} (${formatCount(papers)})`,
  submitList: "Draw it",
  fromLibrary: (conditions: readonly string[]): string => `${["From your library", ...conditions].join(", ")}.`,
  matching: (query: string): string => `for “${query}”`,
  toList: "To the list",
  unreadable: "Nothing is drawn, because the query cannot be read:",
  emptyList: "There is no such paper in your library.",
  firstOfList: (taken: number, total: number, order: string): string =>
    `Drawn: the first ${formatCount(taken)} of ${formatCount(total)} (${order}); a map takes no more.`,
  unknownOfList: (unknown: number): string =>
    `${countOf(unknown, "paper is", "papers are")} left out: this instance has no record yet.`,
  linesMissed: (missed: number, all: number): string =>
    `${formatCount(missed)} of ${countOf(all, "line", "lines")} could not be placed`,
  meant: "Perhaps",
  seeds: "Your papers",
  remove: "remove",
  removeLabel: (title: string): string => `Remove ${title}`,
  add: "Add",
  addLabel: (title: string): string => `Add ${title} to the map`,
  citedTogether: "Cited together, not in your list",
  citedTogetherCount: (links: number, seeds: number): string => `cited by ${links} of your ${seeds}`,
  citingTogether: "Citing several of yours, not in your list",
  citingTogetherCount: (links: number, seeds: number): string => `cites ${links} of your ${seeds}`,
  prior: "Prior works",
  priorHelp: "Cited by many of the works on the map: where this comes from.",
  priorCount: (links: number): string => `cited by ${formatCount(links)} on the map`,
  derivative: "Derivative works",
  derivativeHelp: "Citing many of the works on the map: where this goes, surveys among them.",
  derivativeCount: (links: number): string => `cites ${formatCount(links)} on the map`,
  paths: "Shortest ways between your papers",
  steps: (steps: number): string => countOf(steps, "step", "steps"),
  noPaths: "No chain of citations known here joins these papers.",
  none: "None is known here.",
  address: "Address of this map",
} as const;
