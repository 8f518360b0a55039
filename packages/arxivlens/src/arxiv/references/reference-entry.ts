/** One entry of a list of references, whatever it was written in. */
export interface ReferenceEntry {
  /** The entry as its source writes it. */
  readonly raw: string;
  /** Canonical, without version. */
  readonly arxivId: string | null;
  /** As written, without the resolver's address. */
  readonly doi: string | null;
  /** Plain text; of a free-form entry it is a guess. */
  readonly title: string | null;
  /** As people write them, forenames first. */
  readonly authors: readonly string[];
  readonly year: number | null;
}
