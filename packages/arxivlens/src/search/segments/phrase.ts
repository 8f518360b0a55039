import type { WordsNode } from "../query/syntax.ts";
import type { DocumentList } from "./document-list.ts";
import { completedBy, type OpenPlaces } from "./open-phrase.ts";
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

/** Documents in which the words stand side by side inside one field, deleted ones left out. */
export function phraseDocuments(segment: Segment, node: WordsNode, among: DocumentList | null): DocumentList {
  const { words, field, prefix } = node;
  if (prefix) return completedBy(segment, openPlaces(segment, node, among), words.at(-1) ?? "");
  const found: number[] = [];
  eachCommon(segment, words, field, among, (common, document) => {
    if (nextPhrase(common, words.length, segment.data, document, field, 0) >= 0) found.push(document);
  });
  return Int32Array.from(found);
}

/** Where all words but the last stand side by side, with room for it in the same field. */
function openPlaces(segment: Segment, { words, field }: WordsNode, among: DocumentList | null): OpenPlaces {
  const documents: number[] = [];
  const starts: number[] = [0];
  const places: number[] = [];
  const last = words.length - 1;
  eachCommon(segment, words.slice(0, last), field, among, (common, document) => {
    const [rarest] = common;
    if (rarest === undefined) return;
    const next = (from: number): number => nextPhrase(common, words.length, segment.data, document, field, from);
    const before = places.length;
    for (let index = next(0); index >= 0; index = next(index + 1))
      places.push((rarest.reader.places[index] ?? 0) - rarest.offset + last);
    if (places.length === before) return;
    documents.push(document);
    starts.push(places.length);
  });
  return { documents: Int32Array.from(documents), starts, places };
}

/** Visits the documents that hold all the words in the wanted field, the words with what they are read by, rarest first. */
function eachCommon(
  segment: Segment,
  words: readonly string[],
  field: WordsNode["field"],
  among: DocumentList | null,
  visit: (words: readonly PhraseWord[], document: number) => void,
): void {
  const terms = words.map((word) => segment.find(word));
  if (terms.some((term) => term < 0)) return;
  const { data } = segment;
  const all = terms
    .map((term, offset) => {
      const cursor = new PostingCursor(data, term);
      return { cursor, reader: new PositionReader(data, cursor), offset };
    })
    .toSorted((a, b) => a.cursor.documentFrequency - b.cursor.documentFrequency);
  const mask = fieldMasks[field];
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
    if (!segment.isDeleted(document) && inField(all, mask)) {
      for (const { reader } of all) reader.read();
      visit(all, document);
    }
    target = document + 1;
  }
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

/**
 * The next phrase of `length` places in a field that begins with the words, as an index of the rarest word's places from
 * `from` on; -1 after the last. What is read stands at the document.
 */
function nextPhrase(
  words: readonly PhraseWord[],
  length: number,
  data: SegmentData,
  document: number,
  field: WordsNode["field"],
  from: number,
): number {
  const [rarest] = words;
  if (rarest === undefined) return -1;
  const { places, count } = rarest.reader;
  for (let index = from; index < count; index++) {
    const start = (places[index] ?? 0) - rarest.offset;
    if (start < 0 || !allHold(words, start)) continue;
    if (insideField(data, document, start, start + length, field)) return index;
  }
  return -1;
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
