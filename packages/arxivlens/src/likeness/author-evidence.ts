import { areCompatible, isSpelledOut, shareFullName, type NameForm } from "./author-name-forms.ts";

/** A paper under a name, with what tells whose it is. */
export interface AuthorSighting {
  /** Key of the paper. */
  readonly paper: string;
  /** As written. */
  readonly name: string;
  readonly form: NameForm;
  /** The other authors: names in the index's spelling, and whether their forenames are written out. */
  readonly coAuthors: ReadonlyMap<string, boolean>;
  readonly categories: readonly string[];
  readonly year: number | null;
  /** Keys of papers that it cites. */
  readonly cites: ReadonlySet<string>;
}

/** Why two papers are taken for one person's: each reason with its points. */
export interface AuthorEvidence {
  readonly points: number;
  readonly sameFullName: boolean;
  /** Co-authors of both, as the index spells them. */
  readonly coAuthors: readonly string[];
  readonly cites: boolean;
  /** A category of both, or null. */
  readonly category: string | null;
  /** Years between the papers; null where one has none. */
  readonly yearsApart: number | null;
}

/** How much a full name says, by how common its family name is here. */
export type NameRarity = "common" | "usual" | "rare";

const namePoints: Readonly<Record<NameRarity, number>> = { common: 2, usual: 3, rare: 4 };

/** Points from which two papers are one person's. */
export const enoughPoints = 4;

/**
 * Weighs whether two papers under compatible names are one person's: the same full name counts 2 to 4 by the rarity of
 * the family name, an initial nothing; a shared co-author 2 (1 when known by initials), at most 6; a citation between
 * them 2; a shared category 1; more than 10 years apart -1, more than 20 -2. Initials with nothing but category and
 * citation stay below `enoughPoints`.
 *
 * @returns null when they cannot be one person's
 */
export function authorEvidence(one: AuthorSighting, other: AuthorSighting, rarity: NameRarity): AuthorEvidence | null {
  if (one.paper === other.paper || !areCompatible(one.form, other.form)) return null;
  const sameFullName = shareFullName(one.form, other.form);
  const [fewer, more] = one.coAuthors.size <= other.coAuthors.size ? [one, other] : [other, one];
  const coAuthors = [...fewer.coAuthors.keys()].filter((name) => more.coAuthors.has(name));
  const together = coAuthors.reduce((sum, name) => sum + (fewer.coAuthors.get(name) === true ? 2 : 1), 0);
  const cites = one.cites.has(other.paper) || other.cites.has(one.paper);
  const category = one.categories.find((code) => other.categories.includes(code)) ?? null;
  const yearsApart = one.year === null || other.year === null ? null : Math.abs(one.year - other.year);
  const gap = yearsApart === null || yearsApart <= 10 ? 0 : yearsApart <= 20 ? 1 : 2;
  const points =
    (sameFullName ? namePoints[rarity] : 0) +
    Math.min(6, together) +
    (cites ? 2 : 0) +
    (category === null ? 0 : 1) -
    gap;
  return { points, sameFullName, coAuthors, cites, category, yearsApart };
}

/** How a co-author is remembered: in the index's spelling. */
export function coAuthorsOf(
  authors: readonly string[],
  position: number,
  formOf: (name: string) => NameForm,
): ReadonlyMap<string, boolean> {
  return new Map(
    authors.flatMap((name, at) => {
      if (at === position) return [];
      const form = formOf(name);
      return [[`${form.given.join(" ")} ${form.family}`.trim(), isSpelledOut(form)] as const];
    }),
  );
}
