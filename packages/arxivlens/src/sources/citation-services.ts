import type { CitationSide } from "../arxiv/citation-neighbours.ts";
import type { Result } from "../arxiv/errors.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { ScholarPaper } from "../arxiv/records/semantic-scholar.ts";
import type { CrossrefWork } from "../arxiv/records/crossref-work.ts";
import type { ReferenceEntry } from "../arxiv/references/reference-entry.ts";
import { answered, askedInParts, inVain, isOfAsked } from "./asked-in-parts.ts";
import { fetchCrossrefWork } from "./crossref.ts";
import {
  fetchOpenAlexWorks,
  fetchOpenAlexWorksById,
  openAlexBatchSize,
  openAlexDois,
  type OpenAlexAccess,
  type OpenAlexWork,
} from "./openalex.ts";
import { fetchScholarLists, scholarListBatch } from "./scholar-lists.ts";
import type { ScholarAccess } from "./semantic-scholar.ts";
import type { PartialAnswer, RetryPolicy, UpstreamIssue, UpstreamTools } from "./upstream-client.ts";

/** What a service says of a work that a paper cites, or that cites it. */
export type NamedWork = Omit<ReferenceEntry, "raw">;

/** What a service says of a publication's other records. */
export interface RelatedRecords {
  /** The publication that was asked for, lower case. */
  readonly doi: string;
  /** arXiv ids of its preprints. */
  readonly preprints: readonly string[];
  /** DOIs of what it is itself a preprint of, lower case. */
  readonly publishedAs: readonly string[];
}

/** A list of a paper as a service tells it. */
export interface NamedList {
  readonly works: readonly NamedWork[];
  /** Entries that the service says the list has. */
  readonly listed: number;
  /** Entries that name a work which the service itself no longer has. */
  readonly dangling: number;
  /** True when the publisher keeps the list to itself. */
  readonly withheld: boolean;
  /** True when there are more entries than the service gives. */
  readonly cut: boolean;
  readonly related?: RelatedRecords;
}

/** A service that knows what papers cite, or who cites them. */
export interface CitationService {
  /** Source of the citations that it claims. */
  readonly name: string;
  /** Whom its lists hold. */
  readonly side: CitationSide;
  /** Papers that can be asked for at once. */
  readonly batchSize: number;
  /** Whether it can be asked about a paper at all. */
  knows(paper: Paper): boolean;
  /**
   * The lists of papers, by their keys, in answers as they come; an answer may hold none. A paper that fails does not keep
   * the others from theirs; papers that no answer names were not asked for, because the service went away.
   */
  lists(papers: readonly Paper[]): AsyncIterable<PartialAnswer<NamedList>>;
}

/** Semantic Scholar, for every paper of arXiv: what it cites. */
export const scholarReferences = (tools: UpstreamTools, access: ScholarAccess): CitationService =>
  scholarService(tools, access, "cited");

/** The same for who cites it. */
export const scholarCiters = (tools: UpstreamTools, access: ScholarAccess): CitationService =>
  scholarService(tools, access, "citing");

function scholarService(tools: UpstreamTools, access: ScholarAccess, side: CitationSide): CitationService {
  return {
    name: "semantic-scholar",
    side,
    batchSize: scholarListBatch,
    knows: ({ arxivId }) => arxivId !== null,
    async *lists(papers) {
      const keyOf = new Map(papers.map(({ key, arxivId }) => [`ARXIV:${arxivId}`, key]));
      for await (const { found, failed, issue } of fetchScholarLists(tools, access, [...keyOf.keys()], side)) {
        const named = [...found].map(
          ([id, list]) =>
            [
              keyOf.get(id) ?? id,
              list === null ? null : { ...list, works: list.works.map(namedByScholar), dangling: 0 },
            ] as const,
        );
        yield { found: new Map(named), failed: new Set([...failed].map((id) => keyOf.get(id) ?? id)), issue };
      }
    },
  };
}

const namedByScholar = ({ arxivId, doi, title, authors, year }: ScholarPaper): NamedWork => ({
  arxivId: canonicalId(arxivId),
  doi,
  title,
  authors: authors ?? [],
  year,
});

/** The service gives some ids with a version or a class, and some that are none: the work is then known otherwise. */
function canonicalId(given: string | null): string | null {
  const id = safeParseArxivId(given ?? "");
  return id.ok ? id.value.id : null;
}

/** Crossref, for papers of arXiv whose publication has a DOI: what the publisher says that it cites. */
export function crossrefReferences(tools: UpstreamTools, baseUrl: string, policy?: RetryPolicy): CitationService {
  return {
    name: "crossref",
    side: "cited",
    batchSize: 1,
    // Works known from reference lists alone are left out, or asking would walk on through all of science.
    knows: ({ arxivId, doi }) => arxivId !== null && doi.length > 0,
    async *lists(papers) {
      for (const {
        key,
        doi: [doi = ""],
      } of papers) {
        const answer = await fetchCrossrefWork(tools, baseUrl, doi, policy);
        if (answer.ok) yield answered(new Map([[key, answer.value === null ? null : listOfPublication(answer.value)]]));
        else {
          yield inVain([key], answer.error);
          if (!isOfAsked(answer.error)) return;
        }
      }
    },
  };
}

function listOfPublication({ references, referenceCount, doi, preprints, publishedAs }: CrossrefWork): NamedList {
  const listed = referenceCount ?? references?.length ?? 0;
  return {
    works: (references ?? []).map((reference) => ({ ...reference, authors: [] })),
    listed,
    dangling: 0,
    withheld: references === null && listed > 0,
    cut: false,
    related: { doi, preprints, publishedAs },
  };
}

/**
 * OpenAlex, for every paper of arXiv. It names cited works by its own ids, so that the works of a batch are asked for
 * once more, each only once; ids that it no longer has name nothing and are only counted.
 */
export function openAlexReferences(tools: UpstreamTools, access: OpenAlexAccess): CitationService {
  return {
    name: "openalex",
    side: "cited",
    // A paper may be known by its preprint's DOI and by its publication's.
    batchSize: openAlexBatchSize / 2,
    // As for Crossref, works known from reference lists alone are left out.
    knows: ({ arxivId }) => arxivId !== null,
    async *lists(papers) {
      for await (const { part, answer } of askedInParts(papers, (some) => openAlexLists(tools, access, some))) {
        if (answer.ok) yield answered(answer.value);
        else
          yield inVain(
            part.map(({ key }) => key),
            answer.error,
          );
      }
    },
  };
}

async function openAlexLists(
  tools: UpstreamTools,
  access: OpenAlexAccess,
  papers: readonly Paper[],
): Promise<Result<ReadonlyMap<string, NamedList | null>, UpstreamIssue>> {
  const dois = papers.map(openAlexDois);
  const citing = await inBatches([...new Set(dois.flat())], (batch) => fetchOpenAlexWorks(tools, access, batch));
  if (!citing.ok) return citing;
  const idsOf = papers.map(({ arxivId }, at) => {
    const records = citing.value.filter(
      (work) => (arxivId !== null && work.arxivId === arxivId) || dois[at]?.includes(work.doi ?? ""),
    );
    return records.length === 0 ? null : [...new Set(records.flatMap(({ references }) => references))];
  });
  const asked = [...new Set(idsOf.flatMap((ids) => ids ?? []))];
  const cited = await inBatches(asked, (batch) => fetchOpenAlexWorksById(tools, access, batch));
  if (!cited.ok) return cited;
  const works = new Map(
    cited.value.map(({ id, arxivId, doi, title, authors, year }) => [id, { arxivId, doi, title, authors, year }]),
  );
  const listOf = (ids: readonly string[]): NamedList => {
    const known = ids.flatMap((id) => works.get(id) ?? []);
    const dangling = ids.length - known.length;
    return { works: known, listed: ids.length, dangling, withheld: false, cut: false };
  };
  const found = papers.map(({ key }, at) => {
    const ids = idsOf[at] ?? null;
    return [key, ids === null ? null : listOf(ids)] as const;
  });
  return { ok: true, value: new Map(found) };
}

async function inBatches(
  names: readonly string[],
  ask: (batch: readonly string[]) => Promise<Result<readonly OpenAlexWork[], UpstreamIssue>>,
): Promise<Result<readonly OpenAlexWork[], UpstreamIssue>> {
  const works: OpenAlexWork[] = [];
  for (let start = 0; start < names.length; start += openAlexBatchSize) {
    const answer = await ask(names.slice(start, start + openAlexBatchSize));
    if (!answer.ok) return answer;
    works.push(...answer.value);
  }
  return { ok: true, value: works };
}
