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
  /** What the service counts; the number of references given unless it says otherwise. */
  readonly referenceCount?: number;
  /** The batch leaves its lists empty, for no reason; their pages do not. */
  readonly emptyInBatch?: boolean;
  /** Whatever is asked about it ends in HTTP 500. */
  readonly poisonous?: boolean;
}

/** What one answer holds at most: ids asked for, entries of all lists inside, bytes. */
const mostIds = 500;
const mostEntries = 9_999;
const mostBytes = 10_000_000;

/**
 * `paper/batch` of Semantic Scholar's graph: in the order asked, null for the unknown. Lists that are asked for inside
 * of the papers share their room in the answer: once it is full, the others are short or empty, though counted.
 */
export function scholarBatch(
  ids: readonly string[],
  fields: readonly string[],
  papers: readonly SimulatedScholarPaper[],
): object {
  if (ids.length > mostIds) return { error: `Only ${mostIds} paper ids can be given` };
  const found = ids.map((id) => known(id, papers));
  if (found.every((paper) => paper === undefined)) return { error: "No valid paper ids given" };
  let room = mostEntries;
  const inside = (paper: SimulatedScholarPaper, side: "references" | "citations"): object => {
    if (!fields.some((field) => field.startsWith(`${side}.`))) return {};
    const list = paper[side] === null ? null : (paper[side] ?? []);
    if (list === null) return { [side]: null };
    const given = paper.emptyInBatch === true ? [] : list.slice(0, room);
    room -= given.length;
    return { [side]: given.map(described) };
  };
  const answer = found.map((paper) =>
    paper === undefined
      ? null
      : {
          ...described(paper),
          ...(fields.includes("referenceCount")
            ? { referenceCount: paper.referenceCount ?? paper.references?.length ?? 0 }
            : {}),
          ...(fields.includes("citationCount") ? { citationCount: paper.citations?.length ?? 0 } : {}),
          ...inside(paper, "references"),
          ...inside(paper, "citations"),
        },
  );
  return JSON.stringify(answer).length > mostBytes
    ? { error: "Response would exceed maximum size. Break the request into smaller batches." }
    : answer;
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

/** Whether the service breaks over one of these. */
export const breaksScholar = (ids: readonly string[], papers: readonly SimulatedScholarPaper[]): boolean =>
  ids.some((id) => known(id, papers)?.poisonous === true);

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
  /** DOI of what it is itself a preprint of. */
  readonly publishedAs?: string;
  /** More than the references that are given, where the publisher withholds them. */
  readonly referenceCount?: number;
  readonly references?: readonly {
    readonly DOI?: string;
    readonly unstructured?: string;
    readonly "article-title"?: string;
    readonly year?: string;
  }[];
}

export function crossrefAnswer(publication: SimulatedPublication): object {
  const { doi, title, preprint, publishedAs, references, referenceCount } = publication;
  const related = (id: string): readonly object[] => [{ "id-type": "doi", id, "asserted-by": "subject" }];
  return {
    status: "ok",
    message: {
      DOI: doi.toUpperCase(),
      title: [title],
      "container-title": ["Journal of Toys"],
      issued: { "date-parts": [[2021, 3]] },
      "reference-count": referenceCount ?? references?.length ?? 0,
      relation: {
        ...(preprint === undefined ? {} : { "has-preprint": related(preprint) }),
        ...(publishedAs === undefined ? {} : { "is-preprint-of": related(publishedAs) }),
      },
      ...(references === undefined ? {} : { reference: references }),
    },
  };
}
