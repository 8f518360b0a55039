import { isWithin } from "../query/category-match.ts";
import type { QueryNode, WordsNode } from "../query/syntax.ts";
import { dayNumber } from "./document.ts";
import { liveDocuments, union, without, type DocumentList } from "./document-list.ts";
import { phraseDocuments } from "./phrase.ts";
import { noMoreDocuments, PostingCursor } from "./posting-cursor.ts";
import { abstractFlag, codeFlag, fieldMasks, unknownDay, withdrawnFlag } from "./segment-data.ts";
import type { Segment } from "./segment.ts";

/** The key number of a canonical id, or null when it is malformed; given, since numbers are the store's business. */
export type NumberOfId = (id: string) => number | null;

/**
 * Documents that a query matches, deleted ones left out.
 *
 * @param among only these are asked for, which spares the rest; null for all
 */
export function matchDocuments(
  segment: Segment,
  query: QueryNode,
  numberOfId: NumberOfId,
  among: DocumentList | null = null,
): DocumentList {
  if (query.kind === "words") return wordDocuments(segment, query, among);
  if (query.kind === "and") return conjunction(segment, query.children, numberOfId, among);
  if (query.kind === "or") {
    const lists = query.children.map((child) => matchDocuments(segment, child, numberOfId, among));
    return union(segment, lists);
  }
  const candidates = among ?? liveDocuments(segment);
  if (query.kind === "everything") return candidates;
  if (query.kind === "not") return without(candidates, matchDocuments(segment, query.child, numberOfId, among));
  return candidates.filter(columnTest(segment, query, numberOfId));
}

/** The scarcest condition first; each further one is asked only for what is left. */
function conjunction(
  segment: Segment,
  children: readonly QueryNode[],
  numberOfId: NumberOfId,
  among: DocumentList | null,
): DocumentList {
  const ordered = children
    .map((child) => ({ child, most: mostDocuments(segment, child) }))
    .toSorted((a, b) => a.most - b.most);
  let left = among;
  for (const { child } of ordered) {
    if (left?.length === 0) break;
    left = matchDocuments(segment, child, numberOfId, left);
  }
  return left ?? liveDocuments(segment);
}

/** No more documents than this can match; conditions without postings count as everything. */
function mostDocuments(segment: Segment, query: QueryNode): number {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  if (query.kind === "and") return Math.min(...query.children.map((child) => mostDocuments(segment, child)));
  if (query.kind === "or") return sum(query.children.map((child) => mostDocuments(segment, child)));
  if (query.kind !== "words") return query.kind === "id" ? 1 : segment.documents;
  const frequency = (term: number): number => segment.data.documentFrequencies[term] ?? 0;
  return Math.min(
    ...query.words.map((word, at) =>
      sum(segment.termsOf(word, query.prefix && at === query.words.length - 1).map(frequency)),
    ),
  );
}

function wordDocuments(segment: Segment, node: WordsNode, among: DocumentList | null): DocumentList {
  if (node.words.length > 1) return phraseDocuments(segment, node, among);
  const [word = ""] = node.words;
  const lists = segment
    .termsOf(word, node.prefix)
    .map((term) => termDocuments(segment, term, fieldMasks[node.field], among));
  return lists.length === 1 ? (lists[0] ?? new Int32Array()) : union(segment, lists);
}

function termDocuments(segment: Segment, term: number, mask: number, among: DocumentList | null): DocumentList {
  const cursor = new PostingCursor(segment.data, term);
  const found = new Int32Array(Math.min(cursor.documentFrequency, among?.length ?? Infinity));
  let count = 0;
  if (among === null) {
    for (; cursor.count > 0; cursor.nextBlock()) {
      const { documents, frequencies } = cursor;
      for (let at = 0; at < cursor.count; at++)
        if (((frequencies[at] ?? 0) & mask) !== 0 && !segment.isDeleted(documents[at] ?? 0))
          found[count++] = documents[at] ?? 0;
    }
  } else {
    for (const document of among) {
      cursor.advance(document);
      if (cursor.document === noMoreDocuments) break;
      if (cursor.document === document && (cursor.frequency & mask) !== 0) found[count++] = document;
    }
  }
  return found.subarray(0, count);
}

type ColumnNode = Exclude<QueryNode, { kind: "and" | "or" | "not" | "everything" | "words" }>;

/** Whether a document's columns fulfil a condition. */
function columnTest(segment: Segment, node: ColumnNode, numberOfId: NumberOfId): (document: number) => boolean {
  const { data } = segment;
  switch (node.kind) {
    case "id": {
      const number = numberOfId(node.id);
      return (document) => data.numbers[document] === number;
    }
    case "date": {
      const from = node.from === null ? unknownDay + 1 : dayNumber(node.from);
      const to = node.to === null ? Infinity : dayNumber(node.to);
      return (document) => {
        const day = data.days[document] ?? unknownDay;
        return day >= from && day <= to;
      };
    }
    case "property": {
      const flag = { withdrawn: withdrawnFlag, code: codeFlag, abstract: abstractFlag }[node.property];
      return (document) => ((data.flags[document] ?? 0) & flag) !== 0;
    }
    case "licence": {
      const number = data.licenceNames.indexOf(node.licence);
      return (document) => data.licences[document] === number;
    }
    case "category": {
      const wanted = new Set(
        data.categoryNames.flatMap((name, number) => (isWithin(name.toLowerCase(), node.category) ? [number] : [])),
      );
      return (document) => {
        const end = data.categoryStarts[document + 1] ?? 0;
        for (let at = data.categoryStarts[document] ?? 0; at < end; at++)
          if (wanted.has(data.categories[at] ?? 0)) return true;
        return false;
      };
    }
    default:
      return node satisfies never;
  }
}
