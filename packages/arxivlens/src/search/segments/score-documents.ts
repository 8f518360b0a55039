import { saturatedFrequency } from "./bm25f.ts";
import type { DocumentList } from "./document-list.ts";
import type { ScoringWord } from "./max-score.ts";
import { PostingCursor } from "./posting-cursor.ts";
import type { Segment } from "./segment.ts";

/** BM25F of given documents: one score for each, 0 for a document without any of the words. */
export function scoreDocuments(segment: Segment, documents: DocumentList, words: readonly ScoringWord[]): Float64Array {
  const { titleLengths, abstractLengths } = segment.data;
  const scores = new Float64Array(documents.length);
  for (const { word, mask, idf } of words) {
    const term = segment.find(word);
    if (term < 0) continue;
    const cursor = new PostingCursor(segment.data, term);
    for (let at = 0; at < documents.length; at++) {
      const document = documents[at] ?? 0;
      cursor.advance(document);
      if (cursor.document !== document) continue;
      const masked = cursor.frequency & mask;
      if (masked !== 0)
        scores[at]! += idf * saturatedFrequency(masked, titleLengths[document] ?? 0, abstractLengths[document] ?? 0);
    }
  }
  return scores;
}
