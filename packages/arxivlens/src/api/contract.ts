/**
 * The contract between server and pages: plain, serialisable data. The site imports these types and nothing else of
 * this package; the same objects are what `/api/...` answers.
 */

import type { RichText, TextSegment } from "../arxiv/rich-text.ts";
import type { Run } from "../lab/lab.ts";
import type { RunMetric } from "../lab/run-metrics.ts";

import type { RankMode, SearchFacets } from "../search/search-index.ts";
import type { AccountPage, SignIn, Viewer } from "./account-contract.ts";
import type { DiscussionPage, DiscussionView } from "./discussion-contract.ts";
import type { FreshHit, ReaderShelf, ShelfPage } from "./shelf-contract.ts";
import type { Freshness } from "./instance-contract.ts";
import type {
  AbstractPartView,
  KeyTerm,
  PaperVersionView,
  QuickSummary,
  SimilarWeights,
  TermScoring,
  UnknownPaperView,
  VersionsView,
  WithdrawalView,
} from "./paper-contract.ts";
import type {
  AuthorNotice,
  AuthorView,
  CategoryPage,
  CoveragePage,
  FreshCategory,
  FreshChoice,
  Refinements,
  TermView,
  Trends,
  YearCount,
} from "./lists-contract.ts";
import type { CitationMap, MapPageView, RelatedPage } from "./map-contract.ts";

export type {
  AccountDone,
  AccountPage,
  AccountView,
  AuditView,
  Faults,
  FieldFault,
  FormView,
  LoginFault,
  PeopleView,
  PersonView,
  PrivacyView,
  Role,
  SecurityAction,
  SecurityEventView,
  SessionView,
  SignIn,
  Viewer,
} from "./account-contract.ts";
export type * from "./discussion-contract.ts";
export type * from "./map-contract.ts";
export type { CoverageView, Freshness, FreshnessState, IdentifierRun, StatusView } from "./instance-contract.ts";
export type * from "./paper-contract.ts";
export type * from "./shelf-contract.ts";
export type * from "./lists-contract.ts";
export type { RankMode, RichText, SearchFacets, TextSegment };

export interface Category {
  readonly code: string;
  readonly name: string;
}

export type WorkRole = "citing" | "reference";

export interface WorkSummary {
  readonly key: string;
  readonly arxivId: string | null;
  readonly title: RichText;
  readonly plainTitle: string;
  readonly authors: readonly string[];
  readonly year: number | null;
  /** Address of its page here. */
  readonly href: string;
  /** Works of this store that cite it. */
  readonly citedBy: number;
  /** False when only a reference line is known, without a record of its own. */
  readonly resolved: boolean;
  /** By its authors or by arXiv: what it claimed should not be relied upon. */
  readonly withdrawn: boolean;
}

export interface RelatedWork extends WorkSummary {
  readonly role: WorkRole;
  /** Who claims the citation. */
  readonly edgeSources: readonly string[];
  readonly claims: readonly CitationClaim[];
}

/** One source's word for a citation. */
export interface CitationClaim {
  readonly source: string;
  /** `YYYY-MM-DD`; null for citations of stores older than this fact. */
  readonly claimedOn: string | null;
  /** How surely the cited work was recognised, 0 to 1; null where its identifier says it. */
  readonly score: number | null;
}

/** Another record that is shown as part of a work. */
export interface WorkRecord {
  readonly key: string;
  readonly evidence: string;
  readonly score: number;
  readonly mergedOn: string;
}

export interface SimilarWork extends WorkSummary {
  readonly submittedAt: string | null;
  /** 0 to 1. */
  readonly score: number;
  /** What each signal adds to the score: `text`, `neighbourhood`, `coCitation`, `citations`. */
  readonly contributions: Readonly<Record<string, number>>;
  /** For people: "shares 3 references", "terms: expert, routing". */
  readonly reasons: readonly string[];
}

/** Everything `/abs/:id` shows and `/api/papers/:id` answers. */
export interface PaperView {
  readonly key: string;
  readonly arxivId: string | null;
  readonly href: string;
  readonly title: RichText;
  readonly plainTitle: string;
  readonly authors: readonly string[];
  readonly abstract: RichText | null;
  readonly plainAbstract: string | null;
  /** Sentences of the abstract, so that the summary's source can be highlighted. */
  readonly abstractSentences: readonly RichText[];
  /** The same by language and paragraph. */
  readonly abstractParts: readonly AbstractPartView[];
  readonly categories: readonly Category[];
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly reportNo: string | null;
  /** Codes as given. */
  readonly mscClass: string | null;
  readonly acmClass: string | null;
  /** Who uploaded it. */
  readonly submitter: string | null;
  readonly doi: readonly string[];
  readonly license: { readonly url: string; readonly name: string } | null;
  readonly submittedAt: string | null;
  readonly updatedAt: string | null;
  readonly year: number | null;
  readonly versions: readonly PaperVersionView[];
  /** The version that title and abstract are of; null when it cannot be told. */
  readonly textVersion: number | null;
  readonly withdrawn: boolean;
  /** Null unless withdrawn. */
  readonly withdrawal: WithdrawalView | null;
  readonly sources: readonly string[];
  /** Other records of the same work. */
  readonly records: readonly WorkRecord[];
  readonly links: { readonly abs: string; readonly pdf: string; readonly html: string } | null;
  readonly summary: QuickSummary | null;
  readonly keyTerms: readonly KeyTerm[];
  /** Where the document frequencies come from, for example "740,861 arXiv abstracts, 2007-2017". */
  readonly keyTermStatistics: string;
  readonly keyTermScoring: TermScoring;
  /** The latest hundred; `/api/citations` and `/api/references` hold the others. */
  readonly citations: readonly RelatedWork[];
  readonly citationCount: number;
  readonly references: readonly RelatedWork[];
  readonly referenceCount: number;
  readonly map: CitationMap;
  readonly similar: readonly SimilarWork[];
  readonly similarWeights: SimilarWeights;
  /** False while citations are being read into memory: similar papers are found by words alone until then. */
  readonly similarByCitations: boolean;
  /** True where papers of the reader's library are left out of `similar`. */
  readonly similarWithoutKnown: boolean;
  readonly bibtex: string;
  /** As a line of a reference list. */
  readonly citation: { readonly plain: string; readonly markdown: string };
  /** True on the page of the paper that the Lab runs. */
  readonly hasLab: boolean;
}

export interface SearchHit extends WorkSummary {
  readonly submittedAt: string | null;
  readonly categories: readonly Category[];
  /** Places of wanted words in `plainTitle`, in UTF-16 units, end excluded. */
  readonly titleHighlights: readonly (readonly [number, number])[];
  /** Names that hold wanted words, by their position in `authors`, with the places in each. */
  readonly authorHighlights: readonly {
    readonly author: number;
    readonly ranges: readonly (readonly [number, number])[];
  }[];
  readonly snippet: string | null;
  readonly snippetHighlights: readonly (readonly [number, number])[];
  /** The part of the comments that holds wanted words; null where none of them does. */
  readonly comments: string | null;
  readonly commentsHighlights: readonly (readonly [number, number])[];
}

/** Why a query could not be read; it was taken as plain words instead. */
export interface QueryFault {
  readonly message: string;
  /** Of the first character at fault, 0-based. */
  readonly position: number;
  readonly length: number;
  /** A query that can be read and is probably meant. */
  readonly suggestion: string | null;
}

/** A word that no paper holds, and what was probably meant. */
export interface SpellingHelp {
  readonly word: string;
  readonly meant: readonly string[];
}

export interface SearchView {
  readonly query: string;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** Pages that all matches fill; one beyond the last has no hits, and a note that says so. */
  readonly pages: number;
  readonly rank: RankMode;
  readonly hits: readonly SearchHit[];
  /** What all matches are; null unless asked for. */
  readonly facets: SearchFacets | null;
  readonly fault: QueryFault | null;
  /** Empty unless nothing was found as the query stands. */
  readonly spellings: readonly SpellingHelp[];
  /** Help when nothing was found, or when the query was bent to be understood. */
  readonly note: string | null;
}

/** What a query that is being typed may become. */
export interface Suggestions {
  /** Completions of its last word, most frequent first. */
  readonly words: readonly { readonly word: string; readonly papers: number }[];
  /** Papers whose titles hold its words, most cited first. */
  readonly papers: readonly { readonly key: string; readonly title: string; readonly year: number | null }[];
}

/** Names of authors as papers write them; whether two of them are one person is not decided here. */
export interface AuthorNames {
  readonly name: string;
  /** Papers whose authors hold all words of the name. */
  readonly papers: number;
  /** Of these, the latest, whose author lists were read. */
  readonly examined: number;
  /** Most papers first. */
  readonly authors: readonly { readonly name: string; readonly papers: number }[];
}

export interface CategoryView {
  readonly category: Category;
  readonly papers: number;
  /** Latest first. */
  readonly years: readonly { readonly value: string; readonly papers: number }[];
  readonly latest: readonly SearchHit[];
}

export interface StoreStatistics {
  readonly papers: number;
  readonly withAbstract: number;
  readonly citations: number;
  readonly categories: readonly (Category & { readonly papers: number })[];
}

/** One run folder of the toolkit, and one line of its metrics, as the Lab sees them. */
export type LabRun = Run;
export type LabMetric = RunMetric;

export interface LabView {
  readonly runs: readonly LabRun[];
  /** Starting a run is offered on localhost only, and only where the toolkit is installed. */
  readonly canStart: boolean;
  readonly runsFolder: string;
}

interface PageBase {
  readonly path: string;
  readonly freshness: Freshness;
  /** Who reads; null for nobody in particular. */
  readonly viewer: Viewer | null;
  /** Null in single-user mode, where nobody signs in. */
  readonly signIn: SignIn | null;
  /** What the reader keeps and follows; absent or null for nobody in particular. */
  readonly shelf?: ReaderShelf | null;
}

/** One value per page; the site turns it into HTML. */
export type Page = PageBase &
  (
    | {
        readonly kind: "home";
        readonly statistics: StoreStatistics;
        readonly featured: PaperView | null;
        readonly recent: readonly SearchHit[];
        readonly trends: Trends | null;
        /** The latest of the reader's categories, or of the largest here. */
        readonly fresh: readonly FreshCategory[];
        readonly freshBy: FreshChoice;
        /** Earliest first, without gaps. */
        readonly years: readonly YearCount[];
        /**
         * The latest of what the reader follows, with the reason of each; empty for everyone else. Categories that are
         * followed have their place in `fresh`.
         */
        readonly yours: readonly FreshHit[];
      }
    | {
        readonly kind: "search";
        readonly search: SearchView;
        readonly refine: Refinements | null;
        /** Of rank `random`. */
        readonly seed: number;
        /** How long the answer took here, without drawing the page; null where it was not measured. */
        readonly tookMs: number | null;
      }
    | { readonly kind: "categories"; readonly statistics: StoreStatistics }
    | { readonly kind: "category"; readonly view: CategoryPage }
    | {
        readonly kind: "author";
        readonly view: AuthorView;
        readonly notice: AuthorNotice | null;
      }
    | { readonly kind: "term"; readonly view: TermView }
    | { readonly kind: "coverage"; readonly view: CoveragePage }
    | { readonly kind: "paper"; readonly paper: PaperView; readonly discussion: DiscussionView }
    | { readonly kind: "versions"; readonly versions: VersionsView }
    | { readonly kind: "unknown-paper"; readonly unknown: UnknownPaperView }
    | { readonly kind: "related"; readonly work: WorkSummary; readonly related: RelatedPage }
    | { readonly kind: "map"; readonly map: MapPageView }
    | { readonly kind: "lab"; readonly paper: PaperView; readonly lab: LabView }
    | { readonly kind: "not-found"; readonly wanted: string; readonly suggestions: readonly SearchHit[] }
    | {
        readonly kind: "bad-id";
        readonly input: string;
        readonly reason: string;
        readonly acceptedForms: readonly string[];
        /** The identifier that was probably meant. */
        readonly suggestion: string | null;
      }
    | DiscussionPage
    | { readonly kind: "error"; readonly message: string }
    | AccountPage
    | ShelfPage
    | { readonly kind: "refused"; readonly status: number; readonly title: string; readonly message: string }
  );

/** What the site's server module exports; `arxivlens serve --site FOLDER` loads it from `FOLDER/server/render.js`. */
export interface SiteRenderer {
  render(page: Page): string;
  /** Text with its formulas set, as HTML; null where it has none, missing where the site sets none. */
  richHtml?(text: RichText): string | null;
}
