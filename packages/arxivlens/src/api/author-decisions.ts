import type { PersonalData } from "../accounts/personal-data.ts";
import type { AuthorJudgement, AuthorMention } from "../store/author-identity.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { resolvedAuthors, type ResolvedAuthors } from "./author-view.ts";
import type { Library } from "./library.ts";
import type { AuthorNotice } from "./lists-contract.ts";

/** Longer notes are cut: they are reasons, not comments. */
export const longestNote = 500;

/** What a member says about a name, by the keys that the page shows. */
export interface AuthorRequest {
  readonly kind: "same" | "different";
  /** Of a merge: papers that stand for the people. Of a split: papers of another person. */
  readonly papers: readonly string[];
  /** Of a split: a paper of the person that they are taken from. */
  readonly person: string;
  readonly note: string;
  /** Account. */
  readonly by: number;
}

/** Writes a member's judgement down, or says why it cannot be one. */
export async function decideAuthor(
  library: Library,
  name: string,
  { kind, papers, person, note, by }: AuthorRequest,
  nowMs: number,
): Promise<AuthorNotice> {
  const resolved = await resolvedAuthors(library, name);
  const refused = (reason: "no-people" | "no-papers" | "all-papers"): AuthorNotice => ({
    kind: "refused",
    reason,
    note,
    chosen: papers,
  });
  if (resolved === null) return refused("no-people");
  const sides = kind === "same" ? mergedSides(resolved, papers) : splitSides(resolved, person, papers);
  if (typeof sides === "string") return refused(sides);
  const judgement: AuthorJudgement = { kind, ...sides, by, note: note.trim().slice(0, longestNote) };
  await library.store.authors.decide(resolved.block.block, judgement, nowMs);
  return { kind: "decided" };
}

type Sides = Pick<AuthorJudgement, "these" | "those">;

/** The first person's papers, and those of all others. */
function mergedSides(resolved: ResolvedAuthors, papers: readonly string[]): Sides | "no-people" {
  const chosen = [...new Set(papers.flatMap((paper) => clusterOf(resolved, paper) ?? []))];
  const [first, ...others] = chosen;
  if (first === undefined || others.length === 0) return "no-people";
  const mentions = (cluster: (typeof chosen)[number]): readonly AuthorMention[] =>
    cluster.sightings.flatMap((at) => mentionAt(resolved, at));
  return { these: mentions(first), those: others.flatMap(mentions) };
}

/** The chosen papers, and the rest of the person's. */
function splitSides(
  resolved: ResolvedAuthors,
  person: string,
  papers: readonly string[],
): Sides | "no-people" | "no-papers" | "all-papers" {
  const cluster = clusterOf(resolved, person);
  if (cluster === undefined) return "no-people";
  const mentions = cluster.sightings.flatMap((at) => mentionAt(resolved, at));
  const these = mentions.filter(({ paper }) => papers.includes(paper));
  const those = mentions.filter(({ paper }) => !papers.includes(paper));
  if (these.length === 0) return "no-papers";
  return those.length === 0 ? "all-papers" : { these, those };
}

const clusterOf = (
  { block, clusters }: ResolvedAuthors,
  paper: string,
): ResolvedAuthors["clusters"][number] | undefined =>
  clusters.find(({ sightings }) => sightings.some((at) => block.sightings[at]?.paper === paper));

function mentionAt({ block }: ResolvedAuthors, at: number): readonly AuthorMention[] {
  const sighting = block.sightings[at];
  return sighting === undefined ? [] : [{ paper: sighting.paper, name: sighting.name }];
}

/** Decisions of an account: it takes them along; they stay when it leaves, without its notes. */
export function authorDecisions({ authors }: LibraryStore): PersonalData {
  return {
    name: "authorDecisions",
    export: (accountKey) => authors.madeBy(accountKey),
    erase: (accountKey) => authors.eraseNotes(accountKey),
  };
}
