/** Whole answers of arXiv and of others, and its record files, as papers and the citations that they tell. */

import type { CitationEdge, Paper } from "./paper.ts";
import { parseAbsFile } from "./records/abs-file.ts";
import { readAtomEntries } from "./records/atom-answer.ts";
import { parseOaiAnswer } from "./records/oai-answer.ts";
import { parseOpenAlexPage, type OpenAlexRecord } from "./records/openalex-works.ts";
import { paperOfAbsFile, paperOfAtomEntry, paperOfOaiRecord, paperOfRssItem } from "./records/paper-of-record.ts";
import { paperOfOpenAlexWork, paperOfScholarPaper } from "./records/paper-of-work.ts";
import { parseRssFeed } from "./records/rss-feed.ts";
import { parseScholarAnswer, parseScholarCitations } from "./records/semantic-scholar.ts";
import type { UnreadableRecord } from "./records/unreadable.ts";

/** What a saved answer can be; the names are those of `recordFormats`. */
export type AnswerFormat = "oai" | "atom" | "rss" | "abs" | "openalex" | "semantic-scholar";

/** A record as a paper, a citation that it tells, or why it is neither, for people. */
export type RecordOfAnswer =
  | { readonly kind: "paper"; readonly paper: Paper; /** What had to be mended. */ readonly repaired?: string }
  | { readonly kind: "citation"; readonly citation: CitationEdge }
  | { readonly kind: "skipped"; readonly reason: string };

/** arXiv ids by OpenAlex' own, of the works of several answers: what a work cites may be in another one. */
export type OpenAlexIds = ReadonlyMap<string, string>;

/** Reads a whole answer; throws `ArxivLensError` where it cannot be read at all. */
export const answerRecords: Readonly<
  Record<AnswerFormat, (text: string, openAlexIds: OpenAlexIds) => readonly RecordOfAnswer[]>
> = {
  oai(text) {
    const { errors, records, unreadable, repaired } = parseOaiAnswer(text, { cut: "kept" });
    const mended = reasonsOf(repaired);
    return [
      ...errors.map(({ code, message }) =>
        refused(`the answer is an error: ${code}${message === null ? "" : ` (${message})`}`),
      ),
      ...records.map((record) =>
        paperOr(
          paperOfOaiRecord(record),
          record.oaiIdentifier,
          record.deleted ? "deleted at arXiv" : noPaper,
          mended.get(record.oaiIdentifier),
        ),
      ),
      ...unreadable.map(unreadableOf),
    ];
  },
  atom(text) {
    const { complaints, entries, unreadable, repaired } = readAtomEntries(text, { cut: "kept" });
    const mended = reasonsOf(repaired);
    return [
      ...complaints.map((complaint) => refused(`the answer is an error: ${complaint}`)),
      ...entries.map((entry) => paperOr(paperOfAtomEntry(entry), entry.id, noTitle, mended.get(entry.id))),
      ...unreadable.map(unreadableOf),
    ];
  },
  rss(text) {
    const { items, unreadable, repaired } = parseRssFeed(text, { cut: "kept" });
    const mended = reasonsOf(repaired);
    return [
      ...items.map((item) => paperOr(paperOfRssItem(item), item.id, noTitle, mended.get(item.id))),
      ...unreadable.map(unreadableOf),
    ];
  },
  abs(text) {
    const record = parseAbsFile(text);
    return [paperOr(paperOfAbsFile(record), record.id, noTitle)];
  },
  openalex(text, openAlexIds) {
    const { works, unreadable } = parseOpenAlexPage(text);
    return [
      ...works.flatMap((work) => [
        paperOr(paperOfOpenAlexWork(work), work.openAlexId, work.arxivId === null ? notOfArxiv : noTitle),
        ...openAlexCitations(work, openAlexIds).map((pair) => citationOf(pair, "openalex")),
      ]),
      ...unreadable.map(unreadableOf),
    ];
  },
  "semantic-scholar"(text) {
    const { error, papers, linked, unreadable } = parseScholarAnswer(text);
    return [
      ...(error === null ? [] : [refused(`the answer is an error: ${error}`)]),
      ...[...(papers ?? []), ...(linked ?? [])].map((paper) =>
        paper === null
          ? refused("a paper that was asked for is not known to Semantic Scholar")
          : paperOr(
              paperOfScholarPaper(paper),
              paper.paperId ?? paper.title ?? "a work without id",
              paper.arxivId === null ? notOfArxiv : noTitle,
            ),
      ),
      ...parseScholarCitations(text).map((pair) => citationOf(pair, "semantic-scholar")),
      ...unreadable.map(unreadableOf),
    ];
  },
};

/** OpenAlex' ids of the papers of arXiv in an answer. */
export function openAlexIdsIn(text: string): OpenAlexIds {
  const { works } = parseOpenAlexPage(text);
  return new Map(
    works.flatMap(({ openAlexId, arxivId }) => (arxivId === null ? [] : [[openAlexId, arxivId] as const])),
  );
}

/** What a paper of arXiv cites, as far as the cited works are papers of arXiv too. */
function openAlexCitations(
  { arxivId, references }: OpenAlexRecord,
  openAlexIds: OpenAlexIds,
): readonly (readonly [citing: string, cited: string])[] {
  if (arxivId === null) return [];
  const cited = new Set(references.flatMap((reference) => openAlexIds.get(reference) ?? []));
  return [...cited].filter((id) => id !== arxivId).map((id) => [arxivId, id] as const);
}

// Both ends are named by identifiers, so there is no score; the store gives the day on which it heard of it.
const citationOf = ([citing, cited]: readonly [string, string], source: string): RecordOfAnswer => ({
  kind: "citation",
  citation: { citing, cited, source },
});

const noTitle = "no title";
const noPaper = "no arXiv id or no title";
const notOfArxiv = "no arXiv id, so it is no paper of arXiv";

const refused = (reason: string): RecordOfAnswer => ({ kind: "skipped", reason });
const unreadableOf = ({ record, reason }: UnreadableRecord): RecordOfAnswer => refused(`${record}: ${reason}`);

const reasonsOf = (repaired: readonly UnreadableRecord[]): ReadonlyMap<string, string> =>
  new Map(repaired.map(({ record, reason }) => [record, reason]));

const paperOr = (paper: Paper | null, record: string, reason: string, repaired?: string): RecordOfAnswer =>
  paper === null
    ? refused(`${record}: ${reason}`)
    : { kind: "paper", paper, ...(repaired === undefined ? {} : { repaired }) };

/**
 * The format of a saved answer by how it begins, or null.
 *
 * @param head its first characters; some kilobytes are enough
 */
export function answerFormat(head: string): AnswerFormat | null {
  const text = head.replace(/^\uFEFF/u, "").trimStart();
  if (text.startsWith("<")) {
    // The first tag that is neither declaration nor comment; attributes may hold anything.
    const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/u.exec(text.replaceAll(/<!--.*?-->/gsu, ""))?.[1];
    return root === "OAI-PMH" ? "oai" : root === "feed" ? "atom" : root === "rss" ? "rss" : null;
  }
  if (/^(?:-+\s*\n)?\\\\\s*\n/u.test(text)) return "abs";
  if (!/^[[{]/u.test(text)) return null;
  if (/"(?:https?:\/\/)?(?:api\.)?openalex\.org\/W\d+"/u.test(text)) return "openalex";
  return /"(?:paperId|citedPaper|citingPaper)"\s*:/u.test(text) ? "semantic-scholar" : null;
}
