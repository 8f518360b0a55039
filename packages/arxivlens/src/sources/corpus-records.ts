import { z } from "zod";
import type { Result } from "../arxiv/errors.ts";
import { safeParseArxivId, type ArxivId, type ArxivIdIssue } from "../arxiv/identifier.ts";
import { paperOf, type CitationEdge, type Paper } from "../arxiv/paper.ts";
import { isWithdrawn } from "../arxiv/records/withdrawal.ts";
import { canonicalCategory } from "../arxiv/taxonomy.ts";

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/)
  .transform((text) => text.slice(0, 10));

const corpusPaper = z.object({
  id: z.string(),
  title: z.string().trim().min(1),
  abstract: z.string().nullish(),
  authors: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
  published: day.nullish(),
  updated: day.nullish(),
  comments: z.string().nullish(),
  journalRef: z.string().nullish(),
  doi: z.union([z.string(), z.array(z.string())]).nullish(),
  license: z.string().nullish(),
  versions: z.array(z.object({ v: z.union([z.number(), z.string()]), date: z.string() })).nullish(),
});

const absent = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text.trim() === "" ? null : text;

/**
 * An id as data sets write it. Some were read as decimal numbers on their way: zeros at the ends are lost (`1002.115` for
 * `1002.1150`, `704.0001` for `0704.0001`) or noise was gained (`1501.0457900000001`). The number of digits is fixed by
 * the month, so what was meant is certain.
 */
function parseCorpusId(text: string): Result<ArxivId, ArxivIdIssue> {
  const match = /^(\d{3,4})\.\d+$/.exec(text.trim());
  if (match === null) return safeParseArxivId(text);
  const digits = (match[1] ?? "").padStart(4, "0") >= "1501" ? 5 : 4;
  const value = Number(text);
  const rounded = value.toFixed(digits);
  if (Math.abs(value - Number(rounded)) > floatNoise) return safeParseArxivId(text);
  return safeParseArxivId(rounded.padStart(5 + digits, "0"));
}

/** Far below the last digit of an id, far above the error of a double of this size. */
const floatNoise = 1e-9;

/** One line of `papers.jsonl`; the error is a reason for people. */
export function parseCorpusPaper(line: string, source: string): Result<Paper, string> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { ok: false, error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = corpusPaper.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, error: `${issue?.path.join(".") || "record"}: ${issue?.message ?? "not a paper"}` };
  }
  const record = parsed.data;
  const id = parseCorpusId(record.id);
  if (!id.ok) return { ok: false, error: `id "${record.id}": ${id.error.message}` };
  const comments = absent(record.comments);
  const doi = typeof record.doi === "string" ? record.doi.split(/\s+/) : (record.doi ?? []);
  return {
    ok: true,
    value: paperOf(id.value.id, {
      title: record.title,
      authors: record.authors.filter((name) => name.trim() !== ""),
      abstract: absent(record.abstract),
      categories: [...new Set(record.categories.map(canonicalCategory))],
      comments,
      withdrawn: isWithdrawn(undefined, comments),
      journalRef: absent(record.journalRef),
      licenseUrl: absent(record.license),
      doi: doi.filter((text) => text !== ""),
      submittedAt: record.published ?? null,
      updatedAt: record.updated ?? null,
      versions: (record.versions ?? []).flatMap(({ v, date }) => {
        const version = Number(String(v).replace(/^v/, ""));
        return Number.isInteger(version) && version > 0 ? [{ version, submittedAt: date }] : [];
      }),
      sources: [source],
    }),
  };
}

/** One line of `citations.tsv`: citing, cited, how the two were matched. */
export function parseCorpusCitation(line: string): Result<CitationEdge, string> {
  const fields = line.split("\t");
  const [citingText, citedText, match = "unknown"] = fields;
  if (citingText === undefined || citedText === undefined || fields.length > 3)
    return { ok: false, error: `expected citing, cited and match between tabs, found ${fields.length} fields` };
  const citing = parseCorpusId(citingText);
  if (!citing.ok) return { ok: false, error: `citing "${citingText}": ${citing.error.message}` };
  const cited = parseCorpusId(citedText);
  if (!cited.ok) return { ok: false, error: `cited "${citedText}": ${cited.error.message}` };
  if (citing.value.id === cited.value.id) return { ok: false, error: `${citing.value.id} cites itself` };
  return { ok: true, value: { citing: citing.value.id, cited: cited.value.id, source: `corpus:${match}` } };
}
