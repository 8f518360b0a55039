/** Neutral records as papers of the store. */

import { paperOf, type Paper, type PaperVersion } from "../paper.ts";
import { canonicalCategory } from "../taxonomy.ts";
import { fullName, namesOf } from "./author-names.ts";
import { categoriesOfSubjects } from "./dublin-core-subjects.ts";
import { creatorName } from "./dublin-core.ts";
import type { OaiArxivRecord, OaiDcRecord, OaiRawRecord, OaiRecord } from "./oai-record.ts";
import type { SnapshotRecord } from "./snapshot-line.ts";
import { isWithdrawn } from "./withdrawal.ts";

/** `arXiv` gives ACM's place to MSC codes at times; what does not look like one of ACM is not shown as one. */
const acmCode = /^[A-K](?:\.\d|\.m|$)/u;

const day = (time: string | null | undefined): string | null => time?.slice(0, 10) ?? null;
const canonical = (categories: readonly string[]): readonly string[] => [...new Set(categories.map(canonicalCategory))];

/** A record of OAI-PMH as a paper; null for a deleted one and for one without id or title. */
export function paperOfOaiRecord(record: OaiRecord): Paper | null {
  if (record.deleted || record.id === null || record.title === null) return null;
  if (record.format === "oai_dc") return paperOfDublinCore(record, record.id, record.title);
  const { id, title, categories, acmClass, ...facts } = record;
  const shared = {
    title,
    abstract: facts.abstract,
    categories: canonical(categories),
    comments: facts.comments,
    journalRef: facts.journalRef,
    reportNo: facts.reportNo,
    mscClass: facts.mscClass,
    acmClass: acmClass !== null && acmCode.test(acmClass) ? acmClass : null,
    licenseUrl: facts.license,
    doi: facts.doi,
    sources: ["arxiv-oai"],
  };
  return paperOf(id, { ...shared, ...(record.format === "arXivRaw" ? rawFacts(record) : splitFacts(record)) });
}

function rawFacts({ versions, authorsText, submitter, comments }: OaiRawRecord): Partial<Paper> {
  const latest = versions.at(-1);
  return {
    authors: authorsText === null ? [] : namesOf(authorsText),
    authorsText,
    submitter,
    submittedAt: day(versions[0]?.date),
    updatedAt: day(latest?.date),
    versions: versions.flatMap(({ version, date, size, sourceType }): readonly PaperVersion[] =>
      date === null
        ? []
        : [
            {
              version,
              submittedAt: date,
              ...(size === null ? {} : { size }),
              ...(sourceType === null ? {} : { sourceType }),
            },
          ],
    ),
    withdrawn: isWithdrawn(latest, comments),
  };
}

const splitFacts = ({ people, groups, created, updated, comments }: OaiArxivRecord): Partial<Paper> => ({
  authors: [...people, ...groups],
  submittedAt: created,
  updatedAt: updated ?? created,
  withdrawn: isWithdrawn(undefined, comments),
});

function paperOfDublinCore(record: OaiDcRecord, id: string, title: string): Paper {
  const comments = record.comments.join(" ");
  return paperOf(id, {
    title,
    authors: record.creators.map(creatorName),
    abstract: record.abstract,
    categories: categoriesOfSubjects(record.subjects, id),
    comments: comments === "" ? null : comments,
    journalRef: record.otherIdentifiers[0] ?? null,
    doi: record.doi,
    submittedAt: day(record.dates[0]),
    updatedAt: day(record.dates.at(-1)),
    withdrawn: isWithdrawn(undefined, comments),
    sources: ["arxiv-oai"],
  });
}

/** A line of the metadata snapshot as a paper; null without a title. */
export function paperOfSnapshot(record: SnapshotRecord): Paper | null {
  if (record.title === null) return null;
  const { versions, comments } = record;
  return paperOf(record.id, {
    title: record.title,
    authors: record.authors.map(fullName),
    abstract: record.abstract,
    categories: canonical(record.categories),
    comments,
    journalRef: record.journalRef,
    reportNo: record.reportNo,
    submitter: record.submitter,
    licenseUrl: record.license,
    doi: record.doi,
    submittedAt: day(versions[0]?.date),
    updatedAt: day(versions.at(-1)?.date),
    versions: versions.flatMap(({ version, date }) => (date === null ? [] : [{ version, submittedAt: date }])),
    withdrawn: isWithdrawn(undefined, comments),
    sources: ["arxiv-snapshot"],
  });
}
