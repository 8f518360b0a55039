import { z } from "zod";
import type {
  Category,
  CitationMap,
  JointMap,
  RelatedWork,
  RichText,
  SearchFacets,
  SearchHit,
  SearchView,
  SimilarWork,
  SuggestedWork,
  Suggestions,
} from "../contract.ts";
import type { EgoNetwork, EgoNode } from "../../graph/ego-network.ts";
import type { NodeLabel } from "../../graph/graph-formats.ts";

/** Schemas that the document lists by name and others refer to. */
export const named: z.core.$ZodRegistry<{ id: string }> = z.registry<{ id: string }>();

export const day: z.ZodType<string> = z.string().describe("YYYY-MM-DD");
const place = z.tuple([z.int(), z.int()]).describe("start and end in UTF-16 units, end excluded");

const textSegment = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: z.string() }),
  z.strictObject({ kind: z.literal("math"), tex: z.string(), display: z.boolean() }),
]);
export const richText: z.ZodType<RichText> = z
  .array(textSegment)
  .describe("text with its formulas set apart, in reading order")
  .register(named, { id: "RichText" });
export const category: z.ZodType<Category> = z
  .strictObject({ code: z.string(), name: z.string() })
  .register(named, { id: "Category" });

const workFields = {
  key: z.string().describe("canonical arXiv id, or work:<slug>"),
  arxivId: z.string().nullable(),
  title: richText,
  plainTitle: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  href: z.string().describe("address of its page here"),
  citedBy: z.int().describe("works of this instance that cite it"),
  resolved: z.boolean().describe("false when only a reference line is known"),
  withdrawn: z.boolean().describe("by its authors or by arXiv"),
};
const claims = z.array(
  z.strictObject({
    source: z.string(),
    claimedOn: day.nullable(),
    score: z.number().nullable().describe("how surely the cited work was recognised; null where its id says it"),
  }),
);
export const relatedWork: z.ZodType<RelatedWork> = z
  .strictObject({
    ...workFields,
    role: z.enum(["citing", "reference"]),
    edgeSources: z.array(z.string()).describe("who claims the citation"),
    claims,
  })
  .register(named, { id: "RelatedWork" });

const position = z.int().describe("position in nodes");
export const citationMap: z.ZodType<CitationMap> = z
  .strictObject({
    width: z.number(),
    height: z.number(),
    nodes: z
      .array(
        z.strictObject({
          key: z.string(),
          role: z.enum(["current", "citing", "reference", "both", "between"]),
          title: z.string(),
          richTitle: richText.nullable().describe("null where the title holds no formula"),
          authors: z.array(z.string()).describe("the first ten"),
          authorCount: z.int(),
          year: z.int().nullable(),
          href: z.string(),
          arxivId: z.string().nullable(),
          category: z.string().nullable().describe("primary"),
          citedBy: z.int().describe("works of this instance that cite it"),
          rank: z.number().describe("PageRank within this map, as a multiple of the mean"),
          group: z.int().nullable().describe("cluster by citations, the largest first"),
          resolved: z.boolean(),
          withdrawn: z.boolean(),
          claims: claims.describe("who says that it and a seed cite each other"),
          likeness: z.number().nullable().describe("to the seed that is most alike; null unless asked for"),
          x: z.number(),
          y: z.number(),
          radius: z.number(),
        }),
      )
      .describe("the seeds come first"),
    edges: z.array(z.tuple([position, position])).describe("citing first"),
    shown: z.int(),
    total: z.int(),
    rule: z.string().nullable().describe("how the shown ones were chosen"),
    settled: z.boolean().describe("false where the positions are only where a layout begins"),
  })
  .register(named, { id: "CitationMap" });

/** What `/graph/{id}` answers as JSON: a network around a work, each work of it with its label. */
type GraphAnswer = Omit<EgoNetwork, "nodes"> & {
  readonly key: string;
  readonly nodes: readonly (EgoNode & NodeLabel)[];
};

export const graph: z.ZodType<GraphAnswer> = z
  .strictObject({
    key: z.string(),
    nodes: z
      .array(
        z.strictObject({
          key: z.string(),
          role: z.enum(["current", "citing", "reference", "mutual"]),
          citedBy: z.int().describe("works of this instance that cite it"),
          title: z.string(),
          year: z.int().nullable(),
        }),
      )
      .describe("the work itself first, then the most cited"),
    edges: z.array(z.tuple([position, position])).describe("citing first"),
    neighbours: z.int().describe("works that cite it or that it cites, shown or not"),
    rule: z.string().nullable().describe("how the shown ones were chosen; null when all are shown"),
    prior: z
      .array(z.strictObject({ key: z.string(), citedInView: z.int().describe("works of the view that cite it") }))
      .describe("works outside the view that many in it cite"),
    derivative: z
      .array(z.strictObject({ key: z.string(), citesInView: z.int().describe("works of the view that it cites") }))
      .describe("works outside the view that cite many in it"),
  })
  .register(named, { id: "Graph" });

const suggestedWorks: z.ZodType<readonly SuggestedWork[]> = z.array(
  z.strictObject({ ...workFields, links: z.int().describe("how many of the works in question it is linked with") }),
);
export const jointMap: z.ZodType<
  JointMap & { readonly seeds: readonly string[]; readonly unresolved: readonly object[] }
> = z
  .strictObject({
    seeds: z.array(z.string()),
    unresolved: z.array(z.strictObject({ text: z.string(), reason: z.string().nullable() })),
    map: citationMap,
    paths: z.array(z.array(position)).describe("the shortest ways that join the seeds"),
    prior: suggestedWorks.describe("cited by many works of the map"),
    derivative: suggestedWorks.describe("citing many works of the map"),
    citedTogether: suggestedWorks.describe("cited by at least two of the seeds"),
    citingTogether: suggestedWorks.describe("citing at least two of the seeds"),
  })
  .register(named, { id: "JointMap" });

export const similarWork: z.ZodType<SimilarWork> = z
  .strictObject({
    ...workFields,
    submittedAt: day.nullable(),
    score: z.number().describe("0 to 1"),
    contributions: z.record(z.string(), z.number()).describe("what each signal adds to the score"),
    reasons: z.array(z.string()),
  })
  .register(named, { id: "SimilarWork" });

export const searchHit: z.ZodType<SearchHit> = z
  .strictObject({
    ...workFields,
    submittedAt: day.nullable(),
    categories: z.array(category),
    titleHighlights: z.array(place),
    authorHighlights: z
      .array(z.strictObject({ author: z.int().describe("position in authors"), ranges: z.array(place) }))
      .describe("names that hold wanted words"),
    snippet: z.string().nullable(),
    snippetHighlights: z.array(place),
    comments: z.string().nullable().describe("the part of the comments that holds wanted words; null where none does"),
    commentsHighlights: z.array(place),
  })
  .register(named, { id: "SearchHit" });

const counts = z.array(z.strictObject({ value: z.string(), papers: z.int() }));
export const searchFacets: z.ZodType<SearchFacets> = z
  .strictObject({
    categories: counts,
    years: counts,
    licences: z
      .array(z.strictObject({ value: z.string(), name: z.string(), uri: z.string().nullable(), papers: z.int() }))
      .describe("`licence:` and the value narrows to it"),
    withCode: z.int(),
    withdrawn: z.int(),
  })
  .register(named, { id: "SearchFacets" });

export const searchView: z.ZodType<SearchView> = z
  .strictObject({
    query: z.string(),
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
    pages: z
      .int()
      .describe(
        "pages that all matches fill; one beyond the last has no hits and a note, the first 500 can be asked for",
      ),
    rank: z.enum(["relevance", "new", "cited", "influence", "random"]),
    hits: z.array(searchHit),
    facets: searchFacets.nullable(),
    fault: z
      .strictObject({
        message: z.string(),
        position: z.int(),
        length: z.int(),
        suggestion: z.string().nullable(),
      })
      .nullable(),
    spellings: z.array(z.strictObject({ word: z.string(), meant: z.array(z.string()) })),
    note: z.string().nullable().describe("help when nothing was found or the query was bent to be understood"),
  })
  .register(named, { id: "SearchAnswer" });

export const suggestionList: z.ZodType<Suggestions> = z
  .strictObject({
    words: z.array(z.strictObject({ word: z.string(), papers: z.int() })),
    papers: z.array(z.strictObject({ key: z.string(), title: z.string(), year: z.int().nullable() })),
  })
  .register(named, { id: "Suggestions" });
