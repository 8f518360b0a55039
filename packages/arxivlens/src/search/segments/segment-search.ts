import type { QueryNode } from "../query/syntax.ts";
import type { SearchAnswer, SearchRequest } from "../search-index.ts";
import type { DocumentList } from "./document-list.ts";
import { FacetCounter } from "./facets.ts";
import { matchDocuments, type NumberOfId } from "./match.ts";
import { maxScore, MaxScoreMemory, type ScoringWord } from "./max-score.ts";
import { scoreDocuments } from "./score-documents.ts";
import { scoringWords } from "./scoring-words.ts";
import { unknownDay } from "./segment-data.ts";
import type { Segment } from "./segment.ts";
import { TopHits } from "./top-hits.ts";

/** Searches segments that together hold each paper once. */
export function searchSegments(
  segments: readonly Segment[],
  request: SearchRequest,
  numberOfId: NumberOfId,
): SearchAnswer {
  const { query, limit, offset, rank = "relevance", facets = false, total = true } = request;
  const words = rank === "relevance" ? scoringWords(segments, query) : [];
  const top = new TopHits(limit + offset);
  const counter = facets ? new FacetCounter() : null;
  // A query that is nothing but alternative words needs no list of matches to be ranked.
  const ranksByWords = rank === "relevance" && isBagOfWords(query) && limit > 0;
  const memory = new MaxScoreMemory();
  let count = 0;
  for (const segment of segments) {
    if (ranksByWords) maxScore(segment, words, top, memory);
    if (ranksByWords && counter === null) {
      const known = total ? countWithoutList(segment, query) : 0;
      count += known ?? 0;
      if (known !== null) continue;
    }
    const matched = matchDocuments(segment, query, numberOfId);
    count += matched.length;
    counter?.add(segment, matched);
    if (!ranksByWords && limit > 0) offerAll(segment, matched, scoresOf(segment, matched, request, words), top);
  }
  return {
    total: total || !ranksByWords ? count : null,
    hits: top.hits().slice(offset),
    facets: counter?.finish() ?? null,
  };
}

/** One word, or alternatives of single whole words. */
function isBagOfWords(query: QueryNode): boolean {
  if (query.kind === "words") return query.words.length === 1 && !query.prefix;
  return query.kind === "or" && query.children.every((child) => child.kind === "words" && isBagOfWords(child));
}

/** Matches of a single word anywhere, as the index stores them; null where they have to be looked at. */
function countWithoutList(segment: Segment, query: QueryNode): number | null {
  if (query.kind !== "words" || query.field !== "any" || segment.deletedCount > 0) return null;
  return segment.data.documentFrequencies[segment.find(query.words[0] ?? "")] ?? 0;
}

function offerAll({ data }: Segment, matched: DocumentList, scores: Float64Array, top: TopHits): void {
  for (let at = 0; at < matched.length; at++) top.offer(scores[at] ?? 0, data.numbers[matched[at] ?? 0] ?? 0);
}

/** What the matches are ordered by, highest first. */
function scoresOf(
  segment: Segment,
  matched: DocumentList,
  { rank = "relevance", seed = 0, standing = () => 0 }: SearchRequest,
  words: readonly ScoringWord[],
): Float64Array {
  const { numbers, days } = segment.data;
  const each = (value: (document: number) => number): Float64Array => Float64Array.from(matched, value);
  switch (rank) {
    case "relevance":
      return scoreDocuments(segment, matched, words);
    case "new":
      return each((document) => days[document] ?? unknownDay);
    case "cited":
    case "influence":
      return each((document) => standing(numbers[document] ?? 0));
    case "random":
      return each((document) => shuffled(numbers[document] ?? 0, seed));
    default:
      return rank satisfies never;
  }
}

/** A number from 0 to 1 that looks random (the finaliser of MurmurHash3 over both halves of the key and the seed). */
function shuffled(number: number, seed: number): number {
  const mix = (value: number): number => {
    let hash = value | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
    return hash ^ (hash >>> 16);
  };
  const high = Math.floor(number / 0x1_0000_0000);
  return (mix(mix(mix(seed + 0x9e37_79b9) ^ number) ^ high) >>> 0) / 0x1_0000_0000;
}
