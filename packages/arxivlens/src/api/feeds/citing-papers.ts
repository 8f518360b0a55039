import { keyNumber } from "../../store/paper-key.ts";
import type { Library } from "../library.ts";
import type { DatedPaper } from "./query-papers.ts";

/** The works that cite a paper, those whose citation became known last first. */
export async function citingPapers(library: Library, key: string, count: number): Promise<readonly DatedPaper[]> {
  const known = new Map<string, string | null>();
  for (const { citing, claimedOn = null } of await library.store.citations.citing(key)) {
    const before = known.get(citing);
    // Several sources claim a citation; the first of them made it news.
    if (before === undefined || (claimedOn !== null && (before === null || claimedOn < before)))
      known.set(citing, claimedOn);
  }
  const latest = [...known]
    .toSorted(
      ([a, aDay], [b, bDay]) => (bDay ?? "").localeCompare(aDay ?? "") || (keyNumber(b) ?? 0) - (keyNumber(a) ?? 0),
    )
    .slice(0, count);
  const papers = await library.store.papers.getMany(latest.map(([citing]) => citing));
  return latest.flatMap(([citing, day]) => {
    const paper = papers.get(citing);
    return paper === undefined ? [] : [{ paper, day }];
  });
}
