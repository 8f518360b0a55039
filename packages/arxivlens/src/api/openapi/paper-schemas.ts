import { z } from "zod";
import type {
  KeyTerm,
  PaperVersionView,
  PaperView,
  SignalWeights,
  SummarySentence,
  VersionsView,
} from "../contract.ts";
import type { ExplainedTerms } from "../../search/phrase-terms.ts";
import { category, citationMap, day, named, relatedWork, richText, similarWork } from "./work-schemas.ts";

const weighedTerm = {
  term: z.string(),
  score: z.number().describe("weight in the l2-normalised document vector"),
  termFrequency: z.number(),
  documentFrequency: z.number().describe("documents of the statistics that hold it"),
  inverseDocumentFrequency: z.number(),
};
const termFactors = {
  cohesion: z.number().describe("1 for words; for phrases how much more often they stand together than by chance"),
  position: z.number().describe("above 1 in the title and the first sentence"),
  specificity: z.number().describe("towards 0 for words that every field uses alike"),
  expansion: z.string().nullable().describe("what an acronym stands for"),
};
const keyTerm: z.ZodType<KeyTerm> = z
  .strictObject({
    ...weighedTerm,
    factors: z
      .strictObject(termFactors)
      .nullable()
      .describe("what else the weight is multiplied by; null in mode seed"),
  })
  .register(named, { id: "KeyTerm" });

/** What `/terms/{id}` answers in either mode. */
type ExplainedTermsAnswer =
  | {
      readonly key: string;
      readonly mode: "seed";
      readonly statistics: string;
      readonly documents: number;
      readonly norm: number;
      readonly terms: readonly KeyTerm[];
    }
  | ({ readonly key: string; readonly mode: "better" } & ExplainedTerms);

const termsFields = {
  key: z.string(),
  documents: z.int().describe("documents that frequencies were counted over"),
  norm: z.number().describe("length of the vector that every weight is divided by"),
};
export const explainedTerms: z.ZodType<ExplainedTermsAnswer> = z
  .discriminatedUnion("mode", [
    z.strictObject({
      ...termsFields,
      mode: z.literal("seed"),
      statistics: z.string().describe("where document frequencies come from"),
      terms: z.array(keyTerm),
    }),
    z.strictObject({
      ...termsFields,
      mode: z.literal("better"),
      statsVersion: z.int().describe("place in the feed of changes; equal scores need the same one"),
      terms: z.array(z.strictObject({ ...weighedTerm, ...termFactors })),
    }),
  ])
  .register(named, { id: "KeyTerms" });

const summaryFields = {
  text: z.string(),
  sentence: z.int().describe("of the abstract, 1-based"),
  sentences: z.int(),
  start: z.int().describe("place in the abstract, UTF-16 units"),
  end: z.int(),
};
export const summarySentence: z.ZodType<SummarySentence> = z
  .strictObject(summaryFields)
  .register(named, { id: "SummarySentence" });

const signalWeights: z.ZodType<SignalWeights> = z.strictObject({
  text: z.number(),
  neighbourhood: z.number(),
  coCitation: z.number(),
  citations: z.number(),
});
const paperVersion: z.ZodType<PaperVersionView> = z.strictObject({
  version: z.int(),
  submittedAt: z.string(),
  size: z.string().optional(),
  sourceType: z.string().optional(),
  textHeld: z.boolean().describe("whether what it said is held here"),
});
const versionText = z
  .strictObject({
    version: z.int(),
    title: richText,
    authors: z.array(z.string()),
    abstract: richText.nullable(),
    comments: z.string().nullable(),
  })
  .nullable();
export const versionsView: z.ZodType<VersionsView> = z
  .strictObject({
    key: z.string(),
    arxivId: z.string().nullable(),
    href: z.string(),
    title: richText,
    plainTitle: z.string(),
    versions: z.array(paperVersion),
    textVersion: z.int().nullable(),
    from: z.int().nullable(),
    to: z.int().nullable(),
    fromText: versionText,
    toText: versionText,
    faults: z.array(z.string()),
  })
  .register(named, { id: "Versions" });

export const paperView: z.ZodType<PaperView> = z
  .strictObject({
    key: z.string(),
    arxivId: z.string().nullable(),
    href: z.string(),
    title: richText,
    plainTitle: z.string(),
    authors: z.array(z.string()),
    abstract: richText.nullable(),
    plainAbstract: z.string().nullable(),
    abstractSentences: z.array(richText),
    abstractParts: z
      .array(
        z.strictObject({
          language: z.string().nullable().describe("BCP 47; null for English and where it cannot be told"),
          paragraphs: z.array(z.array(z.strictObject({ number: z.int(), text: richText }))),
        }),
      )
      .describe("the same by language and paragraph"),
    categories: z.array(category),
    comments: z.string().nullable(),
    journalRef: z.string().nullable(),
    reportNo: z.string().nullable(),
    mscClass: z.string().nullable(),
    acmClass: z.string().nullable(),
    submitter: z.string().nullable(),
    doi: z.array(z.string()),
    license: z.strictObject({ url: z.string(), name: z.string() }).nullable(),
    submittedAt: day.nullable().describe("day of version 1"),
    updatedAt: day.nullable().describe("day of the latest version"),
    year: z.int().nullable(),
    versions: z.array(paperVersion),
    textVersion: z.int().nullable().describe("version of title and abstract; null when it cannot be told"),
    withdrawn: z.boolean(),
    withdrawal: z.strictObject({ kind: z.enum(["withdrawn", "retracted"]), reason: z.string().nullable() }).nullable(),
    sources: z.array(z.string()),
    records: z
      .array(z.strictObject({ key: z.string(), evidence: z.string(), score: z.number(), mergedOn: day }))
      .describe("other records of the same work"),
    links: z.strictObject({ abs: z.string(), pdf: z.string(), html: z.string() }).nullable(),
    summary: z
      .strictObject({
        ...summaryFields,
        rich: richText.describe("the same with its formulas set apart"),
        source: z.string(),
        further: z.array(z.strictObject({ ...summaryFields, rich: richText })),
      })
      .nullable(),
    keyTerms: z.array(keyTerm),
    keyTermStatistics: z.string(),
    keyTermScoring: z.strictObject({ mode: z.enum(["seed", "better"]), documents: z.int(), norm: z.number() }),
    citations: z.array(relatedWork).describe("the latest hundred; /citations/{id} holds the others"),
    citationCount: z.int(),
    references: z.array(relatedWork).describe("the latest hundred"),
    referenceCount: z.int(),
    map: citationMap,
    similar: z.array(similarWork),
    similarWeights: z.strictObject({ used: signalWeights, usual: signalWeights }),
    similarByCitations: z
      .boolean()
      .describe("false while citations are being read into memory: similar papers are found by words alone until then"),
    similarWithoutKnown: z.boolean().describe("true on pages that leave papers of the reader's library out"),
    bibtex: z.string(),
    citation: z.strictObject({ plain: z.string(), markdown: z.string() }).describe("a line of a reference list"),
    hasLab: z.boolean(),
  })
  .register(named, { id: "Paper" });
