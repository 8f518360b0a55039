import type { TermYear } from "../api/lists-contract.ts";
import { termYears } from "../api/term-page.ts";
import { trendNote } from "../api/trend-note.ts";
import { facetYears, yearsWithoutGaps } from "../api/year-counts.ts";
import { proseText } from "../arxiv/latex-text.ts";
import { splitSentences } from "../arxiv/sentences.ts";
import { keyTerms } from "../search/key-terms.ts";
import { phraseTerms } from "../search/phrase-terms.ts";
import { wordsOf } from "../search/words.ts";
import { withAskedPaper } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";

const shownTerms = 20;

/** `arxivlens terms ID`: key terms with their scores. */
export const termsCommand: Command = {
  name: "terms",
  summary: "Print the key terms of a paper with their scores and what these are made of",
  usage: "ID [--mode seed|better] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    mode: {
      type: "text",
      value: "MODE",
      summary: "seed: words and pairs by tf-idf; better: phrases, inflections merged, boilerplate out (default: seed)",
    },
  },
  operands: { least: 1, most: 1 },
  failure: "the paper is not in the store",
  async run(io, given, [id = ""]) {
    const mode = given.text("mode") ?? "seed";
    if (mode !== "seed" && mode !== "better") {
      io.stderr.write(`--mode ${mode}: choose seed or better\n`);
      return exitCodes.usage;
    }
    return withAskedPaper(io, given, id, async ({ library }, { key, title, abstract }) => {
      if (mode === "seed") {
        const { termStatistics } = library;
        const terms = keyTerms(abstract ?? title, termStatistics, { count: shownTerms });
        if (given.has("json")) writeJson(io, { key, mode, statistics: termStatistics.description, terms });
        else for (const { term, score } of terms) io.stdout.write(`${score.toFixed(4)}\t${term}\n`);
        return exitCodes.ok;
      }
      const sentences = splitSentences(abstract ?? "").map(proseText);
      const explained = await phraseTerms(library.index, proseText(title), sentences, shownTerms);
      if (given.has("json")) writeJson(io, { key, mode, ...explained });
      else
        for (const { term, expansion, score, termFrequency, documentFrequency } of explained.terms)
          io.stdout.write(
            `${score.toFixed(4)}\t${term}${expansion === null ? "" : ` (${expansion})`}\ttf ${termFrequency}\tdf ${documentFrequency}\n`,
          );
      return exitCodes.ok;
    });
  },
};

/** `arxivlens trend TERM`: in how many papers of each year a word or phrase stands. */
export const trendCommand: Command = {
  name: "trend",
  summary: "Print for each year how many papers hold a word or phrase, and their share",
  usage: "TERM... [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, ...starterFlag },
  operands: { least: 1, most: Infinity },
  failure: "no paper holds it",
  async run(io, given, operands) {
    const term = operands.join(" ");
    const words = wordsOf(term);
    if (words.length === 0) {
      io.stderr.write(`"${term}" holds no word\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const { index } = opened.library;
    const allCounted = { limit: 0, offset: 0, facets: true } as const;
    const held = await index.search({ query: { kind: "words", field: "any", words, prefix: false }, ...allCounted });
    const all = await index.search({ query: { kind: "everything" }, ...allCounted });
    const papersHeld = held.total ?? 0;
    const years = termYears(yearsWithoutGaps(facetYears(held.facets)), facetYears(all.facets));
    const note = trendNote(papersHeld, years);
    const shareOf = ({ papers, total }: TermYear): number => papers / Math.max(1, total);
    if (given.has("json")) {
      const shares = years.map((each) => ({ ...each, share: shareOf(each) }));
      writeJson(io, { term, papers: papersHeld, allPapers: index.documents, years: shares, note });
    } else {
      const most = Math.max(...years.map(shareOf), 1e-9);
      for (const each of years) {
        const share = shareOf(each);
        const bar = "#".repeat(Math.round((40 * share) / most));
        io.stdout.write(
          `${each.year}\t${String(each.papers).padStart(7)}\t${(100 * share).toFixed(3).padStart(7)} %\t${bar}${each.sparse ? ` of ${counted(each.total, "paper")}` : ""}\n`,
        );
      }
      io.stderr.write(
        `${counted(papersHeld, "paper")} of ${index.documents.toLocaleString("en-US")}${note === null ? "" : `. ${note}`}\n`,
      );
    }
    return papersHeld > 0 ? exitCodes.ok : exitCodes.failed;
  },
};
