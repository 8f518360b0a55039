// Key terms and a one-sentence summary of the flagship paper, from the starter set alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keyTerms, parseStarterSet, parseTermStatistics, summarize } from "arxivlens";

const data = join(import.meta.dirname, "../../data");
const read = (name: string): string => readFileSync(join(data, name), "utf8");

const statistics = parseTermStatistics(read("term-statistics.tsv"));
const { papers } = parseStarterSet(read("papers.json"), read("citations.json"));
const paper = papers.find(({ key }) => key === "2204.08396");
const abstract = paper?.abstract ?? "";

console.log(`${paper?.title}\nweighed against ${statistics.description}\n`);
for (const { term, score, termFrequency, documentFrequency } of keyTerms(abstract, statistics, { count: 10 })) {
  console.log(`${score.toFixed(3)}  ${term}  (${termFrequency} times here, in ${documentFrequency} abstracts)`);
}

const summary = summarize(paper?.title ?? "", abstract, statistics);
console.log(`\nsentence ${summary?.sentence} of ${summary?.sentences}: ${summary?.text}`);
