import { z } from "zod";
import type {
  AuthorNames,
  CategoryView,
  CoverageView,
  Freshness,
  RelatedPage,
  StatusView,
  StoreStatistics,
} from "../contract.ts";
import { category, named, relatedWork, searchHit } from "./work-schemas.ts";

/** RFC 9457, with every further member that an answer here may have. */
export const problemDetails: z.ZodType<{ readonly title: string; readonly status: number; readonly detail: string }> = z
  .strictObject({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("what is wrong and what to do"),
    errors: z
      .array(z.strictObject({ field: z.string(), value: z.string().nullable().optional(), message: z.string() }))
      .optional()
      .describe("each malformed field"),
    position: z.int().optional().describe("of a query: its first character at fault, 0-based, in UTF-16 units"),
    length: z.int().optional().describe("of a query: characters at fault"),
    suggestion: z.string().nullable().optional().describe("of a query: one that can be read and is probably meant"),
    acceptedForms: z.array(z.string()).optional().describe("of an identifier: forms that can be read, by example"),
    search: z.string().optional().describe("of an unknown paper: where to search for it"),
    meant: z.array(z.string()).optional().describe("of an unknown term: words that may be meant"),
    unresolved: z
      .array(z.strictObject({ text: z.string(), reason: z.string().nullable() }))
      .optional()
      .describe("of a map: what names no paper here"),
    run: z.string().optional().describe("the run that is under way"),
  })
  .register(named, { id: "Problem" });

export const relatedPage: z.ZodType<RelatedPage> = z
  .strictObject({
    key: z.string(),
    role: z.enum(["citing", "reference"]),
    order: z.enum(["new", "old", "cited"]),
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
    pages: z.int(),
    works: z.array(relatedWork),
    lists: z
      .array(
        z
          .strictObject({
            source: z.string(),
            listed: z.int().describe("entries that the service counts"),
            resolved: z.int(),
            unresolved: z.int().describe("entries kept as works of their own"),
            dangling: z.int().describe("entries that name nothing, or nothing any more"),
            withheld: z.boolean().describe("the publisher keeps the list to itself"),
            cut: z.boolean().describe("there are more entries than the service gives"),
            toldOn: z.string().describe("YYYY-MM-DD"),
          })
          .register(named, { id: "ToldList" }),
      )
      .describe("what services said of this list when they were asked last"),
  })
  .register(named, { id: "RelatedPage" });

export const authorNames: z.ZodType<AuthorNames> = z
  .strictObject({
    name: z.string(),
    papers: z.int().describe("papers that hold all words of the name"),
    examined: z.int().describe("of these, the latest, whose author lists were read"),
    authors: z.array(z.strictObject({ name: z.string(), papers: z.int() })),
  })
  .register(named, { id: "AuthorNames" });

const countedCategory = z
  .strictObject({ code: z.string(), name: z.string(), papers: z.int() })
  .register(named, { id: "CountedCategory" });
export const categoryList: z.ZodType<{ readonly categories: StoreStatistics["categories"] }> = z
  .strictObject({ categories: z.array(countedCategory) })
  .register(named, { id: "Categories" });
export const categoryView: z.ZodType<CategoryView> = z
  .strictObject({
    category,
    papers: z.int(),
    years: z.array(z.strictObject({ value: z.string(), papers: z.int() })),
    latest: z.array(searchHit),
  })
  .register(named, { id: "CategoryPapers" });

export const coverageView: z.ZodType<CoverageView> = z
  .strictObject({
    month: z.string().nullable(),
    present: z.int(),
    withdrawn: z.int(),
    vacant: z.int().describe("numbers that arXiv has no paper for"),
    holes: z.int(),
    emptyMonths: z
      .int()
      .describe("months from April 2007 on of which nothing is here, though earlier and later ones are"),
    latest: z.string().nullable(),
    runs: z.array(
      z.strictObject({
        month: z.string(),
        archive: z.string().nullable(),
        present: z.int().describe("0 for an empty month"),
        withdrawn: z.int(),
        highest: z.int().describe("the highest number that is here; 0 for an empty month"),
        vacant: z.int(),
        holes: z.int(),
      }),
    ),
    missing: z.array(z.string()).nullable(),
  })
  .register(named, { id: "Coverage" });

export const statistics: z.ZodType<StoreStatistics> = z
  .strictObject({
    papers: z.int(),
    withAbstract: z.int(),
    citations: z.int(),
    categories: z.array(countedCategory),
  })
  .register(named, { id: "Statistics" });

export const freshness: z.ZodType<Freshness> = z
  .strictObject({
    state: z.enum(["starter-set", "corpus", "fetching", "complete", "offline", "unreachable"]),
    message: z.string(),
    fetched: z.int(),
    wanted: z.int(),
  })
  .register(named, { id: "Freshness" });

export const statusView: z.ZodType<StatusView> = z
  .strictObject({
    store: z.strictObject({
      revision: z.int(),
      papers: z.int(),
      withAbstract: z.int(),
      citations: z.int(),
    }),
    index: z.strictObject({
      documents: z.int(),
      position: z.int(),
      behind: z.int().describe("changes that it has not followed yet"),
    }),
    imports: z.array(
      z.strictObject({
        source: z.string(),
        finished: z.boolean(),
        papers: z.int(),
        citations: z.int(),
        skipped: z.int(),
      }),
    ),
    stages: z.array(
      z.strictObject({
        name: z.string(),
        outcome: z.enum(["running", "done", "stopped", "failed"]),
        checkpoint: z.string().nullable(),
        begunAt: z.string(),
        endedAt: z.string().nullable(),
        message: z.string(),
      }),
    ),
    jobs: z.array(z.strictObject({ kind: z.string(), waiting: z.int(), leased: z.int(), failed: z.int() })),
    failures: z.array(
      z.strictObject({
        kind: z.string(),
        item: z.string(),
        attempt: z.int(),
        reason: z.string(),
        givenUp: z.boolean(),
      }),
    ),
  })
  .register(named, { id: "Status" });
