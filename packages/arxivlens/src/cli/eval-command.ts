import { paceOf } from "../pipeline/pace.ts";
import { evaluateSimilar, type SimilarEvaluation } from "../likeness/similar-evaluation.ts";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { evaluateSummary, summaryTable } from "./eval-summary.ts";
import { evaluatedPapers } from "./evaluated-papers.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";
import { createProgressLine } from "./progress-line.ts";
import { wholeFlag } from "./whole-flag.ts";

/** `arxivlens eval similar`: how well similar papers are found in this instance. */
export const evalCommand: Command = {
  name: "eval",
  summary: "Measure similar papers (by the citers of the future) or summaries (by the titles) on this instance",
  usage:
    "similar [--split DATE] [--queries N] [--common-citers N] | summary [--papers N] [--train] [--seed N] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    split: {
      type: "text",
      value: "DATE",
      summary: "first day of the future (default: where half of the citations are)",
    },
    queries: { type: "text", value: "N", summary: "papers to ask for (default: 1000)" },
    "common-citers": { type: "text", value: "N", summary: "future citers that two papers must share (default: 3)" },
    papers: { type: "text", value: "N", summary: "of summary: papers to learn from and to test on (default: 20000)" },
    train: { type: "switch", summary: "of summary: learn weights anew and print them" },
    seed: { type: "text", value: "N", summary: "of the choice of papers and the intervals (default: 1)" },
  },
  operands: { least: 1, most: 1 },
  failure: "there are not enough citations to measure with",
  run: evaluate,
};

async function evaluate(io: CommandIo, flags: ParsedFlags, [subject = ""]: readonly string[]): Promise<number> {
  if (subject === "summary") return evaluateSummaries(io, flags);
  if (subject !== "similar") {
    io.stderr.write(`eval ${subject}: choose similar or summary\n`);
    return exitCodes.usage;
  }
  const split = flags.text("split");
  const queries = wholeFlag(io, flags, "queries", 1_000, 1);
  const commonCiters = wholeFlag(io, flags, "common-citers", 3, 1);
  const seed = wholeFlag(io, flags, "seed", 1);
  if (queries === null || commonCiters === null || seed === null) return exitCodes.usage;
  if (split !== null && !/^\d{4}-\d\d-\d\d$/.test(split)) {
    io.stderr.write(`--split ${split}: give a day such as 2016-07-01\n`);
    return exitCodes.usage;
  }
  await using opened = await openLibrary(io, flags);
  const { store } = opened.library;
  const papers = await evaluatedPapers(store);
  const line = createProgressLine(io);
  const begunAt = io.nowMs();
  try {
    const evaluation = evaluateSimilar({
      papers,
      citations: await store.citations.edges(),
      split,
      commonCiters,
      queries,
      seed,
      onProgress(done, all) {
        line.show({
          name: "eval similar",
          share: done / all,
          counts: [counted(done, "paper")],
          ...paceOf(io.nowMs() - begunAt, done, done / all),
        });
      },
    });
    line.end();
    if (flags.has("json")) writeJson(io, evaluation);
    else io.stdout.write(table(evaluation));
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}

async function evaluateSummaries(io: CommandIo, flags: ParsedFlags): Promise<number> {
  const papers = wholeFlag(io, flags, "papers", 20_000, 10);
  const seed = wholeFlag(io, flags, "seed", 1);
  if (papers === null || seed === null) return exitCodes.usage;
  await using opened = await openLibrary(io, flags);
  const { store, termStatistics } = opened.library;
  const evaluation = await evaluateSummary(store, termStatistics, { papers, seed, train: flags.has("train") });
  if (evaluation.testPapers === 0) {
    io.stderr.write("no paper here has an abstract of three sentences that says a word of its title\n");
    return exitCodes.failed;
  }
  if (flags.has("json")) writeJson(io, evaluation);
  else io.stdout.write(summaryTable(evaluation));
  return exitCodes.ok;
}

function table({
  split,
  commonCiters,
  candidates,
  knownCitations,
  futureCitations,
  eligible,
  groups,
}: SimilarEvaluation): string {
  const figure = (value: number): string => (100 * value).toFixed(1).padStart(6);
  const lines = [
    `${candidates.toLocaleString("en-US")} papers before ${split}, ${knownCitations.toLocaleString("en-US")} known citations; ${futureCitations.toLocaleString("en-US")} later ones say what belongs together (${commonCiters} common citers, ${eligible.toLocaleString("en-US")} papers have companions)`,
  ];
  for (const { name, queries, systems } of groups) {
    lines.push(
      "",
      `${name}: ${counted(queries, "paper")}`,
      `${"".padEnd(28)}nDCG@20   ± 95 %    R@10   R@100     MRR  task MAP`,
    );
    for (const { name: system, ndcg20, recall10, recall100, mrr, coCiteMap } of systems)
      lines.push(
        `${system.padEnd(28)} ${figure(ndcg20.mean)}  ${figure((ndcg20.high - ndcg20.low) / 2)}  ${figure(recall10.mean)}  ${figure(recall100.mean)}  ${figure(mrr.mean)}    ${figure(coCiteMap.mean)}`,
      );
  }
  return `${lines.join("\n")}\n`;
}
