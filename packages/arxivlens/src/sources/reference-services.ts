import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { ReferenceEntry } from "../arxiv/references/reference-entry.ts";
import { fetchCrossrefWork } from "./crossref.ts";
import { fetchScholarLinks, type ScholarAccess } from "./semantic-scholar.ts";
import type { RetryPolicy, UpstreamIssue, UpstreamTools } from "./upstream-client.ts";

/** What a service says of a work that a paper cites. */
export type NamedReference = Omit<ReferenceEntry, "raw">;

/** A service that knows what papers cite. */
export interface ReferenceService {
  /** Source of the citations that it claims. */
  readonly name: string;
  /** Whether it can be asked about a paper at all. */
  knows(paper: Paper): boolean;
  /** Empty for a paper that it does not have, and for a list that is withheld. */
  references(paper: Paper): Promise<Result<readonly NamedReference[], UpstreamIssue>>;
}

/** Semantic Scholar, for every paper of arXiv. */
export function scholarReferences(tools: UpstreamTools, access: ScholarAccess): ReferenceService {
  return {
    name: "semantic-scholar",
    knows: ({ arxivId }) => arxivId !== null,
    async references({ arxivId }) {
      const answer = await fetchScholarLinks(tools, access, `ARXIV:${arxivId}`, "references");
      if (!answer.ok) return answer;
      const works = answer.value?.works ?? [];
      return {
        ok: true,
        value: works.map((work) => ({
          arxivId: work.arxivId,
          doi: work.doi,
          title: work.title,
          authors: work.authors ?? [],
          year: work.year,
        })),
      };
    },
  };
}

/** Crossref, for papers whose publication has a DOI: what the publisher says that it cites. */
export function crossrefReferences(tools: UpstreamTools, baseUrl: string, policy?: RetryPolicy): ReferenceService {
  return {
    name: "crossref",
    knows: ({ doi }) => doi.length > 0,
    async references({ doi: [doi = ""] }) {
      const answer = await fetchCrossrefWork(tools, baseUrl, doi, policy);
      if (!answer.ok) return answer;
      const references = answer.value?.references ?? [];
      return { ok: true, value: references.map((reference) => ({ ...reference, authors: [] })) };
    },
  };
}
