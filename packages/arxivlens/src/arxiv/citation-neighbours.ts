/** Whom a list of neighbours holds: the works that cite one, or those that it cites. */
export type CitationSide = "citing" | "cited";

/**
 * Who cites whom around given works, read as it is asked for: from a graph in memory, or from a store that holds more
 * than anyone wants to read first. Keys are those under which works are shown.
 */
export interface CitationNeighbours {
  /** Batched. Number of distinct works that cite each key; unknown keys count 0. */
  citedBy(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Batched. Distinct works on one side of each key, itself left out, by key number; the first `most` of each. Every key
   * has a list, which is empty for an unknown one.
   */
  neighbours(
    keys: readonly string[],
    side: CitationSide,
    most?: number,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The same for works as numbers: what is made of works by the ten thousand names only those that it shows. */
  readonly numbered: NumberedNeighbours;
}

/**
 * Works as the numbers that one implementation gives them: equal for equal works, safe integers, without order, and
 * without meaning elsewhere. Answers are parallel to what was asked, and are not to be written to.
 */
export interface NumberedNeighbours {
  /** Batched. Null for a key that no citation names; other unknown ones may have a number, without neighbours. */
  numbersOf(keys: readonly string[]): Promise<readonly (number | null)[]>;
  /** Batched. The keys under which works are shown. */
  keysOf(works: ArrayLike<number>): Promise<readonly string[]>;
  /** Batched. Number of distinct works that cite each. */
  citedBy(works: ArrayLike<number>): Promise<ArrayLike<number>>;
  /** Batched. Distinct works on one side of each, itself left out, by key number; the first `most` of each. */
  neighbours(works: ArrayLike<number>, side: CitationSide, most?: number): Promise<readonly ArrayLike<number>[]>;
}

/** Neighbours by key out of those by number. */
export function keyedNeighbours(numbered: NumberedNeighbours): CitationNeighbours {
  const known = async (keys: readonly string[]) => {
    const numbers = await numbered.numbersOf(keys);
    return {
      works: numbers.filter((number) => number !== null),
      named: keys.filter((_, position) => (numbers[position] ?? null) !== null),
    };
  };
  return {
    numbered,
    async citedBy(keys) {
      const { works, named } = await known(keys);
      const counts = await numbered.citedBy(works);
      const result = new Map(keys.map((key) => [key, 0]));
      named.forEach((key, position) => result.set(key, counts[position] ?? 0));
      return result;
    },
    async neighbours(keys, side, most) {
      const { works, named } = await known(keys);
      const lists = await numbered.neighbours(works, side, most);
      const result = new Map<string, readonly string[]>(keys.map((key) => [key, []]));
      for (const [position, key] of named.entries()) result.set(key, await numbered.keysOf(lists[position] ?? []));
      return result;
    },
  };
}
