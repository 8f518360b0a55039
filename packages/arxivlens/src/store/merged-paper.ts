import type { Paper, PaperVersion } from "../arxiv/paper.ts";
import { latestVersion, versionOfText } from "./version-text.ts";

/** Not a source but a mark among them: arXiv has deleted the record. It goes when arXiv gives the record again. */
export const deletedAtArxiv = "arxiv-deleted";

const isDeleted = ({ sources }: Paper): boolean => sources.includes(deletedAtArxiv);

const isOfArxiv = ({ sources }: Paper): boolean => sources.some((source) => source.startsWith("arxiv-"));

/** Whether arXiv itself gave the record just now; snapshots and other files may be of any age. */
const isHarvested = ({ sources }: Paper): boolean => sources.includes("arxiv-oai");

/** How complete a record is: arXiv's own, a record with an abstract, a bare reference line. */
function completeness(paper: Paper): number {
  if (paper.abstract !== null && isOfArxiv(paper)) return 2;
  return paper.abstract === null ? 0 : 1;
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])];
}

/** The later of two days. */
export function later(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first ?? second;
  return first > second ? first : second;
}

const isLater = (one: Paper, other: Paper): boolean =>
  one.updatedAt !== null && other.updatedAt !== null && one.updatedAt > other.updatedAt;

/** Whether `incoming` speaks first. */
function speaksFirst(incoming: Paper, stored: Paper): boolean {
  const better = completeness(incoming) - completeness(stored);
  // Whatever the source, a text is of its version: an older one must not stand under the number of a later one.
  if (incoming.key === stored.key && incoming.abstract !== null && stored.abstract !== null) {
    const [one, other] = [versionOfText(incoming), versionOfText(stored)];
    if (one !== null && other !== null && one !== other) return one > other;
  }
  if (better !== 0) return better > 0;
  if (isLater(incoming, stored) || isLater(stored, incoming)) return isLater(incoming, stored);
  // arXiv changes categories, comments and titles without a new version, and sends the record once more.
  return incoming.key === stored.key && isHarvested(incoming);
}

/** Whether what `main` says of a withdrawal holds, whatever was said before: a withdrawn paper may come back. */
function decidesWithdrawal(main: Paper, other: Paper): boolean {
  if (main.key !== other.key || !isOfArxiv(main)) return false;
  // A record that tells how the latest source is kept knows; others have to go by the comments.
  const latest = latestVersion({ versions: [...main.versions, ...other.versions] });
  const kept = main.versions.find(({ version }) => version === latest);
  if (kept?.size !== undefined || kept?.sourceType !== undefined) return true;
  const [one, two] = [versionOfText(main), versionOfText(other)];
  return isLater(main, other) || (one !== null && two !== null && one > two);
}

function withdrawnOfTwo(stored: Paper, incoming: Paper, main: Paper, other: Paper): boolean {
  if (isDeleted(stored) || isDeleted(incoming)) return true;
  return decidesWithdrawal(main, other) ? main.withdrawn : stored.withdrawn || incoming.withdrawn;
}

/** Every version that either lists, with all that either tells of it; two identifiers number theirs apart. */
function unitedVersions(main: Paper, other: Paper): readonly PaperVersion[] {
  if (other.versions.length === 0) return main.versions;
  if (main.key !== other.key) return main.versions.length > 0 ? main.versions : other.versions;
  const versions = new Map(other.versions.map((each) => [each.version, each]));
  for (const each of main.versions) versions.set(each.version, { ...versions.get(each.version), ...each });
  return [...versions.values()].toSorted((a, b) => a.version - b.version);
}

const filled = (list: readonly string[], other: readonly string[]): readonly string[] =>
  list.length > 0 ? list : other;

/**
 * One record out of two of the same work. The later version speaks first, where both have a text and know its version;
 * else the more complete one, between equals the one that was changed later, and where that is unknown or the same, a
 * record that arXiv's harvest gives anew, else the stored one. The other fills what is left open. Sources, DOIs and
 * versions are united, so that nothing a source said is lost.
 */
export function mergePaper(stored: Paper, incoming: Paper): Paper {
  const [main, other] = speaksFirst(incoming, stored) ? [incoming, stored] : [stored, incoming];
  const isBack = isDeleted(stored) && stored.key === incoming.key && isHarvested(incoming);
  const sources = union(stored.sources, incoming.sources).filter((source) => !isBack || source !== deletedAtArxiv);
  return {
    key: stored.key,
    arxivId: stored.arxivId ?? incoming.arxivId,
    title: main.title === "" ? other.title : main.title,
    authors: filled(main.authors, other.authors),
    authorsText: main.authorsText ?? other.authorsText,
    abstract: main.abstract ?? other.abstract,
    categories: filled(main.categories, other.categories),
    comments: main.comments ?? other.comments,
    journalRef: main.journalRef ?? other.journalRef,
    reportNo: main.reportNo ?? other.reportNo,
    mscClass: main.mscClass ?? other.mscClass,
    acmClass: main.acmClass ?? other.acmClass,
    submitter: main.submitter ?? other.submitter,
    licenseUrl: main.licenseUrl ?? other.licenseUrl,
    doi: union(main.doi, other.doi),
    submittedAt: main.submittedAt ?? other.submittedAt,
    updatedAt: later(main.updatedAt, other.updatedAt),
    year: main.year ?? other.year,
    versions: unitedVersions(main, other),
    withdrawn: isBack ? incoming.withdrawn : withdrawnOfTwo(stored, incoming, main, other),
    sources,
  };
}
