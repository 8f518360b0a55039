import type { RichText } from "../arxiv/rich-text.ts";
import type { ToldList } from "../store/told-list.ts";
import type { FolderView, LibrarySelection } from "./shelf-contract.ts";
import type { CitationClaim, QueryFault, RelatedWork, WorkRole, WorkSummary } from "./contract.ts";

/** `both`: cites one of the seeds and is cited by one. `between`: lies on a way between two seeds, without touching one. */
export type MapRole = "current" | WorkRole | "both" | "between";

export interface MapNode {
  readonly key: string;
  readonly role: MapRole;
  readonly title: string;
  /** The title with its formulas set apart; null where it has none. */
  readonly richTitle: RichText | null;
  /** The first ten; `authorCount` says how many there are. */
  readonly authors: readonly string[];
  readonly authorCount: number;
  readonly year: number | null;
  readonly href: string;
  readonly arxivId: string | null;
  /** Primary category. */
  readonly category: string | null;
  /** Works of this store that cite it. */
  readonly citedBy: number;
  /** PageRank within this map, as a multiple of the mean. */
  readonly rank: number;
  /** Cluster by citations, the largest first; null for a work that belongs to none of three or more. */
  readonly group: number | null;
  /** False when only a reference line is known. */
  readonly resolved: boolean;
  readonly withdrawn: boolean;
  /** Who says that it and a seed cite each other. */
  readonly claims: readonly CitationClaim[];
  /** To the seed that is most alike, 0 to 1; null unless asked for. */
  readonly likeness: number | null;
  /** Position in a box of 1000 x 640, deterministic for the same neighbourhood. */
  readonly x: number;
  readonly y: number;
  /** Radius, from the citations it has in this store. */
  readonly radius: number;
}

/** The neighbourhood of one work or of several, placed. */
export interface CitationMap {
  readonly width: number;
  readonly height: number;
  /** The seeds, with role `current`, come first. */
  readonly nodes: readonly MapNode[];
  /** Pairs of node positions in `nodes`, citing first. */
  readonly edges: readonly (readonly [number, number])[];
  readonly shown: number;
  readonly total: number;
  /** How the shown ones were chosen, for people; null when all are shown. */
  readonly rule: string | null;
  /** False where so many works are shown that the positions are only where a layout begins. */
  readonly settled: boolean;
}

/** A work that the map suggests, and how many of the works in question it is linked with. */
export interface SuggestedWork extends WorkSummary {
  readonly links: number;
}

/** The map of several works. */
export interface JointMap {
  readonly map: CitationMap;
  /** The shortest ways that join the seeds, as positions in the map's nodes. */
  readonly paths: readonly (readonly number[])[];
  /** Works that many of the map cite, and works that cite many of it; no seeds. */
  readonly prior: readonly SuggestedWork[];
  readonly derivative: readonly SuggestedWork[];
  /** Works that at least two of the seeds cite, or that cite two of them. */
  readonly citedTogether: readonly SuggestedWork[];
  readonly citingTogether: readonly SuggestedWork[];
}

/** One line of what a reader asked to be mapped. */
export interface SeedLine {
  readonly text: string;
  /** Null where the line was not understood; `reason` then says why. */
  readonly key: string | null;
  readonly title: string | null;
  readonly reason: string | null;
  /** A paper that may have been meant. */
  readonly meant: { readonly key: string; readonly title: string } | null;
}

/** A part of the reader's library on the map. */
export interface MappedList {
  readonly selection: LibrarySelection;
  /** Name of the folder that is selected; null when none is, or when there is no such folder. */
  readonly folder: string | null;
  /** Papers of the selection, in its order those that are on the map come first. */
  readonly total: number;
  readonly taken: number;
  /** Papers that this instance knows nothing of yet. */
  readonly unknown: number;
  /** Why the query of the selection could not be read; then nothing is selected. */
  readonly fault: QueryFault | null;
}

/** Lists that a reader may map. */
export interface OwnLists {
  /** Papers of the whole library. */
  readonly papers: number;
  readonly folders: readonly Pick<FolderView, "folder" | "name" | "parent" | "papers">[];
}

/** What `/map` shows. */
export interface MapPageView {
  /** As it was typed. */
  readonly typed: string;
  readonly lines: readonly SeedLine[];
  readonly seeds: readonly WorkSummary[];
  /** Null while nothing was asked for, or nothing was understood. */
  readonly joint: JointMap | null;
  /** The list that was asked for; null when the papers were named one by one. */
  readonly list: MappedList | null;
  /** Null where nobody is signed in. */
  readonly own: OwnLists | null;
}

/** `new` and `old` go by the month of the identifier, or the year of a work without one. */
export type RelatedOrder = "new" | "old" | "cited";

/** One side of a paper's citations, by page. */
export interface RelatedPage {
  readonly key: string;
  readonly role: WorkRole;
  readonly order: RelatedOrder;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly pages: number;
  readonly works: readonly RelatedWork[];
  /** What services said of this side when they were asked last, by source; empty where none was asked. */
  readonly lists: readonly Omit<ToldList, "side">[];
}
