import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { authorClusters, type AuthorCluster } from "../likeness/author-clusters.ts";
import { authorConstraints } from "../likeness/author-constraints.ts";
import { areCompatible, nameForm } from "../likeness/author-name-forms.ts";
import type { AuthorDecision, AuthorMention } from "../store/author-identity.ts";
import { authorBlock, type AuthorBlock } from "./author-sightings.ts";
import type { SearchHit } from "./contract.ts";
import type { Library } from "./library.ts";
import type { AuthorDecisionView, AuthorMergeReason, AuthorPerson, AuthorView, NamedCount } from "./lists-contract.ts";
import { paperHits } from "./search-view.ts";
import { categoryOf } from "./work-summary.ts";
import { yearsWithoutGaps } from "./year-counts.ts";

export const authorPageSize = 20;
const shownCoAuthors = 24;
const shownCategories = 6;
const shownReasons = 40;
const namedTitles = 3;

/** People of a block with the decisions applied. */
export interface ResolvedAuthors {
  readonly block: AuthorBlock;
  readonly clusters: readonly AuthorCluster[];
  readonly decisions: readonly AuthorDecision[];
}

/** Who writes under names like this one; null for a name without a word. */
export async function resolvedAuthors(library: Library, name: string): Promise<ResolvedAuthors | null> {
  const block = await authorBlock(library, name);
  if (block === null) return null;
  const decisions = await library.store.authors.decisions(block.block);
  const places = new Map(block.sightings.map((sighting, at) => [mentionKey(sighting), at]));
  const placed = (mentions: readonly AuthorMention[]): readonly number[] =>
    mentions.flatMap((mention) => places.get(mentionKey(mention)) ?? []);
  const judgements = decisions
    .filter(({ takenBackAtMs }) => takenBackAtMs === null)
    .map(({ kind, these, those }) => ({ kind, these: placed(these), those: placed(those) }));
  const clusters = authorClusters(block.sightings, block.links, authorConstraints(judgements));
  return { block, clusters, decisions };
}

const mentionKey = ({ paper, name }: AuthorMention): string => `${paper}\n${name}`;

/**
 * The page of a name.
 *
 * @param asked key of a paper of the person meant, or null
 */
export async function authorView(
  library: Library,
  name: string,
  asked: string | null,
  page: number,
): Promise<AuthorView | null> {
  const resolved = await resolvedAuthors(library, name);
  if (resolved === null) return null;
  const { block, clusters, decisions } = resolved;
  const snapshot = await library.snapshot();
  const form = nameForm(name);
  const isWritten = (at: number): boolean => block.sightings[at]?.name === name;
  const compatible = clusters.filter(({ sightings }) =>
    sightings.some((at) => {
      const sighting = block.sightings[at];
      return sighting !== undefined && areCompatible(sighting.form, form);
    }),
  );
  const own = compatible.filter(({ sightings }) => sightings.some(isWritten));
  // A name that no paper writes exactly so still finds who is meant: accents and initials differ.
  const meant = own.length > 0 ? own : compatible;
  const byPaper = (cluster: AuthorCluster): boolean =>
    cluster.sightings.some((at) => block.sightings[at]?.paper === asked);
  const chosen = asked === null ? (meant.length === 1 ? meant[0] : undefined) : clusters.find(byPaper);
  const listed =
    chosen?.sightings ?? meant.flatMap(({ sightings }) => sightings.filter((at) => own.length === 0 || isWritten(at)));
  const papers = distinctPapers(block, listed);
  const hits = await paperHits(snapshot, papers);
  const citedBy = await snapshot.citations.citedBy([...new Set(block.papers.map(({ key }) => key))]);
  const person = (cluster: AuthorCluster): AuthorPerson => personOf(block, citedBy, cluster);
  const mostFirst = (list: readonly AuthorCluster[]): readonly AuthorPerson[] =>
    list.map(person).toSorted((a, b) => b.papers - a.papers || (a.key < b.key ? -1 : 1));
  return {
    name,
    written: block.sightings.filter(({ name: written }) => written === name).length,
    examined: block.examined,
    withFamilyName: block.withFamilyName,
    rarity: block.rarity,
    people: mostFirst(meant),
    similar: mostFirst(own.length > 0 ? compatible.filter((cluster) => !own.includes(cluster)) : []),
    person: chosen === undefined ? null : person(chosen),
    years: yearsWithoutGaps(
      new Map(
        counted(papers.flatMap(({ year }) => (year === null ? [] : [String(year)]))).map((each) => [
          Number(each.name),
          each.papers,
        ]),
      ),
    ),
    papers: hits.slice((page - 1) * authorPageSize, page * authorPageSize),
    total: hits.length,
    page,
    pageSize: authorPageSize,
    mostCited: mostCitedOf(hits),
    reasons: chosen === undefined ? [] : reasonsOf(block, chosen),
    decisions: await decisionViews(library, block, decisions),
  };
}

function mostCitedOf(hits: readonly SearchHit[]): readonly SearchHit[] {
  return hits
    .filter(({ citedBy }) => citedBy > 0)
    .toSorted((a, b) => b.citedBy - a.citedBy)
    .slice(0, 5);
}

/** Papers of sightings, latest first, each once. */
function distinctPapers(block: AuthorBlock, sightings: readonly number[]): readonly Paper[] {
  const papers = new Map<string, Paper>();
  for (const at of sightings.toSorted((a, b) => a - b)) {
    const paper = block.papers[at];
    if (paper !== undefined) papers.set(paper.key, paper);
  }
  return [...papers.values()];
}

function personOf(
  block: AuthorBlock,
  citedBy: ReadonlyMap<string, number>,
  { sightings }: AuthorCluster,
): AuthorPerson {
  const papers = distinctPapers(block, sightings);
  const names = new Set(sightings.flatMap((at) => block.sightings[at]?.name ?? []));
  const years = papers.flatMap(({ year }) => (year === null ? [] : [year]));
  return {
    key: papers.at(-1)?.key ?? "",
    names: counted(sightings.flatMap((at) => block.sightings[at]?.name ?? [])),
    papers: papers.length,
    firstYear: years.length === 0 ? null : Math.min(...years),
    lastYear: years.length === 0 ? null : Math.max(...years),
    categories: counted(papers.flatMap(({ categories }) => categories))
      .slice(0, shownCategories)
      .map(({ name, papers: held }) => ({ ...categoryOf(name), papers: held })),
    coAuthors: counted(papers.flatMap(({ authors }) => authors.filter((author) => !names.has(author)))).slice(
      0,
      shownCoAuthors,
    ),
    citations: papers.reduce((sum, { key }) => sum + (citedBy.get(key) ?? 0), 0),
  };
}

/** How often each name occurs, most often first. */
function counted(names: readonly string[]): readonly NamedCount[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, papers]) => ({ name, papers }))
    .toSorted((a, b) => b.papers - a.papers || (a.name < b.name ? -1 : 1));
}

function reasonsOf(block: AuthorBlock, { links }: AuthorCluster): readonly AuthorMergeReason[] {
  const side = (at: number): AuthorMergeReason["one"] => ({
    key: block.papers[at]?.key ?? "",
    title: plainText(block.papers[at]?.title ?? ""),
    name: block.sightings[at]?.name ?? "",
  });
  // The weakest first: it is what a reader would doubt.
  return links
    .toSorted((a, b) => a.evidence.points - b.evidence.points)
    .slice(0, shownReasons)
    .map(({ one, other, evidence }) => ({
      one: side(one),
      other: side(other),
      ...evidence,
      coAuthors: evidence.coAuthors.slice(0, 5).map((name) => writtenName(block, one, name)),
    }));
}

/** A co-author as the paper writes them. */
function writtenName(block: AuthorBlock, at: number, spelled: string): string {
  const author = block.papers[at]?.authors.find((each) => {
    const { given, family } = nameForm(each);
    return `${given.join(" ")} ${family}`.trim() === spelled;
  });
  return author ?? spelled;
}

/** Decisions for people, latest first. */
async function decisionViews(
  { store }: Library,
  block: AuthorBlock,
  decisions: readonly AuthorDecision[],
): Promise<readonly AuthorDecisionView[]> {
  const keys = decisions.flatMap(({ by, takenBackBy }) => (takenBackBy === null ? [by] : [by, takenBackBy]));
  const accounts = await store.accounts.getMany([...new Set(keys)]);
  const nameOf = (key: number): string | null => {
    const account = accounts.get(key);
    return account === undefined || account.erasedAtMs !== null ? null : account.displayName;
  };
  return decisions
    .map((decision) => ({
      number: decision.number,
      kind: decision.kind,
      ...namedSides(block, decision),
      by: nameOf(decision.by),
      note: decision.note,
      decidedAt: new Date(decision.decidedAtMs).toISOString(),
      takenBackBy: decision.takenBackBy === null ? null : nameOf(decision.takenBackBy),
      takenBackAt: decision.takenBackAtMs === null ? null : new Date(decision.takenBackAtMs).toISOString(),
    }))
    .toReversed();
}

function namedSides(
  block: AuthorBlock,
  { these, those }: AuthorDecision,
): Pick<AuthorDecisionView, "these" | "those" | "theseCount" | "thoseCount"> {
  const titles = new Map(block.papers.map(({ key, title }) => [key, plainText(title)]));
  const named = (mentions: readonly AuthorMention[]): readonly string[] =>
    mentions.slice(0, namedTitles).map(({ paper }) => titles.get(paper) ?? paper);
  return { these: named(these), those: named(those), theseCount: these.length, thoseCount: those.length };
}
