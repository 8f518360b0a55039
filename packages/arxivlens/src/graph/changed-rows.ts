/** Nodes whose rows are kept in one page: 2^10. */
const pageBits = 10;

type Page = ReadonlyMap<number, Int32Array>;

/**
 * Rows of a few nodes among many. Never changed in place: `with` copies the pages that it touches and shares the rest, so
 * that a reader of an earlier state keeps it and a change costs what it touches.
 */
export class ChangedRows {
  static readonly none: ChangedRows = new ChangedRows([], 0);
  readonly #pages: readonly (Page | undefined)[];
  /** What the rows amount to: one for each, and one for each neighbour in them. */
  readonly size: number;

  private constructor(pages: readonly (Page | undefined)[], size: number) {
    this.#pages = pages;
    this.size = size;
  }

  /** Undefined for a node whose row has not changed. */
  row(node: number): Int32Array | undefined {
    return this.#pages[node >>> pageBits]?.get(node);
  }

  with(rows: ReadonlyMap<number, Int32Array>): ChangedRows {
    const pages = [...this.#pages];
    const copies = new Map<number, Map<number, Int32Array>>();
    let { size } = this;
    for (const [node, neighbours] of rows) {
      const number = node >>> pageBits;
      const copy = copies.get(number) ?? new Map(pages[number]);
      copies.set(number, copy);
      const before = copy.get(node);
      size += neighbours.length - (before === undefined ? -1 : before.length);
      copy.set(node, neighbours);
    }
    for (const [number, copy] of copies) pages[number] = copy;
    return new ChangedRows(pages, size);
  }
}
