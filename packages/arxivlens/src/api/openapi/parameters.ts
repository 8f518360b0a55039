import type { Context } from "hono";
import { z } from "zod";
import { type PaperFormatName } from "../../arxiv/formats/paper-formats.ts";
import { type GraphFormatName } from "../../graph/graph-formats.ts";
import { rankModes, type RankMode } from "../../search/search-index.ts";
import { defaultWeights, type FusedSignal, type SignalWeights } from "../../likeness/fusion.ts";
import { mostWeight } from "../paper-options.ts";
import type { RelatedOrder } from "../contract.ts";
import { problem } from "../problem.ts";

const whole = (usual: number, least: number, most: number) =>
  z.coerce
    .number(`is not a whole number from ${least} to ${most}`)
    .int(`is not a whole number from ${least} to ${most}`)
    .min(least, `is not a whole number from ${least} to ${most}`)
    .max(most, `is not a whole number from ${least} to ${most}`)
    .default(usual);

const weight = (name: FusedSignal, meaning: string) =>
  z.coerce
    .number("is not a number from 0 to 2")
    .min(0, "is not a number from 0 to 2")
    .max(mostWeight, "is not a number from 0 to 2")
    .default(defaultWeights[name])
    .describe(`weight of ${meaning}`);

const rank = z
  .enum(rankModes, `is not known; choose ${rankModes.join(", ")}`)
  .default("relevance")
  .describe("order of the matches");
const seed = z.coerce
  .number("is not a whole number")
  .int("is not a whole number")
  .default(0)
  .describe("of rank random");
const page = whole(1, 1, 1_000_000).describe("page, from 1");

/** The query strings as routes get them. */
export interface Parameters {
  readonly search: {
    readonly q: string;
    readonly page: number;
    readonly limit: number;
    readonly rank: RankMode;
    readonly seed: number;
    readonly facets: "0" | "1" | "true" | "false";
  };
  readonly suggest: { readonly q: string };
  readonly titles: { readonly ids: string };
  readonly coverage: { readonly month?: string | undefined };
  readonly terms: { readonly mode: "seed" | "better" };
  readonly summary: { readonly sentences: number };
  readonly similar: { readonly count: number } & SignalWeights;
  readonly graph: { readonly limit: number; readonly format: "json" | GraphFormatName };
  readonly related: { readonly page: number; readonly size: number; readonly order: RelatedOrder };
  readonly map: { readonly ids: string; readonly limit: number; readonly likeness: "0" | "1" };
  readonly authors: { readonly name: string; readonly count: number };
  readonly author: { readonly person?: string | undefined; readonly page: number };
  readonly category: { readonly count: number };
  readonly versions: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly comments: {
    readonly paper?: string | undefined;
    readonly person?: string | undefined;
    readonly before?: number | undefined;
    readonly size: number;
  };
  readonly export: {
    readonly format: PaperFormatName | GraphFormatName;
    readonly ids: string;
    readonly q?: string | undefined;
    readonly rank: RankMode;
    readonly seed: number;
    readonly page?: number | undefined;
  };
}

/** What each operation takes in its query string; the document and the routes read the same schemas. */
export const parameters: { readonly [Name in keyof Parameters]: z.ZodType<Parameters[Name]> } = {
  search: z.object({
    q: z.string().default("").describe("query, see docs/searching.md"),
    page: whole(1, 1, 500).describe("page of `limit` papers, from 1"),
    limit: whole(20, 1, 100).describe("papers of a page"),
    rank,
    seed,
    facets: z
      .enum(["0", "1", "true", "false"], "is neither 0 nor 1")
      .default("0")
      .describe("1 counts categories, years, licences, code and withdrawals of all matches"),
  }),
  titles: z.object({
    ids: z.string("is missing; name papers").describe("keys of papers, parted by commas, at most 100"),
  }),
  suggest: z.object({ q: z.string().default("").describe("what was typed so far") }),
  coverage: z.object({
    month: z
      .string()
      .regex(/^\d\d(?:0[1-9]|1[0-2])$/u, "is not a month such as 2204")
      .optional()
      .describe("YYMM: only this month, with its missing identifiers"),
  }),
  terms: z.object({
    mode: z
      .enum(["seed", "better"], "is not known; choose seed or better")
      .default("seed")
      .describe("seed: scikit-learn's values; better: phrases, merged inflections, acronyms"),
  }),
  summary: z.object({ sentences: whole(1, 1, 20).describe("sentences wanted") }),
  similar: z.object({
    count: whole(10, 1, 100).describe("works wanted"),
    text: weight("text", "likeness of words"),
    neighbourhood: weight("neighbourhood", "likeness of references, citers and of what they are to each other"),
    coCitation: weight("coCitation", "how often both are cited together"),
    citations: weight("citations", "how much a work is cited at all"),
  }),
  graph: z.object({
    limit: whole(150, 1, 5_000).describe("neighbours shown; how they were chosen is in `rule`"),
    format: z.enum(["json", "graphml", "gexf"], "is not known; choose json, graphml, gexf").default("json"),
  }),
  related: z.object({
    page,
    size: whole(50, 1, 1_000).describe("works of a page"),
    order: z
      .enum(["new", "old", "cited"], "is not known; choose new, old, cited")
      .default("new")
      .describe("new and old go by the month of the identifier, cited by citations within this instance"),
  }),
  map: z.object({
    ids: z.string("is missing; name papers").describe("the papers in the middle, parted by commas, at most 50"),
    limit: whole(150, 1, 5_000).describe("neighbours shown; how they were chosen is in `rule`"),
    likeness: z.enum(["0", "1"], "is neither 0 nor 1").default("0").describe("1 also says how alike works are"),
  }),
  authors: z.object({
    name: z
      .string("is missing; give words of a name")
      .min(1, "is empty; give words of a name")
      .describe("words of a name"),
    count: whole(20, 1, 200).describe("names wanted"),
  }),
  author: z.object({
    person: z.string().optional().describe("key of a paper of the person meant, where several share the name"),
    page: whole(1, 1, 500).describe("page of 20, from 1"),
  }),
  category: z.object({ count: whole(20, 1, 200).describe("latest papers wanted") }),
  versions: z.object({
    from: z.string().optional().describe("earlier version; the last but one whose text is held"),
    to: z.string().optional().describe("later version; the last whose text is held"),
  }),
  comments: z.object({
    paper: z.string().optional().describe("only of this work: its identifier, or work:<slug>"),
    person: z.string().optional().describe("only by this person: the name of an account"),
    before: z.coerce
      .number("is not the number of a comment")
      .int("is not the number of a comment")
      .min(1, "is not the number of a comment")
      .optional()
      .describe("only with smaller ids: `next` of the page before"),
    size: whole(30, 1, 100).describe("comments of a page"),
  }),
  export: z.object({
    format: z
      .enum(
        ["bibtex", "ris", "csl-json", "csv", "markdown", "text", "graphml", "gexf"],
        "is not known; choose bibtex, ris, csl-json, csv, markdown, text, graphml, gexf",
      )
      .default("bibtex"),
    ids: z.string().default("").describe("identifiers, parted by commas, at most 1,000"),
    q: z.string().optional().describe("instead of ids: the first 1,000 papers that match a query"),
    rank,
    seed,
    page: whole(1, 1, 500).optional().describe("of a query: only this page of 20"),
  }),
};

/** The query string by its schema, or a problem that names each field, its value and what it should be. */
export function queryOf<Value>(
  context: Context,
  schema: z.ZodType<Value>,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly response: Response } {
  const given = context.req.query();
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => {
    const field = String(path[0] ?? "");
    return {
      field,
      value: given[field] ?? null,
      message: given[field] === undefined ? `${field} ${message}` : `${field} "${given[field]}" ${message}`,
    };
  });
  const detail = errors.map(({ message }) => message).join("; ");
  return { ok: false, response: problem(context, 400, "Malformed parameter", detail, { errors }) };
}
