import { allOf } from "../search/query/syntax.ts";
import { wordsOf } from "../search/words.ts";
import type { AuthorNames } from "./contract.ts";
import type { Library } from "./library.ts";

/** Latest papers whose author lists are read; a common surname has more, and its names repeat. */
const examinedPapers = 2_000;

/** Authors whose names hold all words asked for, the last of which may be a beginning; most papers first. */
export async function authorNames({ index, store }: Library, name: string, count: number): Promise<AuthorNames> {
  const words = wordsOf(name.slice(0, 200));
  if (words.length === 0) return { name, papers: 0, examined: 0, authors: [] };
  const last = words.length - 1;
  const nodes = words.map((word, at) => ({
    kind: "words" as const,
    field: "author" as const,
    words: [word],
    prefix: at === last,
  }));
  const { total, hits } = await index.search({ query: allOf(nodes), limit: examinedPapers, offset: 0, rank: "new" });
  const papers = await store.papers.byNumbers(hits.map(({ number }) => number));
  const counts = new Map<string, number>();
  // Words of one name may stand in two authors of a paper, so each author is looked at alone.
  for (const author of [...papers.values()].flatMap(({ authors }) => authors)) {
    const held = wordsOf(author);
    const matches = words.every((word, at) =>
      held.some((other) => (at === last ? other.startsWith(word) : other === word)),
    );
    if (matches) counts.set(author, (counts.get(author) ?? 0) + 1);
  }
  const authors = [...counts]
    .map(([author, works]) => ({ name: author, papers: works }))
    .toSorted((a, b) => b.papers - a.papers || (a.name < b.name ? -1 : 1));
  return { name, papers: total ?? 0, examined: papers.size, authors: authors.slice(0, count) };
}
