import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bareWork } from "./invented-papers.ts";
import { recordSamples } from "./record-samples.ts";
import { ArxivLensError } from "../src/arxiv/errors.ts";
import { safeParseArxivId } from "../src/arxiv/identifier.ts";
import { plainText, richText } from "../src/arxiv/latex-text.ts";
import { recordFormats } from "../src/arxiv/record-formats.ts";
import { answerRecords, type AnswerFormat } from "../src/arxiv/record-papers.ts";
import { parseAuthors } from "../src/arxiv/records/author-names.ts";
import { parseCrossrefWork } from "../src/arxiv/records/crossref-work.ts";
import { arxivIdsIn, doisIn } from "../src/arxiv/references/cited-identifiers.ts";
import { splitSentences } from "../src/arxiv/sentences.ts";
import { seededRandom } from "../src/graph/seeded-random.ts";
import { termCandidates } from "../src/search/phrase-candidates.ts";
import { parseQuery } from "../src/search/query/parse-query.ts";
import { QueryError } from "../src/search/query/query-error.ts";
import { indexDocument } from "../src/search/segments/document.ts";
import { bibtexList } from "../src/shelf/bibtex-list.ts";
import { cslList } from "../src/shelf/csl-list.ts";
import { idList } from "../src/shelf/id-list.ts";
import { risList } from "../src/shelf/ris-list.ts";
import { mendedPaper } from "../src/sources/mended-paper.ts";
import { paperOfDublinCoreLine, paperOfSnapshotLine } from "../src/sources/record-lines.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const folder = join(shared, "conformance/arxiv-records");

/** `FUZZ_SECONDS=3600` for the long run that docs/reliability.md tells of. */
const seconds = Number(process.env["FUZZ_SECONDS"] ?? 2);

/** Folders of real answers, by the reader that they are for. */
const folders: Readonly<Record<string, string>> = { "semantic-scholar": "s2" };

/** Texts of a format: real answers where they are at hand, and invented ones that hold what breaks parsers. */
function samplesOf(format: string): readonly string[] {
  const from = join(folder, folders[format] ?? format);
  const real = existsSync(from)
    ? readdirSync(from).map((file) => readFileSync(join(from, file), "utf8").slice(0, 20_000))
    : [];
  const invented = recordSamples[format];
  return invented === undefined ? real : [invented, ...real];
}

const dublinCoreLine =
  '["0704.0001",{"title":["A"],"creator":["Example, Ada"],"description":["Comment: x"],"date":["2007-01-02"]}]';
const authorList = "Ada Example (1), Erd\\H{o}s Sample and the TOY Collaboration ((1) Inst. of Toys)";
const queryText = 'ti:("mixture of" OR rout*) -au:smith date:2016..2019 NOT cat:cs.CL';
const cited = "see arXiv:2001.00001v2, hep-th/9901001 and https://doi.org/10.1000/(toys)1.2; math.GT/0309136";
const prose =
  "Toys $\\alpha_{1}$ by Erd\\H{o}s et al. are 3.5 times faster (cf. Fig. 2). We show \\emph{why}. Why? $$x<y$$";

const crossrefWork =
  '{"status":"ok","message":{"DOI":"10.1000/toys.1","title":["Toys"],"relation":{"has-preprint":[{"id-type":"arxiv","id":"2001.00001"}]},"reference":[{"key":"a","DOI":"10.1000/2","article-title":"T","author":"E","year":"1999","unstructured":"A. Example, hep-th/9901001"}]}}';
const cslItems =
  '[{"id":"a","type":"article","title":"Toys","author":[{"family":"Example","given":"Ada"}],"issued":{"date-parts":[[2020,1]]},"DOI":"10.1000/1","URL":"https://arxiv.org/abs/2001.00001"}]';
const risItems =
  "TY  - JOUR\nTI  - Toys\nAU  - Example, Ada\nPY  - 2020\nDO  - 10.1000/1\nUR  - https://arxiv.org/abs/2001.00001\nER  - \n";

/** What a reader is meant for; readers of plain text get text. */
const meant: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.keys(recordFormats).map((format) => [format, samplesOf(format)])),
  identifier: ["arXiv:2001.00001v3", "https://arxiv.org/pdf/hep-th/9901001v2.pdf", "oai:arXiv.org:0704.0001"],
  authors: [authorList],
  citedIds: [cited],
  citedDois: [cited],
  crossrefWork: [crossrefWork],
  bibtexList: samplesOf("bibtex"),
  cslList: [cslItems],
  risList: [risItems],
  idList: [cited],
  ...Object.fromEntries(Object.keys(answerRecords).map((format) => [`${format} answer`, samplesOf(format)])),
  snapshotPaper: samplesOf("snapshot"),
  dublinCorePaper: [dublinCoreLine],
  latex: [prose],
  sentences: [prose],
  query: [queryText],
  terms: [prose],
  document: [prose],
};

const poison = [
  "\u0000",
  "\uFFFD",
  "\uD800",
  "&lol;",
  "<!DOCTYPE x [",
  "]]>",
  "<",
  ">",
  '"',
  "\\",
  "{",
  "$",
  "$$",
  "(",
  "\\\\",
  "null",
  "-1e999",
  "' OR '1'='1",
  "\n\n",
  "\u202E",
  "é́́",
];

/** A text with a few random cuts, repetitions and insertions. */
function mutated(text: string, other: string, random: () => number): string {
  let result = text;
  const at = (): number => Math.floor(random() * (result.length + 1));
  for (let change = Math.floor(random() * 6); change >= 0; change--) {
    const [start, end] = [at(), at()].toSorted((a, b) => a - b) as [number, number];
    const kind = random();
    if (kind < 0.3)
      result = result.slice(0, start) + (poison[Math.floor(random() * poison.length)] ?? "") + result.slice(start);
    else if (kind < 0.5) result = result.slice(0, start) + result.slice(Math.min(end, start + 200));
    else if (kind < 0.7) result = result.slice(0, end) + result.slice(start, end).slice(0, 2_000) + result.slice(end);
    else if (kind < 0.8) result = result.slice(0, start);
    else result = result.slice(0, start) + other.slice(0, Math.floor(random() * other.length)) + result.slice(start);
  }
  return result.slice(0, 60_000);
}

/** Readers of untrusted text: each gives a value or an error of ours, never anything else. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ...recordFormats,
  identifier: safeParseArxivId,
  authors: parseAuthors,
  citedIds: arxivIdsIn,
  citedDois: doisIn,
  crossrefWork: parseCrossrefWork,
  bibtexList,
  cslList,
  risList,
  idList,
  ...Object.fromEntries(
    (Object.keys(answerRecords) as AnswerFormat[]).map((format) => [
      `${format} answer`,
      (text: string) =>
        answerRecords[format](text, new Map()).map((record) =>
          record.kind === "paper" ? mendedPaper(record.paper) : record,
        ),
    ]),
  ),
  snapshotPaper: paperOfSnapshotLine,
  dublinCorePaper: paperOfDublinCoreLine,
  latex: (text) => [richText(text), plainText(text)],
  sentences: splitSentences,
  query: parseQuery,
  terms: (text) => termCandidates(text.slice(0, 5_000), [text.slice(0, 5_000)]),
  document: (text) => indexDocument(1, { ...bareWork("2401.00001", text), abstract: text, comments: text }),
};

describe("whatever text comes", () => {
  const all = Object.values(meant).flat();
  const share = (seconds * 1_000) / Object.keys(readers).length;
  test.each(Object.entries(readers))(
    "%s gives a value or an error of its own",
    (name, read) => {
      const random = seededRandom(Number(process.env["FUZZ_SEED"] ?? 1) + name.length);
      const oneOf = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? "";
      const own = meant[name] ?? all;
      const pick = (): string => oneOf(random() < 0.8 ? own : all);
      const until = performance.now() + share;
      let tried = 0;
      do {
        const text = mutated(pick(), pick(), random);
        const begun = performance.now();
        try {
          read(text);
        } catch (error) {
          if (!(error instanceof ArxivLensError || error instanceof QueryError))
            throw new Error(`${name} on ${JSON.stringify(text)}`, { cause: error });
        }
        tried += 1;
        // Sixty thousand characters are read in a moment; a minute means that time grows with a power of the length.
        if (performance.now() - begun > 60_000) throw new Error(`${name} took too long on ${JSON.stringify(text)}`);
      } while (performance.now() < until);
      expect(tried).toBeGreaterThan(0);
      if (seconds > 60) process.stderr.write(`${name}: ${tried.toLocaleString("en-US")} texts\n`);
    },
    seconds * 1_000 + 120_000,
  );
});

describe("known attacks", () => {
  test("a billion laughs are refused before the second", () => {
    const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${entities}]><OAI-PMH>&l9;</OAI-PMH>`;
    expect(() => recordFormats["oai"]?.(bomb)).toThrow(/document type declaration/);
  });

  test("elements nested a million deep are refused", () => {
    expect(() => recordFormats["atom"]?.("<a>".repeat(1_000_000))).toThrow(/nested/);
  });
});
