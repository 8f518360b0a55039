/** Whole answers of arXiv and of others, and its record files, as papers. */

import type { Paper } from "./paper.ts";
import { parseAbsFile } from "./records/abs-file.ts";
import { readAtomEntries } from "./records/atom-answer.ts";
import { parseOaiAnswer } from "./records/oai-answer.ts";
import { parseOpenAlexPage } from "./records/openalex-works.ts";
import { paperOfAbsFile, paperOfAtomEntry, paperOfOaiRecord, paperOfRssItem } from "./records/paper-of-record.ts";
import { paperOfOpenAlexWork, paperOfScholarPaper } from "./records/paper-of-work.ts";
import { parseRssFeed } from "./records/rss-feed.ts";
import { parseScholarAnswer } from "./records/semantic-scholar.ts";
import type { UnreadableRecord } from "./records/unreadable.ts";
import type { Result } from "./errors.ts";

/** What a saved answer can be; the names are those of `recordFormats`. */
export type AnswerFormat = "oai" | "atom" | "rss" | "abs" | "openalex" | "semantic-scholar";

/** A record as a paper, or why it is none, for people. */
export type PaperOfAnswer = Result<Paper, string>;

/** Reads a whole answer; throws `ArxivLensError` where it cannot be read at all. */
export const answerPapers: Readonly<Record<AnswerFormat, (text: string) => readonly PaperOfAnswer[]>> = {
  oai(text) {
    const { errors, records, unreadable } = parseOaiAnswer(text);
    return [
      ...errors.map(({ code, message }) =>
        refused(`the answer is an error: ${code}${message === null ? "" : ` (${message})`}`),
      ),
      ...records.map((record) =>
        paperOr(paperOfOaiRecord(record), record.oaiIdentifier, record.deleted ? "deleted at arXiv" : noPaper),
      ),
      ...unreadable.map(unreadableOf),
    ];
  },
  atom(text) {
    const { complaints, entries, unreadable } = readAtomEntries(text);
    return [
      ...complaints.map((complaint) => refused(`the answer is an error: ${complaint}`)),
      ...entries.map((entry) => paperOr(paperOfAtomEntry(entry), entry.id, noTitle)),
      ...unreadable.map(unreadableOf),
    ];
  },
  rss(text) {
    const { items, unreadable } = parseRssFeed(text);
    return [...items.map((item) => paperOr(paperOfRssItem(item), item.id, noTitle)), ...unreadable.map(unreadableOf)];
  },
  abs(text) {
    const record = parseAbsFile(text);
    return [paperOr(paperOfAbsFile(record), record.id, noTitle)];
  },
  openalex(text) {
    const { works, unreadable } = parseOpenAlexPage(text);
    return [
      ...works.map((work) =>
        paperOr(paperOfOpenAlexWork(work), work.openAlexId, work.arxivId === null ? notOfArxiv : noTitle),
      ),
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
      ...unreadable.map(unreadableOf),
    ];
  },
};

const noTitle = "no title";
const noPaper = "no arXiv id or no title";
const notOfArxiv = "no arXiv id, so it is no paper of arXiv";

const refused = (error: string): PaperOfAnswer => ({ ok: false, error });
const unreadableOf = ({ record, reason }: UnreadableRecord): PaperOfAnswer => refused(`${record}: ${reason}`);

const paperOr = (paper: Paper | null, record: string, reason: string): PaperOfAnswer =>
  paper === null ? refused(`${record}: ${reason}`) : { ok: true, value: paper };

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
