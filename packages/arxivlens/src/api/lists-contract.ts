/** The part of the contract that is about lists: results, categories, terms, authors, what is new. */

import type { IdentifierRun } from "../store/coverage.ts";
import type { Category, SearchHit, StatusView } from "./contract.ts";

/** A condition that the results could be narrowed by, or are narrowed by already. */
export interface Refinement {
  /** As the query language writes it: `cat:cs.CL`, `date:2019`. */
  readonly condition: string;
  /** What it is called: a code, a year, the name of a licence. */
  readonly value: string;
  readonly papers: number;
  /** The query with this condition added, or taken back where it holds already. */
  readonly query: string;
  readonly active: boolean;
}

/** How a query may be narrowed and widened. */
export interface Refinements {
  /** Conditions beside the words, each with the query without it. */
  readonly taken: readonly { readonly condition: string; readonly query: string }[];
  readonly categories: readonly Refinement[];
  /** Earliest first, years without matches among them, so that they can be drawn. */
  readonly years: readonly Refinement[];
  readonly licences: readonly Refinement[];
  readonly withCode: Refinement;
  readonly withdrawn: Refinement;
  /** The query without its withdrawn papers; null when there are none. */
  readonly withoutWithdrawn: string | null;
}

export interface YearCount {
  readonly year: number;
  readonly papers: number;
}

/** A term that one set of papers uses more than another one does. */
export interface DistinctiveTerm {
  readonly term: string;
  /** Papers of the set that hold it, of so many that were read. */
  readonly papers: number;
  readonly read: number;
  /** Papers of the other set that hold it, of so many that were read. */
  readonly elsewhere: number;
  readonly readElsewhere: number;
}

/** The page of a category or an archive. */
export interface CategoryPage {
  readonly category: Category;
  /** What was asked for, where that is another name of the same category. */
  readonly alias: string | null;
  /** Categories of the archive; empty for a category. */
  readonly parts: readonly (Category & { readonly papers: number })[];
  readonly papers: number;
  /** Earliest first, without gaps. */
  readonly years: readonly YearCount[];
  readonly latest: readonly SearchHit[];
  readonly mostCited: readonly SearchHit[];
  /** Of each year the paper that counts most beside others of its year; latest year first. */
  readonly influential: readonly { readonly year: number; readonly hit: SearchHit }[];
  readonly terms: readonly DistinctiveTerm[];
  /** Categories that share papers with it, most first. */
  readonly neighbours: readonly (Category & { readonly papers: number })[];
}

export interface TermYear extends YearCount {
  /** Papers of all kinds in the year. */
  readonly total: number;
  /** Clearly more than in the three years before. */
  readonly burst: boolean;
  /** Too few papers of this year are here for its share to say much. */
  readonly sparse: boolean;
}

/** A paper by which a term may be understood, and why it is shown. */
export interface DefiningPaper {
  readonly hit: SearchHit;
  readonly termFrequency: number;
  readonly score: number;
}

/** The page of a word or phrase. */
export interface TermView {
  readonly term: string;
  readonly papers: number;
  readonly allPapers: number;
  /** Earliest first, without gaps. */
  readonly years: readonly TermYear[];
  /** How few papers the years rest on, for people; null where there are enough. */
  readonly note: string | null;
  /** Day of the latest paper here: what comes after, this instance cannot know. */
  readonly until: string | null;
  /** What an acronym stands for, or the acronym of a long form, as papers introduce it, most frequent first. */
  readonly otherForms: readonly { readonly form: string; readonly papers: number }[];
  readonly defining: readonly DefiningPaper[];
  /** Papers that were weighed for `defining` and read for `related`. */
  readonly examined: number;
  readonly related: readonly DistinctiveTerm[];
  /** For a term that no paper holds. */
  readonly meant: readonly string[];
}

/** Terms of the latest papers beside those of all before. */
export interface Trends {
  /** First day and last day of the latest papers. */
  readonly from: string;
  readonly until: string;
  readonly terms: readonly DistinctiveTerm[];
}

/** Whose categories the first page shows: those that the reader follows, or the largest here. */
export type FreshChoice = "followed" | "largest";

/** The latest papers of one category. */
export interface FreshCategory {
  readonly category: Category;
  readonly papers: number;
  readonly latest: readonly SearchHit[];
}

/** How fresh one category is. */
export interface CategoryFreshnessView {
  readonly category: Category;
  readonly papers: number;
  readonly submittedAt: string | null;
  readonly updatedAt: string | null;
}

/** The page about what is here and what is missing. */
export interface CoveragePage {
  readonly present: number;
  readonly withdrawn: number;
  readonly vacant: number;
  readonly holes: number;
  /** Months of which nothing is here. */
  readonly emptyMonths: number;
  /** `YYMM` that is looked at closely; null for none. */
  readonly month: string | null;
  /** Its first day, `YYYY-MM-DD`. */
  readonly firstDay: string | null;
  /** Latest first. */
  readonly months: readonly MonthCoverage[];
  /** Runs of the month looked at. */
  readonly runs: readonly IdentifierRun[];
  /** Identifiers of that month that are missing. */
  readonly missing: readonly string[];
  readonly freshness: readonly CategoryFreshnessView[];
  readonly freshMonths: number;
  readonly stages: StatusView["stages"];
  readonly failures: StatusView["failures"];
}

/** All runs of one month together; none present where the month is missing as a whole. */
export interface MonthCoverage {
  /** `YYMM`. */
  readonly month: string;
  readonly year: number;
  /** 1 to 12. */
  readonly number: number;
  readonly present: number;
  readonly withdrawn: number;
  readonly vacant: number;
  readonly holes: number;
}

/** Something that is counted, by its name. */
export interface NamedCount {
  readonly name: string;
  readonly papers: number;
}

/** One person among those who write under a name, as far as can be told. */
export interface AuthorPerson {
  /** Key of the earliest paper: names the person in addresses. */
  readonly key: string;
  /** As written, most papers first. */
  readonly names: readonly NamedCount[];
  readonly papers: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  readonly categories: readonly (Category & { readonly papers: number })[];
  readonly coAuthors: readonly NamedCount[];
  /** Citations of these papers here. */
  readonly citations: number;
}

/** Why two papers are taken for one person's. */
export interface AuthorMergeReason {
  readonly one: { readonly key: string; readonly title: string; readonly name: string };
  readonly other: { readonly key: string; readonly title: string; readonly name: string };
  readonly points: number;
  readonly sameFullName: boolean;
  readonly coAuthors: readonly string[];
  readonly cites: boolean;
  readonly category: string | null;
  readonly yearsApart: number | null;
}

/** A decision of a member about who wrote what, as the page tells it. */
export interface AuthorDecisionView {
  readonly number: number;
  readonly kind: "same" | "different";
  /** Titles of the papers named on either side, the first few. */
  readonly these: readonly string[];
  readonly those: readonly string[];
  readonly theseCount: number;
  readonly thoseCount: number;
  /** Null for somebody who has left. */
  readonly by: string | null;
  readonly note: string;
  /** ISO date-time, UTC. */
  readonly decidedAt: string;
  readonly takenBackBy: string | null;
  readonly takenBackAt: string | null;
}

/** The page of a name: who may be meant, and the papers of one of them. */
export interface AuthorView {
  readonly name: string;
  /** Papers under exactly this name. */
  readonly written: number;
  /** Papers whose authors were compared, of all with the family name. */
  readonly examined: number;
  readonly withFamilyName: number;
  readonly rarity: "common" | "usual" | "rare";
  /** Who writes under this name, most papers first. */
  readonly people: readonly AuthorPerson[];
  /** Who writes under names that may be the same one, most papers first. */
  readonly similar: readonly AuthorPerson[];
  /** Whose papers follow; null where several may be meant and none was chosen. */
  readonly person: AuthorPerson | null;
  readonly years: readonly YearCount[];
  readonly papers: readonly SearchHit[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly mostCited: readonly SearchHit[];
  readonly reasons: readonly AuthorMergeReason[];
  readonly decisions: readonly AuthorDecisionView[];
}

/** What became of the form that a member has sent. */
export type AuthorNotice =
  | { readonly kind: "decided" | "taken-back" }
  | {
      readonly kind: "refused";
      readonly reason: "no-people" | "no-papers" | "all-papers" | "unknown-decision";
      /** What was typed and chosen, so that nothing has to be typed twice. */
      readonly note: string;
      readonly chosen: readonly string[];
    };
