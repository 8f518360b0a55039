import type { Result } from "../arxiv/errors.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { ReferenceEntry } from "../arxiv/references/reference-entry.ts";
import { fetchCrossrefWork } from "./crossref.ts";
import {
  fetchOpenAlexWorks,
  fetchOpenAlexWorksById,
  openAlexBatchSize,
  openAlexDois,
  type OpenAlexWork,
} from "./openalex.ts";
import { fetchScholarLinks, type ScholarAccess } from "./semantic-scholar.ts";
import type { RetryPolicy, UpstreamIssue, UpstreamTools } from "./upstream-client.ts";

/** What a service says of a work that a paper cites. */
export type NamedReference = Omit<ReferenceEntry, "raw">;

/** A service that knows what papers cite. */
export interface ReferenceService {
  /** Source of the citations that it claims. */
  readonly name: string;
  /** Papers that can be asked for at once. */
  readonly batchSize: number;
  /** Whether it can be asked about a paper at all. */
  knows(paper: Paper): boolean;
  /** One list a paper, in their order; empty for a paper that it does not have, and for a list that is withheld. */
  references(papers: readonly Paper[]): Promise<Result<readonly (readonly NamedReference[])[], UpstreamIssue>>;
}

/** The service gives some ids with a version or a class, and some that are none: the work is then known otherwise. */
function canonicalId(given: string | null): string | null {
  const id = safeParseArxivId(given ?? "");
  return id.ok ? id.value.id : null;
}

/** Semantic Scholar, for every paper of arXiv. */
export function scholarReferences(tools: UpstreamTools, access: ScholarAccess): ReferenceService {
  return {
    name: "semantic-scholar",
    batchSize: 1,
    knows: ({ arxivId }) => arxivId !== null,
    references: eachAlone(async ({ arxivId }) => {
      const answer = await fetchScholarLinks(tools, access, `ARXIV:${arxivId}`, "references");
      if (!answer.ok) return answer;
      const works = answer.value?.works ?? [];
      return {
        ok: true,
        value: works.map((work) => ({
          arxivId: canonicalId(work.arxivId),
          doi: work.doi,
          title: work.title,
          authors: work.authors ?? [],
          year: work.year,
        })),
      };
    }),
  };
}

/** Crossref, for papers of arXiv whose publication has a DOI: what the publisher says that it cites. */
export function crossrefReferences(tools: UpstreamTools, baseUrl: string, policy?: RetryPolicy): ReferenceService {
  return {
    name: "crossref",
    batchSize: 1,
    // Works known from reference lists alone are left out, or asking would walk on through all of science.
    knows: ({ arxivId, doi }) => arxivId !== null && doi.length > 0,
    references: eachAlone(async ({ doi: [doi = ""] }) => {
      const answer = await fetchCrossrefWork(tools, baseUrl, doi, policy);
      if (!answer.ok) return answer;
      const references = answer.value?.references ?? [];
      return { ok: true, value: references.map((reference) => ({ ...reference, authors: [] })) };
    }),
  };
}

/**
 * OpenAlex, for every paper of arXiv. It names cited works by its own ids, so that the works of a batch are asked for
 * once more, each only once; ids that it no longer has name nothing and are left out.
 */
export function openAlexReferences(tools: UpstreamTools, baseUrl: string, policy?: RetryPolicy): ReferenceService {
  return {
    name: "openalex",
    // A paper may be known by its preprint's DOI and by its publication's.
    batchSize: openAlexBatchSize / 2,
    // As for Crossref, works known from reference lists alone are left out.
    knows: ({ arxivId }) => arxivId !== null,
    async references(papers) {
      const dois = papers.map(openAlexDois);
      const citing = await inBatches([...new Set(dois.flat())], (batch) =>
        fetchOpenAlexWorks(tools, baseUrl, batch, policy),
      );
      if (!citing.ok) return citing;
      const citedOf = papers.map(({ arxivId }, at) =>
        citing.value
          .filter((work) => (arxivId !== null && work.arxivId === arxivId) || dois[at]?.includes(work.doi ?? ""))
          .flatMap(({ references }) => references),
      );
      const cited = await inBatches([...new Set(citedOf.flat())], (batch) =>
        fetchOpenAlexWorksById(tools, baseUrl, batch, policy),
      );
      if (!cited.ok) return cited;
      const works = new Map(
        cited.value.map(({ id, arxivId, doi, title, authors, year }) => [id, { arxivId, doi, title, authors, year }]),
      );
      return { ok: true, value: citedOf.map((ids) => [...new Set(ids)].flatMap((id) => works.get(id) ?? [])) };
    },
  };
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

/** For services that are asked about one paper at a time. */
const eachAlone =
  (ask: (paper: Paper) => Promise<Result<readonly NamedReference[], UpstreamIssue>>): ReferenceService["references"] =>
  async (papers) => {
    const lists: (readonly NamedReference[])[] = [];
    for (const paper of papers) {
      const answer = await ask(paper);
      if (!answer.ok) return answer;
      lists.push(answer.value);
    }
    return { ok: true, value: lists };
  };
