/** Neutral records as papers of the store. */

import { paperOf, type Paper, type PaperFacts, type PaperVersion } from "../paper.ts";
import { canonicalCategory, isCategory } from "../taxonomy.ts";
import type { AbsRecord } from "./abs-file.ts";
import type { AtomEntry } from "./atom-answer.ts";
import { fullName, namesOf } from "./author-names.ts";
import { categoriesOfSubjects } from "./dublin-core-subjects.ts";
import { creatorName } from "./dublin-core.ts";
import type { OaiArxivRecord, OaiDcRecord, OaiRawRecord, OaiRecord } from "./oai-record.ts";
import type { RecordFacts } from "./record-facts.ts";
import type { RssItem } from "./rss-feed.ts";
import type { SnapshotRecord } from "./snapshot-line.ts";
import { hintsAtWithdrawal, isWithdrawn } from "./withdrawal.ts";

const day = (time: string | null | undefined): string | null => time?.slice(0, 10) ?? null;
const canonical = (categories: readonly string[]): readonly string[] => [...new Set(categories.map(canonicalCategory))];

/**
 * A record of OAI-PMH as a paper; null for a deleted one and for one without id or title.
 *
 * @param source who says so
 */
export function paperOfOaiRecord(record: OaiRecord, source: string = "arxiv-oai"): Paper | null {
  if (record.deleted || record.id === null || record.title === null) return null;
  if (record.format === "oai_dc") return paperOfDublinCore(record, record.id, record.title, source);
  const facts = fullFacts(record, record.title, source);
  return paperOf(record.id, Object.assign(facts, record.format === "arXivRaw" ? rawFacts(record) : splitFacts(record)));
}

/** What full records of arXiv say alike, whichever of its formats they are in. */
const fullFacts = (
  record: RecordFacts & { readonly mscClass?: string | null; readonly acmClass?: string | null },
  title: string,
  source: string,
): PaperFacts => ({
  title,
  abstract: record.abstract,
  categories: canonical(record.categories),
  comments: record.comments,
  journalRef: record.journalRef,
  reportNo: record.reportNo,
  mscClass: record.mscClass ?? null,
  acmClass: record.acmClass ?? null,
  licenseUrl: record.license,
  doi: record.doi,
  sources: [source],
});

function rawFacts({ versions, authorsText, submitter, comments }: OaiRawRecord): Partial<Paper> {
  const latest = versions.at(-1);
  return {
    authors: authorsText === null ? [] : namesOf(authorsText),
    authorsText,
    submitter,
    submittedAt: day(versions[0]?.date),
    updatedAt: day(latest?.date),
    versions: versions.flatMap(({ version, date, size, sourceType }) => paperVersion(version, date, size, sourceType)),
    withdrawn: isWithdrawn(latest, comments),
  };
}

/** A version as papers keep it; none without a date. */
const paperVersion = (
  version: number,
  date: string | null,
  size: string | null,
  sourceType: string | null,
): readonly PaperVersion[] =>
  date === null
    ? []
    : [
        {
          version,
          submittedAt: date,
          ...(size === null ? {} : { size }),
          ...(sourceType === null ? {} : { sourceType }),
        },
      ];

const splitFacts = ({ people, groups, created, updated, comments }: OaiArxivRecord): Partial<Paper> => ({
  authors: [...people, ...groups],
  submittedAt: created,
  updatedAt: updated ?? created,
  withdrawn: isWithdrawn(undefined, comments),
});

function paperOfDublinCore(record: OaiDcRecord, id: string, title: string, source: string): Paper {
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
    sources: [source],
  });
}

/** An entry of the query API as a paper; null without a title. */
export function paperOfAtomEntry(entry: AtomEntry): Paper | null {
  const { id, version, title, published, updated, comments } = entry;
  if (title === null) return null;
  // Codes of MSC and ACM stand among the categories; the primary one is not always first.
  const codes = [...(entry.primaryCategory === null ? [] : [entry.primaryCategory]), ...entry.categories];
  return paperOf(id, {
    title,
    authors: entry.authors.map(({ name }) => name),
    abstract: entry.abstract,
    categories: canonical(codes.filter(isCategory)),
    comments,
    journalRef: entry.journalRef,
    doi: entry.doi,
    submittedAt: day(published),
    updatedAt: day(updated),
    versions: knownVersions(version ?? 1, published, updated),
    withdrawn: isWithdrawn(undefined, comments),
    sources: ["arxiv-api"],
  });
}

// The feed dates the first version and the present one; those between are not in it.
function knownVersions(latest: number, published: string | null, updated: string | null): readonly PaperVersion[] {
  return [
    ...(published === null ? [] : [{ version: 1, submittedAt: published }]),
    ...(latest === 1 || updated === null ? [] : [{ version: latest, submittedAt: updated }]),
  ];
}

/** One of arXiv's own record files as a paper; null without a title. */
export function paperOfAbsFile(record: AbsRecord): Paper | null {
  if (record.title === null) return null;
  const { versions, authorsText } = record;
  const facts = fullFacts(record, record.title, "arxiv-abs");
  const more: Partial<Paper> = {
    authors: namesOf(authorsText ?? ""),
    authorsText,
    submitter: record.submitter,
    submittedAt: day(versions[0]?.date),
    updatedAt: day(versions.at(-1)?.date),
    versions: versions.flatMap(({ version, date, size, flags }) =>
      paperVersion(version, date, size, flags === "" ? null : flags),
    ),
    withdrawn: record.withdrawn,
  };
  return paperOf(record.id, Object.assign(facts, more));
}

/** A line of the metadata snapshot as a paper; null without a title. */
export function paperOfSnapshot(record: SnapshotRecord): Paper | null {
  if (record.title === null) return null;
  const { versions, comments } = record;
  const facts = fullFacts(record, record.title, "arxiv-snapshot");
  const more: Partial<Paper> = {
    authors: record.authors.length > 0 ? record.authors.map(fullName) : namesOf(record.authorsText ?? ""),
    authorsText: record.authorsText,
    submitter: record.submitter,
    submittedAt: day(versions[0]?.date),
    updatedAt: day(versions.at(-1)?.date),
    versions: versions.flatMap(({ version, date }) => (date === null ? [] : [{ version, submittedAt: date }])),
    withdrawn: isWithdrawn(undefined, comments),
  };
  return paperOf(record.id, Object.assign(facts, more));
}

/** An announcement as a paper; its date is not that of the first version, so there is none. */
export function paperOfRssItem(item: RssItem): Paper | null {
  if (item.title === null) return null;
  return paperOf(item.id, {
    title: item.title,
    authors: item.authors,
    abstract: item.abstract,
    categories: canonical(item.categories),
    journalRef: item.journalRef,
    licenseUrl: item.license,
    doi: item.doi === null ? [] : [item.doi],
    year: yearOfId(item.id),
    withdrawn: hintsAtWithdrawal(item.abstract) && isWithdrawn(undefined, item.abstract),
    sources: ["rss"],
  });
}

/** Only identifiers of the last century begin with 91 to 99. */
function yearOfId(id: string): number {
  const twoDigits = Number(id.slice(id.indexOf("/") + 1).slice(0, 2));
  return (twoDigits >= 91 ? 1900 : 2000) + twoDigits;
}
