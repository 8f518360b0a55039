import type { TermYear } from "./lists-contract.ts";

/** Fewer papers that hold a term, and fewer papers of a year, say little about shares. */
export const fewestPapers = 30;

/** What to keep in mind when shares of years are read: how few papers they rest on; null where there are enough. */
export function trendNote(papers: number, years: readonly TermYear[]): string | null {
  if (papers === 0) return null;
  const sparse = years.filter((year) => year.sparse).length;
  const notes: string[] = [];
  if (papers < fewestPapers)
    notes.push(
      `Only ${papers === 1 ? "1 paper here holds" : `${papers} papers here hold`} it: shares of years rest on a handful of papers and say little.`,
    );
  if (sparse > 0)
    notes.push(
      sparse === years.length
        ? `Of each year fewer than ${fewestPapers} papers are here, whatever they hold.`
        : `Of ${sparse} of the ${years.length} years fewer than ${fewestPapers} papers are here, whatever they hold.`,
    );
  return notes.length === 0 ? null : notes.join(" ");
}
