import { z } from "zod";
import { parameters } from "./parameters.ts";
import * as paper from "./paper-schemas.ts";
import * as discussion from "./discussion-schemas.ts";
import * as lists from "./list-schemas.ts";
import * as instance from "./instance-schemas.ts";
import * as lab from "./lab-schemas.ts";
import { shelfOperations } from "./shelf-operations.ts";
import * as work from "./work-schemas.ts";

/** One operation of `/api` as the document describes it. */
export interface Operation {
  readonly method: "get" | "post";
  /** Below `/api`, with parameters in braces. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly query?: z.ZodType;
  /** Fields of the form that is posted. */
  readonly form?: z.ZodType;
  readonly status?: 200 | 202;
  /** Null where the answer is no JSON. */
  readonly answer: z.ZodType | null;
  /** Media types besides JSON, or instead of it. */
  readonly media?: readonly string[];
  /** Statuses that come as problem details. */
  readonly problems?: readonly number[];
}

const summary = z
  .strictObject({ key: z.string(), method: z.literal("extractive"), summary: z.array(paper.summarySentence) })
  .register(work.named, { id: "Summary" });
const setTitles = z
  .strictObject({ titles: z.record(z.string(), z.string()).describe("HTML by the key of the paper") })
  .register(work.named, { id: "SetTitles" });
const similar = z
  .strictObject({ key: z.string(), similar: z.array(work.similarWork) })
  .register(work.named, { id: "Similar" });
const members = z.record(z.string(), z.unknown());
const openApi = z
  .strictObject({
    openapi: z.literal("3.1.0"),
    info: members,
    servers: z.array(z.strictObject({ url: z.string() })),
    paths: z.record(z.string(), members).describe("operations by path and method"),
    components: z.strictObject({ schemas: members }),
  })
  .register(work.named, { id: "OpenApi" });

/** Every operation; a test holds this list against the routes and answers against the schemas. */
export const operations: readonly Operation[] = [
  {
    method: "get",
    path: "/papers/{id}",
    id: "paper",
    summary: "All that a paper's page shows",
    answer: paper.paperView,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/search",
    id: "search",
    summary: "Papers that match a query",
    query: parameters.search,
    answer: work.searchView,
    problems: [400],
  },
  {
    method: "get",
    path: "/suggest",
    id: "suggest",
    summary: "What a query that is being typed may become",
    query: parameters.suggest,
    answer: work.suggestionList,
  },
  {
    method: "get",
    path: "/terms/{id}",
    id: "terms",
    summary: "Key terms with their explanation",
    query: parameters.terms,
    answer: paper.explainedTerms,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/summary/{id}",
    id: "summary",
    summary: "Quick summary with its place in the abstract",
    query: parameters.summary,
    answer: summary,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/similar/{id}",
    id: "similar",
    summary: "Similar papers with reasons",
    query: parameters.similar,
    answer: similar,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/titles",
    id: "titles",
    summary: "Titles as HTML, with formulas as MathML, of those papers whose titles hold formulas",
    query: parameters.titles,
    answer: setTitles,
    problems: [400],
  },
  {
    method: "get",
    path: "/versions/{id}",
    id: "versions",
    summary: "Versions of a paper, and the texts of two of them as far as they are held",
    query: parameters.versions,
    answer: paper.versionsView,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/graph/{id}",
    id: "graph",
    summary: "Citation network around a paper",
    query: parameters.graph,
    answer: work.graph,
    media: ["application/graphml+xml", "application/gexf+xml"],
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/map",
    id: "map",
    summary: "The placed neighbourhood of one paper or of several, the ways between them, works around them",
    query: parameters.map,
    answer: work.jointMap,
    problems: [400],
  },
  {
    method: "get",
    path: "/citations/{id}",
    id: "citations",
    summary: "Works that cite a paper, by page",
    query: parameters.related,
    answer: instance.relatedPage,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/references/{id}",
    id: "references",
    summary: "Works that a paper cites, by page",
    query: parameters.related,
    answer: instance.relatedPage,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/authors",
    id: "authors",
    summary: "Names of authors as papers write them",
    query: parameters.authors,
    answer: instance.authorNames,
    problems: [400],
  },
  {
    method: "get",
    path: "/authors/{name}",
    id: "author",
    summary: "Who writes under a name, with the evidence; the papers of one of them",
    query: parameters.author,
    answer: lists.authorView,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/term/{term}",
    id: "term",
    summary: "A word or phrase: its share of each year, defining papers, related terms",
    answer: lists.termView,
    problems: [404],
  },
  {
    method: "get",
    path: "/categories",
    id: "categories",
    summary: "Categories with their papers",
    answer: instance.categoryList,
  },
  {
    method: "get",
    path: "/categories/{code}",
    id: "category",
    summary: "Papers of a category or archive: counts by year, the latest",
    query: parameters.category,
    answer: instance.categoryView,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/export",
    id: "export",
    summary: "Papers in a format of other tools; x-unresolved-ids names those that are not here",
    query: parameters.export,
    answer: null,
    media: [
      "application/x-bibtex",
      "application/x-research-info-systems",
      "application/vnd.citationstyles.csl+json",
      "text/csv",
      "text/markdown",
      "text/plain",
      "application/graphml+xml",
      "application/gexf+xml",
    ],
    problems: [400],
  },
  {
    method: "get",
    path: "/coverage",
    id: "coverage",
    summary: "Which identifiers of arXiv are here and which are missing",
    query: parameters.coverage,
    answer: instance.coverageView,
    problems: [400],
  },
  {
    method: "get",
    path: "/comments",
    id: "comments",
    summary: "Comments, newest first: all, of a paper, or by a person",
    query: parameters.comments,
    answer: discussion.commentList,
    problems: [400, 404],
  },
  {
    method: "get",
    path: "/comments/{comment}",
    id: "comment",
    summary: "One comment with its paper; `body` is Markdown, and null where a reader may not see it",
    answer: discussion.listedComment,
    problems: [404],
  },
  {
    method: "get",
    path: "/annotations/{id}",
    id: "annotations",
    summary: "Comments of a paper in the Web Annotation Data Model",
    answer: null,
    media: ["application/ld+json"],
    problems: [400, 404],
  },
  { method: "get", path: "/statistics", id: "statistics", summary: "Counts of the store", answer: instance.statistics },
  {
    method: "get",
    path: "/freshness",
    id: "freshness",
    summary: "Where the data comes from",
    answer: instance.freshness,
  },
  {
    method: "get",
    path: "/status",
    id: "status",
    summary: "How the instance stands: stages, jobs, index",
    answer: instance.statusView,
  },
  { method: "get", path: "/openapi.json", id: "openapi", summary: "This document", answer: openApi },
  { method: "get", path: "/runs", id: "runs", summary: "Runs of the Lab", answer: lab.runs },
  {
    method: "get",
    path: "/runs/{name}",
    id: "run",
    summary: "One run with its metrics",
    answer: lab.run,
    problems: [404],
  },
  {
    method: "post",
    path: "/runs",
    id: "startRun",
    summary: "Start a run, from this machine's own pages only",
    status: 202,
    answer: lab.startedRun,
    problems: [403, 409],
  },
  {
    method: "get",
    path: "/events/runs",
    id: "runEvents",
    summary: "Runs as they grow, as server-sent events",
    answer: null,
    media: ["text/event-stream"],
    problems: [404],
  },
  ...shelfOperations,
];
