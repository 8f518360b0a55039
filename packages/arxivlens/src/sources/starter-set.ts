/** The starter set: enough facts for a first page without network. Its files and their origin: `data/README.md`. */

import { z } from "zod";

import { paperOf, type CitationEdge, type Paper } from "../arxiv/index.ts";
import { SourceError } from "./errors.ts";

export interface StarterSet {
  readonly papers: readonly Paper[];
  readonly citations: readonly CitationEdge[];
  /** Two keys of one work, for example preprint and publication under different titles. */
  readonly sameWorks: readonly (readonly [key: string, sameWorkAs: string])[];
}

const entry = z.strictObject({
  key: z.string(),
  arxivId: z.string().nullable(),
  title: z.string(),
  authors: z.array(z.string()),
  year: z.number().int().nullable(),
  role: z.enum(["flagship", "citing", "reference", "similar"]),
  abstract: z.string().optional(),
  categories: z.array(z.string()).optional(),
  comments: z.string().optional(),
  licenseUrl: z.string().optional(),
  doi: z.array(z.string()).optional(),
  submittedAt: z.string().optional(),
  updatedAt: z.string().optional(),
  versions: z.array(z.object({ version: z.number().int(), submittedAt: z.string() })).optional(),
  sameWorkAs: z.string().optional(),
  note: z.string().optional(),
});
const paperFile = z.object({ papers: z.array(entry) });
const citationFile = z.object({
  citations: z.array(z.strictObject({ citing: z.string(), cited: z.string(), source: z.string() })),
});

/**
 * Texts of `data/papers.json` and `data/citations.json`.
 *
 * @throws {SourceError} `bad-starter-set` naming the file and the first wrong field
 */
export function parseStarterSet(papersJson: string, citationsJson: string): StarterSet {
  const { papers } = parsed("papers.json", papersJson, paperFile);
  const { citations } = parsed("citations.json", citationsJson, citationFile);
  const keys = new Set(papers.map(({ key }) => key));
  const stray = citations.find(({ citing, cited }) => !keys.has(citing) || !keys.has(cited));
  if (stray !== undefined) {
    throw broken("citations.json", `${stray.citing} -> ${stray.cited} names a work that papers.json lacks`);
  }
  return {
    papers: papers.map(completed),
    citations,
    sameWorks: papers.flatMap(({ key, sameWorkAs }) => (sameWorkAs === undefined ? [] : [[key, sameWorkAs] as const])),
  };
}

function completed({ key, ...facts }: z.infer<typeof entry>): Paper {
  return paperOf(key, {
    title: facts.title,
    authors: facts.authors,
    abstract: facts.abstract ?? null,
    categories: facts.categories ?? [],
    comments: facts.comments ?? null,
    licenseUrl: facts.licenseUrl ?? null,
    doi: facts.doi ?? [],
    submittedAt: facts.submittedAt ?? null,
    updatedAt: facts.updatedAt ?? null,
    year: facts.year,
    versions: facts.versions ?? [],
    sources: ["starter-set"],
  });
}

function parsed<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw broken(file, "it is not JSON", cause);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw broken(file, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown fault"}`, result.error);
}

function broken(file: string, fault: string, cause?: unknown): SourceError {
  return new SourceError("bad-starter-set", `starter set, ${file}: ${fault}; restore the file from a fresh copy`, {
    cause,
  });
}
