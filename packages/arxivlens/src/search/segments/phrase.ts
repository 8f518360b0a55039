import type { WordsNode } from "../query/syntax.ts";
import type { DocumentList } from "./document-list.ts";
import { PositionReader } from "./position-reader.ts";
import { noMoreDocuments, PostingCursor } from "./posting-cursor.ts";
import { fieldMasks, type SegmentData } from "./segment-data.ts";
import type { Segment } from "./segment.ts";

interface PhraseWord {
  readonly cursor: PostingCursor;
  readonly reader: PositionReader;
  /** Place in the phrase. */
  readonly offset: number;
}

/** Most different endings of a phrase that ends in `*`. */
const mostEndings = 1_000;

/** Documents in which the words stand side by side inside one field, deleted ones left out. */
export function phraseDocuments(segment: Segment, node: WordsNode, among: DocumentList | null): DocumentList {
  const last = node.words.at(-1) ?? "";
  if (!node.prefix) return exactPhrase(segment, node, segment.find(last), among);
  const endings = segment.termsOf(last, true).slice(0, mostEndings);
  const found = new Set<number>();
  for (const ending of endings) for (const document of exactPhrase(segment, node, ending, among)) found.add(document);
  return Int32Array.from(found).toSorted();
}

function exactPhrase(
  segment: Segment,
  { words, field }: WordsNode,
  lastTerm: number,
  among: DocumentList | null,
): DocumentList {
  const terms = words.map((word, at) => (at === words.length - 1 ? lastTerm : segment.find(word)));
  if (terms.some((term) => term < 0)) return new Int32Array();
  const { data } = segment;
  const all = terms
    .map((term, offset) => {
      const cursor = new PostingCursor(data, term);
      return { cursor, reader: new PositionReader(data, cursor), offset };
    })
    .toSorted((a, b) => a.cursor.documentFrequency - b.cursor.documentFrequency);
  const mask = fieldMasks[field];
  const found: number[] = [];
  const [rarest] = all;
  if (rarest === undefined) return new Int32Array();
  let asked = 0;
  let target = among === null ? 0 : (among[0] ?? noMoreDocuments);
  while (target !== noMoreDocuments) {
    const document = commonDocument(all, target);
    if (document === noMoreDocuments) break;
    if (among !== null) {
      while ((among[asked] ?? noMoreDocuments) < document) asked++;
      target = among[asked] ?? noMoreDocuments;
      if (target !== document) continue;
    }
    if (!segment.isDeleted(document) && inField(all, mask) && sideBySide(all, data, document, field))
      found.push(document);
    target = document + 1;
  }
  return Int32Array.from(found);
}

function inField(words: readonly PhraseWord[], mask: number): boolean {
  for (const { cursor } of words) if ((cursor.frequency & mask) === 0) return false;
  return true;
}

/** The first document from `target` on that holds every word; the rarest leads. */
function commonDocument(words: readonly PhraseWord[], target: number): number {
  let document = target;
  for (let agreed = 0; agreed < words.length;) {
    agreed = 0;
    for (const { cursor } of words) {
      cursor.advance(document);
      if (cursor.document === noMoreDocuments) return noMoreDocuments;
      if (cursor.document > document) {
        document = cursor.document;
        break;
      }
      agreed++;
    }
  }
  return document;
}

/** Whether the words stand one after another in a field; the cursors stand at the document. */
function sideBySide(
  words: readonly PhraseWord[],
  data: SegmentData,
  document: number,
  field: WordsNode["field"],
): boolean {
  const [rarest] = words;
  if (rarest === undefined) return false;
  for (const { reader } of words) reader.read();
  const { places, count } = rarest.reader;
  for (let index = 0; index < count; index++) {
    const start = (places[index] ?? 0) - rarest.offset;
    if (start < 0 || !allHold(words, start)) continue;
    if (insideField(data, document, start, start + words.length, field)) return true;
  }
  return false;
}

function allHold(words: readonly PhraseWord[], start: number): boolean {
  for (let word = 1; word < words.length; word++) {
    const other = words[word];
    if (other !== undefined && !holds(other.reader, start + other.offset)) return false;
  }
  return true;
}

/** Whether the places from `start` up to `end` lie in one field, and in the wanted one. */
function insideField(
  { titleLengths, authorsLengths, abstractLengths }: SegmentData,
  document: number,
  start: number,
  end: number,
  field: WordsNode["field"],
): boolean {
  const title = titleLengths[document] ?? 0;
  if (start < title) return end <= title && (field === "any" || field === "title");
  const authors = title + (authorsLengths[document] ?? 0);
  if (start < authors) return end <= authors && (field === "any" || field === "author");
  const abstract = authors + (abstractLengths[document] ?? 0);
  if (start < abstract) return end <= abstract && (field === "any" || field === "abstract");
  return field === "any" || field === "comments";
}

function holds({ places, count }: PositionReader, place: number): boolean {
  for (let index = 0; index < count; index++) {
    const here = places[index] ?? 0;
    if (here >= place) return here === place;
  }
  return false;
}
