import { noMoreDocuments } from "./posting-cursor.ts";
import type { Segment } from "./segment.ts";

/** Documents of a segment, rising. */
export type DocumentList = Int32Array;

/** Every document that is not deleted. */
export function liveDocuments(segment: Segment): DocumentList {
  const all = Int32Array.from({ length: segment.documents }, (_, document) => document);
  return segment.deletedCount === 0 ? all : all.filter((document) => !segment.isDeleted(document));
}

/** Documents of any of the lists. */
export function union(segment: Segment, lists: readonly DocumentList[]): DocumentList {
  const marks = new Uint8Array(segment.documents);
  let count = 0;
  for (const list of lists)
    for (const document of list) {
      count += 1 - (marks[document] ?? 0);
      marks[document] = 1;
    }
  const found = new Int32Array(count);
  let next = 0;
  for (let document = 0; next < count; document++) if (marks[document] === 1) found[next++] = document;
  return found;
}

/** Documents of a list that another one lacks. */
export function without(list: DocumentList, denied: DocumentList): DocumentList {
  let at = 0;
  return list.filter((document) => {
    while ((denied[at] ?? noMoreDocuments) < document) at++;
    return denied[at] !== document;
  });
}
