import { countOf, formatCount, formatDate } from "../text/figures.ts";

/** Sections of a paper's page, as headings and as the way to them. */
export const sectionWords = {
  navigation: "On this page",
  summary: "Quick summary",
  abstract: "Abstract",
  record: "Record",
  terms: "Key terms",
  map: "Citation map",
  works: "Citations and references",
  worksShort: "Works",
  similar: "Similar papers",
  cite: "Cite",
  discussion: "Discussion",
  noMap: "No citation to or from this paper is known here yet, so there is nothing to draw.",
  noWorks: "None known here yet.",
} as const;

export const headingWords = {
  views: "Views of this paper",
  paper: "Paper",
  lab: "Lab",
  citedOnly: "Known from citations only",
  citedOnlyExplained:
    "This instance has no record of the work, only lines of reference lists that name it. Title, authors and year are as those lines give them.",
  authors: "Authors",
  noAuthors: "Authors not known here",
  furtherAuthors: (more: number): string => `and ${countOf(more, "more author", "more authors")}`,
  withdrawn: "Withdrawn",
  retracted: "Retracted",
  withdrawnBy: "by its authors or by arXiv. What it claimed should not be relied upon.",
  reason: "In the words of the record:",
} as const;

export const summaryWords = {
  sentence: (number: number, all: number): string => `Sentence ${number} of ${all}`,
  made: "of the abstract, chosen by a ranking that was learnt from titles. Every word is the authors’; only empty openings are cut.",
  more: "Two more sentences",
  moreThan: (count: number): string => (count === 1 ? "One more sentence" : "Two more sentences"),
  how: "How it is made",
  howText:
    "No language model writes anything. Each sentence of the abstract is scored by what it shares with the title and with the other sentences, by its place and length, and by phrases such as “we propose”. The one with the highest score is shown; each further one is chosen for its own score less what those before have said already.",
} as const;

export const abstractWords = {
  none: "This instance holds no abstract of this work.",
  language: (name: string): string => `In ${name}`,
  languages: {
    fr: "French",
    de: "German",
    es: "Spanish",
    pt: "Portuguese",
    it: "Italian",
    ru: "Russian",
    zh: "Chinese",
    ja: "Japanese",
  } as Readonly<Record<string, string>>,
  otherLanguage: "In another language",
} as const;

export const factWords = {
  pdf: "PDF",
  html: "HTML",
  abs: "arXiv page",
  identifier: "arXiv",
  published: "Published",
  updated: "Updated",
  category: (count: number): string => (count === 1 ? "Category" : "Categories"),
  comments: "Comments",
  journal: "Journal",
  report: "Report",
  doi: "DOI",
  licence: "Licence",
  msc: "MSC",
  acm: "ACM",
  submitter: "Submitter",
  versions: (count: number): string => (count === 1 ? "Version" : "Versions"),
  allVersions: (count: number): string => `All ${count}`,
  compare: "What changed",
  source: "Known from",
  sameWork: "Same work",
  sameWorkLine: (evidence: string, score: number, mergedOn: string): string =>
    `joined by ${evidence}, ${Math.round(score * 100)} % sure, on ${formatDate(mergedOn)}`,
} as const;

export const termWords = {
  none: "Key terms need an abstract, and this instance holds none of this work.",
  modes: "How the terms are found",
  seed: "Words",
  better: "Phrases",
  seedAbout: "words and word pairs, by tf-idf",
  betterAbout: "phrases whole, inflections together, boilerplate left out",
  counts: (tf: number, df: number, idf: string): string => `tf ${tf} · df ${formatCount(df)} · idf ${idf}`,
  explain: "How the scores come about",
  seedFormula: (documents: number, norm: string): string =>
    `score = (1 + ln tf) × idf ÷ ${norm}, with idf = ln((1 + ${formatCount(documents)}) ÷ (1 + df)) + 1. tf is how often the term stands in this abstract, df in how many of the ${formatCount(documents)} documents it occurs; ${norm} is the length of the vector of all terms of this abstract.`,
  betterFormula: (documents: number, norm: string): string =>
    `score = (1 + ln tf) × idf × cohesion × place × focus ÷ ${norm}. tf counts the title twice. idf = ln(1 + (${formatCount(documents)} − df + ½) ÷ (df + ½)); for a phrase it is the mean of its words, because every rare phrase would win otherwise. Cohesion is how much more often the words of a phrase stand together than by chance, place is 1.3 for terms of the title and 1.1 for those of the first sentence, focus is near 1 for terms of one field and near 0 for words that every field uses alike. ${norm} is the length of the vector of all candidates.`,
  origin: (statistics: string): string => `Counted over ${statistics}.`,
  columns: {
    term: "Term",
    score: "Score",
    tf: "tf",
    df: "df",
    idf: "idf",
    cohesion: "Cohesion",
    position: "Place",
    specificity: "Focus",
  },
} as const;

export const similarWords = {
  none: "Nothing close enough is held here.",
  byWordsAlone: "Found by words alone: citations are still being read. Load the page again in a moment.",
  weights: "What counts",
  about: "Each signal is a likeness between 0 and 1; a weight says how much it counts.",
  signals: {
    text: "Words",
    neighbourhood: "Neighbourhood",
    coCitation: "Cited together",
    citations: "Citations",
  },
  signalsAbout: {
    text: "words of title and abstract",
    neighbourhood: "shared references and citers, and links between both",
    coCitation: "how often others cite both",
    citations: "how much it is cited at all",
  },
  apply: "Rank anew",
  reset: "Usual weights",
  leaveOut: "Leave out what is in my library",
  showKnown: "Show what is in my library, too",
  allKnown: "All that is close enough is in your library.",
  because: "Because",
  score: (score: number): string => `${Math.round(score * 100)} of 100`,
  likeness: "Likeness",
  export: "Take the list along:",
  nothingWeighs: "Nothing counts now; give one of them more.",
  failed: "The server did not answer; the list is as it was.",
  ranked: (count: number): string => `${countOf(count, "paper", "papers")} ranked by these weights.`,
  formats: { bibtex: "BibTeX", ris: "RIS", "csl-json": "CSL-JSON", csv: "CSV" },
} as const;

export const citeWords = {
  bibtex: "BibTeX",
  bibtexEntry: "BibTeX entry",
  line: "Reference",
  markdown: "Markdown",
  copy: "Copy",
  copied: "Copied",
  notCopied: "The browser refused; select the text instead",
  files: "As a file:",
  formats: { bibtex: "BibTeX", ris: "RIS", "csl-json": "CSL-JSON", markdown: "Markdown" },
} as const;

export const versionWords = {
  title: "Versions",
  of: "Versions of",
  back: "Back to the paper",
  from: "From",
  to: "To",
  compare: "Compare",
  none: "This instance knows no list of this paper’s versions, so there is nothing to compare.",
  single: "There is only one version.",
  version: "Version",
  date: "Date",
  size: "Size",
  text: "Text",
  held: "held here",
  notHeld: "not held",
  withdrawal: "withdrawal",
  present: "the present one",
  heading: (from: number, to: number): string => `From version ${from} to version ${to}`,
  notSeen: (version: number): string => `This instance has not seen version ${version}’s text.`,
  notSeenWhy:
    "arXiv’s records hold the text of a paper’s latest version only; texts of earlier ones are here from when they were the latest. Each version’s own page at arXiv has it:",
  atArxiv: (id: string, version: number): string => `arXiv:${id}v${version}`,
  untold:
    "The record was changed after the last version it lists, so it cannot be told which version its text is of; that text is not compared.",
  same: "Choose two different versions.",
  unchanged: "No change.",
  fields: { title: "Title", authors: "Authors", abstract: "Abstract", comments: "Comments" },
  absent: "none",
  added: "added:",
  removed: "removed:",
  end: "end",
  legend: "Added words are underlined and begin with +, removed ones are struck out and begin with −.",
  summary: (added: number, removed: number): string =>
    `${countOf(added, "word", "words")} added, ${formatCount(removed)} removed`,
} as const;

export const unknownWords = {
  title: (id: string): string => `arXiv:${id} is not here`,
  standing: {
    hole: (id: string, highest: string): string =>
      `Papers up to ${highest} of that month are here, but not this one: a hole in this instance’s holdings.`,
    vacant: (): string =>
      "arXiv was asked for this number again and again and had no paper under it. Some numbers are never given out.",
    beyond: (_id: string, highest: string): string =>
      `The highest number of that month here is ${highest}. Whether arXiv has gone as far as this one, this instance does not know.`,
    "empty-month": (): string => "Nothing of that month is here.",
    future: (): string => "That month has not begun, so arXiv has given out none of its numbers.",
  },
  number: (number: number, archive: string | null, month: string): string =>
    `A well-formed identifier: number ${formatCount(number)} of ${month}${archive === null ? "" : ` in the archive ${archive}`}.`,
  get: "How to get it",
  getHoles: "Holes are filled from arXiv’s own service, missing numbers of nearly complete months first:",
  getSync: "What arXiv has published since the last time is taken over by",
  getFile: "or from a file that holds it: arXiv’s metadata snapshot, an OAI-PMH answer, a corpus folder:",
  atArxiv: "Its page at arXiv",
  coverage: "What is here of that month",
  near: "Near to it",
  search: "Look for another paper:",
} as const;

export const badIdWords = {
  title: "is not an arXiv id",
  meant: "Did you mean",
  forms: "Accepted forms",
} as const;

export const formulaWords = { source: "This formula could not be set; its TeX source is shown." } as const;

const monthNames = "January February March April May June July August September October November December".split(" ");

/** "2022-04" as "April 2022". */
export function monthName(month: string): string {
  return `${monthNames[Number(month.slice(5)) - 1] ?? month} ${month.slice(0, 4)}`;
}
