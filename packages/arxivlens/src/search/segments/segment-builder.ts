import { visitWords } from "../words.ts";
import { compareBytes } from "./byte-order.ts";
import { NumberSink } from "./byte-sink.ts";
import { ColumnBuilder } from "./column-builder.ts";
import { indexedFields, type IndexDocument } from "./document.ts";
import { longestField, packFrequencies, type SegmentData } from "./segment-data.ts";
import { SegmentWriter } from "./segment-writer.ts";

/** Collects documents in memory and turns them into a segment. */
export class SegmentBuilder {
  readonly #terms = new Map<string, number>();
  /** Term of every word, documents one after another. */
  readonly #words = new NumberSink(1 << 20);
  /** First word of each document. */
  readonly #starts = new NumberSink();
  readonly #columns = new ColumnBuilder();

  /** Documents added. */
  get documents(): number {
    return this.#starts.length;
  }

  /** Words added: memory is about 20 bytes for each until `build` is done. */
  get words(): number {
    return this.#words.length;
  }

  add(document: IndexDocument): void {
    this.#starts.push(this.#words.length);
    const lengths = indexedFields.map((field) => this.#addText(document[field]));
    const [title = 0, authors = 0, abstract = 0, comments = 0] = lengths;
    this.#columns.add(document, { title, authors, abstract, comments });
  }

  #addText(text: string): number {
    const before = this.#words.length;
    visitWords(text, (word) => {
      if (this.#words.length - before >= longestField) return;
      let term = this.#terms.get(word);
      if (term === undefined) {
        term = this.#terms.size;
        this.#terms.set(word, term);
      }
      this.#words.push(term);
    });
    return this.#words.length - before;
  }

  /** The segment of all documents added; the builder is of no further use. */
  build(): SegmentData {
    const columns = this.#columns.finish();
    const { places, documents, termStarts } = this.#sortedByTerm();
    const encoder = new TextEncoder();
    const sorted = [...this.#terms]
      .map(([word, term]) => ({ bytes: encoder.encode(word), term }))
      .toSorted((a, b) => compareBytes(a.bytes, b.bytes));
    const writer = new SegmentWriter(columns, places.length * 2, places.length * 2);
    for (const { bytes, term } of sorted) {
      writer.beginTerm(bytes);
      const end = termStarts[term + 1] ?? 0;
      let from = termStarts[term] ?? 0;
      while (from < end) {
        const document = documents[from] ?? 0;
        let to = from + 1;
        while (to < end && documents[to] === document) to++;
        this.#writePosting(writer, columns, document, places.subarray(from, to));
        from = to;
      }
      writer.endTerm();
    }
    return writer.finish();
  }

  /** Words of the segment ordered by term, within a term by document and place (counting sort, stable). */
  #sortedByTerm(): { places: Uint32Array; documents: Uint32Array; termStarts: Uint32Array } {
    const words = this.#words.view();
    const termStarts = new Uint32Array(this.#terms.size + 1);
    for (let word = 0; word < words.length; word++) termStarts[(words[word] ?? 0) + 1]! += 1;
    for (let term = 0; term < this.#terms.size; term++) termStarts[term + 1]! += termStarts[term] ?? 0;
    const next = termStarts.slice();
    const places = new Uint32Array(words.length);
    const documents = new Uint32Array(words.length);
    for (let document = 0; document < this.#starts.length; document++) {
      const end = document + 1 < this.#starts.length ? this.#starts.at(document + 1) : words.length;
      const start = this.#starts.at(document);
      for (let word = start; word < end; word++) {
        const at = next[words[word] ?? 0]!++;
        places[at] = word - start;
        documents[at] = document;
      }
    }
    return { places, documents, termStarts };
  }

  #writePosting(
    writer: SegmentWriter,
    columns: ReturnType<ColumnBuilder["finish"]>,
    document: number,
    places: Uint32Array,
  ): void {
    const titleEnd = columns.titleLengths[document] ?? 0;
    const authorsEnd = titleEnd + (columns.authorsLengths[document] ?? 0);
    const abstractEnd = authorsEnd + (columns.abstractLengths[document] ?? 0);
    const counts = [0, 0, 0, 0];
    for (const place of places)
      counts[place < titleEnd ? 0 : place < authorsEnd ? 1 : place < abstractEnd ? 2 : 3]! += 1;
    const [title = 0, authors = 0, abstract = 0, comments = 0] = counts;
    writer.posting(document, packFrequencies(title, authors, abstract, comments));
    const { positions } = writer;
    positions.varint(places.length);
    let previous = 0;
    for (const place of places) {
      positions.varint(place - previous);
      previous = place;
    }
  }
}
