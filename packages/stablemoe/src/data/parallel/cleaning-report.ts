/** Why a text or a pair of texts was left out. */
export type DropReason =
  | "empty"
  | "control-characters"
  | "wrong-encoding"
  | "too-short"
  | "too-long"
  | "other-script"
  | "length-ratio"
  | "untranslated"
  | "duplicate"
  | "in-held-out-part"
  | "too-many-tokens";

/** What was left out for one reason in one language, or between two of them. */
export interface Dropped {
  readonly reason: DropReason;
  /** A language tag, or two as `de-en`. */
  readonly where: string;
  readonly count: number;
  /** The first one. */
  readonly example: DroppedExample;
}

export interface DroppedExample {
  readonly document: string;
  readonly segment: string;
  /** Up to 80 characters of each text. */
  readonly texts: readonly string[];
}

/** Counts what is left out, with one example of each kind. */
export class DropCounter {
  readonly #dropped = new Map<string, { count: number; readonly first: Omit<Dropped, "count"> }>();

  add(
    reason: DropReason,
    languages: readonly string[],
    { document, segment }: { readonly document: string; readonly segment: string },
    texts: readonly string[],
  ): void {
    const where = languages.join("-");
    const key = `${reason} ${where}`;
    const known = this.#dropped.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const example = { document, segment, texts: texts.map((text) => text.slice(0, 80)) };
    this.#dropped.set(key, { count: 1, first: { reason, where, example } });
  }

  /** Ordered by reason and language. */
  get dropped(): readonly Dropped[] {
    const keys = [...this.#dropped.keys()].toSorted();
    return keys.map((key) => {
      const { count, first } = this.#dropped.get(key)!;
      return { reason: first.reason, where: first.where, count, example: first.example };
    });
  }
}
