import type { Paper } from "../arxiv/paper.ts";
import { authorLinks, type AuthorLink } from "../likeness/author-clusters.ts";
import { coAuthorsOf, type AuthorSighting, type NameRarity } from "../likeness/author-evidence.ts";
import { blockOf, nameForm, type NameForm } from "../likeness/author-name-forms.ts";
import type { WordsNode } from "../search/query/syntax.ts";
import { wordsOf } from "../search/words.ts";
import type { Library, Snapshot } from "./library.ts";
import { RecentValues } from "./recent-values.ts";

/** Latest papers of a family name whose authors are compared; a common one has more. */
const examinedPapers = 2_000;
/** Latest papers of a full name, beside those. */
const namedPapers = 500;
/** A block of a common name holds thousands of records, so only a few are kept. */
const keptBlocks = 24;

/** Everyone who writes under names of one block, and what evidence says of them. */
export interface AuthorBlock {
  readonly block: string;
  /** Latest paper first. */
  readonly sightings: readonly AuthorSighting[];
  /** The paper of each sighting. */
  readonly papers: readonly Paper[];
  readonly links: readonly AuthorLink[];
  readonly rarity: NameRarity;
  readonly examined: number;
  readonly withFamilyName: number;
}

/** The block of a name; null for a name without a word. Remembered until the store changes. */
export async function authorBlock(library: Library, name: string): Promise<AuthorBlock | null> {
  const form = nameForm(name);
  if (form.family === "") return null;
  const snapshot = await library.snapshot();
  const blocks = await snapshot.remember(
    "author-blocks",
    "",
    async () => new RecentValues<string, Promise<AuthorBlock>>(keptBlocks),
  );
  // Beside the latest of the family name stand all of this very name, so the name is part of what is remembered.
  const spelled = wordsOf(name).join(" ");
  const block = blocks.get(spelled) ?? readBlock(library, snapshot, name, form);
  blocks.set(spelled, block);
  return block;
}

async function readBlock(library: Library, snapshot: Snapshot, name: string, form: NameForm): Promise<AuthorBlock> {
  const { index, store } = library;
  const byWords = (words: readonly string[], limit: number) => {
    const query: WordsNode = { kind: "words", field: "author", words, prefix: false };
    return index.search({ query, limit, offset: 0, rank: "new" });
  };
  const family = await byWords(form.family.split(" "), examinedPapers);
  const named = await byWords(wordsOf(name), namedPapers);
  const numbers = [...new Set([...family.hits, ...named.hits].map((hit) => hit.number))].toSorted((a, b) => b - a);
  const records = await store.papers.byNumbers(numbers);
  const forms = new Map<string, NameForm>();
  const formOf = (written: string): NameForm => {
    const known = forms.get(written) ?? nameForm(written);
    forms.set(written, known);
    return known;
  };
  const block = blockOf(form);
  const cited = await snapshot.citations.neighbours(
    [...records.values()].map(({ key }) => key),
    "cited",
  );
  const sightings: AuthorSighting[] = [];
  const papers: Paper[] = [];
  for (const number of numbers) {
    const paper = records.get(number);
    paper?.authors.forEach((author, position) => {
      if (blockOf(formOf(author)) !== block) return;
      papers.push(paper);
      sightings.push({
        paper: paper.key,
        name: author,
        form: formOf(author),
        coAuthors: coAuthorsOf(paper.authors, position, formOf),
        categories: paper.categories,
        year: paper.year,
        cites: new Set(cited.get(paper.key)),
      });
    });
  }
  const withFamilyName = family.total ?? 0;
  const rarity = rarityOf(withFamilyName, index.documents);
  return {
    block,
    sightings,
    papers,
    links: authorLinks(sightings, rarity),
    rarity,
    examined: records.size,
    withFamilyName,
  };
}

/** Common: more than one paper in 500 has an author of the family name. Rare: fewer than 20 papers, or one in 2,000. */
function rarityOf(papers: number, documents: number): NameRarity {
  if (papers < Math.max(20, documents / 2_000)) return "rare";
  return papers > documents / 500 ? "common" : "usual";
}
