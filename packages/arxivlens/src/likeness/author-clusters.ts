import {
  authorEvidence,
  enoughPoints,
  type AuthorEvidence,
  type AuthorSighting,
  type NameRarity,
} from "./author-evidence.ts";
import { areCompatible, type NameForm } from "./author-name-forms.ts";
import type { AuthorConstraints } from "./author-constraints.ts";

/** Two sightings, by position, that were taken for one person's. */
export interface AuthorLink {
  readonly one: number;
  readonly other: number;
  readonly evidence: AuthorEvidence;
}

/** Sightings of one person, as far as can be told. */
export interface AuthorCluster {
  /** Positions of its sightings, in their order. */
  readonly sightings: readonly number[];
  /** What held the cluster together: one link less than its sightings, or fewer where people decided. */
  readonly links: readonly AuthorLink[];
}

/** Every pair with enough evidence, strongest first. Only pairs that share a co-author, a name or a citation are weighed. */
export function authorLinks(sightings: readonly AuthorSighting[], rarity: NameRarity): readonly AuthorLink[] {
  const groups = new Map<string, number[]>();
  const put = (key: string, at: number): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  };
  sightings.forEach(({ form, coAuthors, paper, cites }, at) => {
    put(`name ${form.given[0] ?? ""}`, at);
    put(`paper ${paper}`, at);
    for (const name of coAuthors.keys()) put(`with ${name}`, at);
    for (const cited of cites) put(`paper ${cited}`, at);
  });
  const seen = new Set<number>();
  const links: AuthorLink[] = [];
  for (const group of groups.values())
    for (const [place, one] of group.entries())
      for (const other of group.slice(place + 1)) {
        const pair = Math.min(one, other) * sightings.length + Math.max(one, other);
        if (one === other || seen.has(pair)) continue;
        seen.add(pair);
        const [first, second] = [sightings[one], sightings[other]];
        if (first === undefined || second === undefined) continue;
        const evidence = authorEvidence(first, second, rarity);
        if (evidence !== null && evidence.points >= enoughPoints) links.push({ one, other, evidence });
      }
  return links.toSorted((a, b) => b.evidence.points - a.evidence.points || a.one - b.one || a.other - b.other);
}

interface Growing {
  readonly sightings: number[];
  readonly links: AuthorLink[];
  readonly forms: Map<string, NameForm>;
  readonly papers: Set<string>;
  /** Sides of decisions that its sightings are on: a cluster is never on both. */
  readonly sides: Set<string>;
}

/**
 * Joins sightings into people: first what was decided to be one person's, then along the strongest evidence. Two
 * clusters are never joined where any of their names contradict, where both stand on one paper, or where it was decided
 * that they differ.
 */
export function authorClusters(
  sightings: readonly AuthorSighting[],
  links: readonly AuthorLink[],
  constraints: AuthorConstraints,
): readonly AuthorCluster[] {
  const clusterOf: Growing[] = sightings.map(({ name, form, paper }, at) => ({
    sightings: [at],
    links: [],
    forms: new Map([[name, form]]),
    papers: new Set([paper]),
    sides: new Set(constraints.sidesOf(at)),
  }));
  const join = (one: number, other: number, link: AuthorLink | null): void => {
    const [into, from] = [clusterOf[one], clusterOf[other]];
    if (into === undefined || from === undefined || into === from) return;
    // People may know better than names do, but nobody is two people.
    if (link !== null && !fit(into, from)) return;
    if (contradict(into.sides, from.sides)) return;
    into.sightings.push(...from.sightings);
    into.links.push(...from.links, ...(link === null ? [] : [link]));
    for (const [name, form] of from.forms) into.forms.set(name, form);
    for (const paper of from.papers) into.papers.add(paper);
    for (const side of from.sides) into.sides.add(side);
    for (const at of from.sightings) clusterOf[at] = into;
  };
  for (const [first, ...rest] of constraints.same)
    if (first !== undefined) for (const other of rest) join(first, other, null);
  for (const link of links) join(link.one, link.other, link);
  return [...new Set(clusterOf)].map(({ sightings: held, links: holding }) => ({
    sightings: held.toSorted((a, b) => a - b),
    links: holding,
  }));
}

function fit(one: Growing, other: Growing): boolean {
  for (const form of one.forms.values())
    for (const opposite of other.forms.values()) if (!areCompatible(form, opposite)) return false;
  for (const paper of one.papers) if (other.papers.has(paper)) return false;
  return true;
}

function contradict(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const side of one) if (other.has(side.startsWith("+") ? `-${side.slice(1)}` : `+${side.slice(1)}`)) return true;
  return false;
}
