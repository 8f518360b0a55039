import { isWithin } from "./query/category-match.ts";
import { wantedWords, type QueryNode, type WordField, type WordsNode } from "./query/syntax.ts";
import type { SearchAnswer, SearchRequest } from "./search-index.ts";
import { bm25Idf, saturatedFrequency } from "./segments/bm25f.ts";
import { dayNumber, indexedFields, type IndexDocument } from "./segments/document.ts";
import type { ScoringWord } from "./segments/max-score.ts";
import { fieldMasks, packFrequencies } from "./segments/segment-data.ts";
import { wordsOf } from "./words.ts";

interface ReadDocument {
  readonly document: IndexDocument;
  /** Words per field, in the order of `indexedFields`. */
  readonly fields: readonly (readonly string[])[];
}

const fieldNumbers: Readonly<Record<WordField, readonly number[]>> = {
  any: [0, 1, 2, 3],
  title: [0],
  author: [1],
  abstract: [2],
  comments: [3],
};

/**
 * What a search means, written down as plainly as possible: every document is read for every query. The yardstick of
 * the segment index; ranks by relevance only.
 */
export class ReferenceIndex {
  readonly #documents: readonly ReadDocument[];
  readonly #numberOfId: (id: string) => number | null;
  /** Null until a query asks for them. */
  #frequencies: ReadonlyMap<string, number> | null = null;

  /** @param documents each number once */
  constructor(documents: readonly IndexDocument[], numberOfId: (id: string) => number | null) {
    this.#documents = documents.map((document) => ({
      document,
      fields: indexedFields.map((field) => wordsOf(document[field])),
    }));
    this.#numberOfId = numberOfId;
  }

  /** Numbers of the documents that a query matches, rising. */
  matching(query: QueryNode): readonly number[] {
    return this.#documents
      .filter((document) => this.#matches(document, query))
      .map(({ document }) => document.number)
      .toSorted((a, b) => a - b);
  }

  search({ query, limit, offset }: SearchRequest): SearchAnswer {
    const matched = this.#documents.filter((document) => this.#matches(document, query));
    const words = this.#scoringWords(query);
    const hits = matched
      .map((document) => ({ number: document.document.number, score: this.#score(document, words) }))
      .toSorted((a, b) => b.score - a.score || b.number - a.number)
      .slice(offset, offset + limit);
    return { total: matched.length, hits, facets: null };
  }

  #matches(read: ReadDocument, query: QueryNode): boolean {
    const { document } = read;
    switch (query.kind) {
      case "everything":
        return true;
      case "and":
        return query.children.every((child) => this.#matches(read, child));
      case "or":
        return query.children.some((child) => this.#matches(read, child));
      case "not":
        return !this.#matches(read, query.child);
      case "words":
        return fieldNumbers[query.field].some((field) => holdsPhrase(read.fields[field] ?? [], query));
      case "id":
        return this.#numberOfId(query.id) === document.number;
      case "category":
        return document.categories.some((category) => isWithin(category.toLowerCase(), query.category));
      case "licence":
        return document.licence === query.licence;
      case "property":
        if (query.property === "abstract") return document.abstract !== "";
        return query.property === "code" ? document.hasCode : document.withdrawn;
      case "date":
        return (
          document.day !== null &&
          (query.from === null || document.day >= dayNumber(query.from)) &&
          (query.to === null || document.day <= dayNumber(query.to))
        );
      default:
        return query satisfies never;
    }
  }

  /** Words and masks, each once; a prefix counts with its ten most frequent endings. */
  #scoringWords(query: QueryNode): readonly ScoringWord[] {
    const found = new Map<string, ScoringWord>();
    for (const node of wantedWords(query)) {
      const mask = fieldMasks[node.field];
      for (const word of node.words.flatMap((each, at) =>
        node.prefix && at === node.words.length - 1 ? this.#endings(each) : [each],
      ))
        found.set(`${mask} ${word}`, { word, mask, idf: bm25Idf(this.#documents.length, this.#frequency(word)) });
    }
    return [...found.values()];
  }

  #frequency(word: string): number {
    return this.#documentFrequencies().get(word) ?? 0;
  }

  #endings(prefix: string): readonly string[] {
    return [...this.#documentFrequencies()]
      .filter(([word]) => word.startsWith(prefix))
      .toSorted(([a, often], [b, oftenToo]) => oftenToo - often || (a < b ? -1 : 1))
      .slice(0, 10)
      .map(([word]) => word);
  }

  /** Documents that hold each word: a prefix asks for all its endings at once. */
  #documentFrequencies(): ReadonlyMap<string, number> {
    if (this.#frequencies !== null) return this.#frequencies;
    const frequencies = new Map<string, number>();
    for (const { fields } of this.#documents)
      for (const word of new Set(fields.flat())) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
    this.#frequencies = frequencies;
    return frequencies;
  }

  #score({ fields }: ReadDocument, words: readonly ScoringWord[]): number {
    const [title = [], authors = [], abstract = [], comments = []] = fields;
    let score = 0;
    for (const { word, mask, idf } of words) {
      const count = (field: readonly string[]): number => field.filter((each) => each === word).length;
      const frequencies = packFrequencies(count(title), count(authors), count(abstract), count(comments));
      score += idf * saturatedFrequency(frequencies & mask, title.length, abstract.length);
    }
    return score;
  }
}

function holdsPhrase(words: readonly string[], { words: phrase, prefix }: WordsNode): boolean {
  return words.some((_, start) =>
    phrase.every((word, at) => {
      const here = words[start + at] ?? "";
      return prefix && at === phrase.length - 1 ? here.startsWith(word) : here === word;
    }),
  );
}
