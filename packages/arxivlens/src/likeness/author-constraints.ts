/** A judgement about sightings by position: `these` and `those` are one person, or two. */
export interface SightingJudgement {
  readonly kind: "same" | "different";
  readonly these: readonly number[];
  readonly those: readonly number[];
}

/** What clusters have to respect. */
export interface AuthorConstraints {
  /** Each list is one person. */
  readonly same: readonly (readonly number[])[];
  /** Names of the sides that a sighting is on: `+3` and `-3` must not meet. */
  readonly sidesOf: (sighting: number) => readonly string[];
}

export const noConstraints: AuthorConstraints = { same: [], sidesOf: () => [] };

/** A judgement as far as later ones leave it. */
interface Standing {
  /** Are one person. */
  readonly together: ReadonlySet<number>;
  /** Are another person than `those`; both empty for a merge. */
  readonly these: ReadonlySet<number>;
  readonly those: ReadonlySet<number>;
}

/** Reads judgements in the order they were made; where two disagree about a sighting, the later one holds. */
export function authorConstraints(judgements: readonly SightingJudgement[]): AuthorConstraints {
  let standing: readonly Standing[] = [];
  for (const judgement of judgements) {
    const [these, those] = [new Set(judgement.these), new Set(judgement.those)];
    if (judgement.kind === "same") {
      const named = new Set([...these, ...those]);
      const loosened = standing.map((earlier) =>
        meet(earlier.these, named) && meet(earlier.those, named)
          ? { together: without(earlier.together, named), these: without(earlier.these, named), those: earlier.those }
          : earlier,
      );
      standing = [...loosened, { together: named, these: nobody, those: nobody }];
    } else {
      const loosened = standing.map((earlier) =>
        meet(earlier.together, these) && meet(earlier.together, those)
          ? { ...earlier, together: without(earlier.together, these) }
          : earlier,
      );
      standing = [...loosened, { together: these, these, those }];
    }
  }
  const sides = new Map<number, string[]>();
  const mark = (sighting: number, side: string): void =>
    void sides.set(sighting, [...(sides.get(sighting) ?? []), side]);
  standing.forEach(({ these, those }, at) => {
    for (const sighting of these) mark(sighting, `+${at}`);
    for (const sighting of those) mark(sighting, `-${at}`);
  });
  return {
    same: standing.map(({ together }) => [...together]),
    sidesOf: (sighting) => sides.get(sighting) ?? [],
  };
}

const nobody: ReadonlySet<number> = new Set();
const meet = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
  [...one].some((sighting) => other.has(sighting));
const without = (one: ReadonlySet<number>, other: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...one].filter((sighting) => !other.has(sighting)));
