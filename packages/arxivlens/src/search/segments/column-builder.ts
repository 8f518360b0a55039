import type { IndexDocument } from "./document.ts";
import { abstractFlag, codeFlag, unknownDay, withdrawnFlag } from "./segment-data.ts";
import type { DocumentColumns } from "./segment-writer.ts";

interface FieldLengths {
  readonly title: number;
  readonly authors: number;
  readonly abstract: number;
  readonly comments: number;
}

/** Numbers of names that occur again and again, in order of first occurrence. */
export class NameTable {
  readonly #numbers = new Map<string, number>();
  readonly #limit: number;

  /** @param limit names beyond this many share the number of the first, the empty one */
  constructor(limit: number) {
    this.#limit = limit;
    this.number("");
  }

  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#numbers.size >= this.#limit) return 0;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }

  names(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

/** Collects what is known of documents besides their words. */
export class ColumnBuilder {
  readonly #documents: {
    readonly number: number;
    readonly day: number;
    readonly lengths: FieldLengths;
    readonly licence: number;
    readonly flags: number;
  }[] = [];
  readonly #categoryStarts: number[] = [0];
  readonly #categories: number[] = [];
  readonly #categoryNames = new NameTable(65_535);
  readonly #licenceNames = new NameTable(255);

  add(document: IndexDocument, lengths: FieldLengths): void {
    this.#documents.push({
      number: document.number,
      day: document.day ?? unknownDay,
      lengths,
      licence: this.#licenceNames.number(document.licence),
      flags:
        (document.withdrawn ? withdrawnFlag : 0) |
        (document.hasCode ? codeFlag : 0) |
        (document.abstract === "" ? 0 : abstractFlag),
    });
    for (const category of document.categories) this.#categories.push(this.#categoryNames.number(category));
    this.#categoryStarts.push(this.#categories.length);
  }

  finish(): DocumentColumns {
    const all = this.#documents;
    return {
      numbers: Float64Array.from(all, ({ number }) => number),
      days: Int32Array.from(all, ({ day }) => day),
      titleLengths: Uint16Array.from(all, ({ lengths }) => lengths.title),
      authorsLengths: Uint16Array.from(all, ({ lengths }) => lengths.authors),
      abstractLengths: Uint16Array.from(all, ({ lengths }) => lengths.abstract),
      commentsLengths: Uint16Array.from(all, ({ lengths }) => lengths.comments),
      licences: Uint8Array.from(all, ({ licence }) => licence),
      flags: Uint8Array.from(all, ({ flags }) => flags),
      categoryStarts: Uint32Array.from(this.#categoryStarts),
      categories: Uint16Array.from(this.#categories),
      categoryNames: this.#categoryNames.names(),
      licenceNames: this.#licenceNames.names(),
    };
  }
}
