import type { Paper } from "../arxiv/paper.ts";

/** What one version of a paper said, in its source's LaTeX. */
export interface VersionText {
  readonly version: number;
  readonly title: string;
  readonly authors: readonly string[];
  /** The authors in one string, as the record wrote them. */
  readonly authorsText: string | null;
  readonly abstract: string | null;
  readonly comments: string | null;
}

/** The highest version that a record lists; null for one without a list. */
export function latestVersion({ versions }: Pick<Paper, "versions">): number | null {
  return versions.length === 0 ? null : versions.reduce((most, { version }) => Math.max(most, version), 0);
}

/**
 * The version whose text a record holds. Null when it lists none, and when it was changed after the last one listed:
 * then its text is that of a version which it does not know.
 */
export function versionOfText(paper: Pick<Paper, "versions" | "updatedAt">): number | null {
  const latest = latestVersion(paper);
  const listed = paper.versions.find(({ version }) => version === latest)?.submittedAt.slice(0, 10);
  return listed !== undefined && paper.updatedAt !== null && paper.updatedAt.slice(0, 10) > listed ? null : latest;
}

/** What a record says of its version; null when it has no abstract or does not know which version it is. */
export function versionTextOf(paper: Paper): VersionText | null {
  const version = versionOfText(paper);
  if (version === null || paper.abstract === null) return null;
  const { title, authors, authorsText, abstract, comments } = paper;
  return { version, title, authors, authorsText, abstract, comments };
}
