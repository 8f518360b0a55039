/**
 * Keys of nodes, numbered in order of appearance, and the place of each in the order of works. They only grow, so graphs
 * of one history share them.
 */
export class NodeNames {
  readonly #keys: string[] = [];
  readonly #places: number[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(keys: Iterable<string> = []) {
    for (const key of keys) this.allot(key);
  }

  get count(): number {
    return this.#keys.length;
  }

  /** The number of a key, given now where it has none; without a place it stands after all that came before. */
  allot(key: string, place: number = this.#keys.length): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#keys.length);
    this.#places.push(place);
    return this.#keys.push(key) - 1;
  }

  find(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  name(node: number): string {
    return this.#keys[node] ?? "";
  }

  place(node: number): number {
    return this.#places[node] ?? 0;
  }

  /** The first keys, as a list of its own. */
  first(count: number): readonly string[] {
    return this.#keys.slice(0, count);
  }
}
