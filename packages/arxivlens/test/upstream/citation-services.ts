/** A work of OpenAlex: short id, DOI, referenced short ids. */
export interface SimulatedWork {
  readonly id: string;
  readonly doi: string;
  readonly references: readonly string[];
  readonly title?: string;
}

/** @param filter for example `doi:10.1/a|10.1/b` or `ids.openalex:W1|W2` */
export function openAlexAnswer(filter: string, works: readonly SimulatedWork[]): object {
  const values = filter.slice(filter.indexOf(":") + 1).split("|");
  const found = works.filter((work) => values.includes(filter.startsWith("doi:") ? work.doi : work.id));
  return {
    meta: { count: found.length, per_page: 50 },
    results: found.map(({ id, doi, references, title }) => ({
      id: `https://openalex.org/${id}`,
      doi: `https://doi.org/${doi}`,
      primary_location: { landing_page_url: null },
      locations: [],
      ...(title === undefined
        ? {}
        : {
            display_name: title,
            publication_year: 2020,
            authorships: [{ author: { id: "https://openalex.org/A1", display_name: "B. Sample" } }],
          }),
      referenced_works: references.map((reference) => `https://openalex.org/${reference}`),
    })),
  };
}

/** A paper of Semantic Scholar; a reference may be a title without a paper behind it. */
export interface SimulatedScholarPaper {
  readonly paperId: string | null;
  readonly title: string;
  readonly arxivId?: string;
  readonly doi?: string;
  /** Null when the publisher withholds them. */
  readonly references?: readonly SimulatedScholarPaper[] | null;
  readonly citations?: readonly SimulatedScholarPaper[];
}

/** `paper/batch` of Semantic Scholar's graph: in the order asked, null for the unknown. */
export function scholarBatch(ids: readonly string[], papers: readonly SimulatedScholarPaper[]): object {
  const found = ids.map((id) => known(id, papers));
  if (found.every((paper) => paper === undefined)) return { error: "No valid paper ids given" };
  return found.map((paper) => (paper === undefined ? null : described(paper)));
}

/** `paper/<id>/references` or `citations`: pages by offset; null when there is no such paper. */
export function scholarLinks(
  id: string,
  side: "references" | "citations",
  page: { readonly offset: number; readonly limit: number },
  papers: readonly SimulatedScholarPaper[],
): object | null {
  const paper = known(id, papers);
  if (paper === undefined) return null;
  const works = paper[side] ?? null;
  if (paper[side] === null) return { offset: 0, data: null };
  const member = side === "references" ? "citedPaper" : "citingPaper";
  const end = page.offset + page.limit;
  return {
    offset: page.offset,
    ...(end < (works?.length ?? 0) ? { next: end } : {}),
    data: (works ?? []).slice(page.offset, end).map((work) => ({ [member]: described(work) })),
  };
}

const known = (id: string, papers: readonly SimulatedScholarPaper[]): SimulatedScholarPaper | undefined =>
  papers.find(({ arxivId, doi, paperId }) => [`ARXIV:${arxivId}`, `DOI:${doi}`, paperId].includes(id));

const described = ({ paperId, title, arxivId, doi }: SimulatedScholarPaper): object => ({
  paperId,
  title,
  year: 2020,
  externalIds: paperId === null ? null : { ...(arxivId ? { ArXiv: arxivId } : {}), ...(doi ? { DOI: doi } : {}) },
  authors: [{ authorId: "1", name: "B. Sample" }],
});

/** A publication of Crossref; what it cites as the publisher gave it. */
export interface SimulatedPublication {
  readonly doi: string;
  readonly title: string;
  readonly preprint?: string;
  readonly references?: readonly {
    readonly DOI?: string;
    readonly unstructured?: string;
    readonly "article-title"?: string;
    readonly year?: string;
  }[];
}

export function crossrefAnswer({ doi, title, preprint, references }: SimulatedPublication): object {
  return {
    status: "ok",
    message: {
      DOI: doi.toUpperCase(),
      title: [title],
      "container-title": ["Journal of Toys"],
      issued: { "date-parts": [[2021, 3]] },
      relation:
        preprint === undefined
          ? {}
          : { "has-preprint": [{ "id-type": "doi", id: preprint, "asserted-by": "subject" }] },
      ...(references === undefined ? {} : { reference: references }),
    },
  };
}
