/** Keys of nodes, numbered in order of appearance. They only grow, so graphs of one history share them. */
export class NodeNames {
  readonly #keys: string[];
  readonly #numbers = new Map<string, number>();

  constructor(keys: Iterable<string> = []) {
    this.#keys = [];
    for (const key of keys) this.allot(key);
  }

  get count(): number {
    return this.#keys.length;
  }

  /** The number of a key, given now where it has none. */
  allot(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#keys.length);
    return this.#keys.push(key) - 1;
  }

  find(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  name(node: number): string {
    return this.#keys[node] ?? "";
  }

  /** The first keys, as a list of its own. */
  first(count: number): readonly string[] {
    return this.#keys.slice(0, count);
  }
}
