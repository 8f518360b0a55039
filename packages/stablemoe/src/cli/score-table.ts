import { printedDigits } from "../scoring/printed-digits.ts";
import { intervalText, scoreLine } from "../scoring/signature.ts";
import type { MetricScores, SystemScore } from "./score-systems.ts";

/** The published line of each score; several systems side by side, one table a metric; then segments, if any. */
export function scoreText(metrics: readonly MetricScores[]): string {
  const several = metrics[0]!.systems.length > 1;
  return metrics.map(several ? comparisonTable : publishedLine).join("") + sentenceTable(metrics);
}

function publishedLine({ metric, signature, systems: [only] }: MetricScores): string {
  return `${scoreLine(metric, only!.score, signature, only!.interval ?? undefined)}\n`;
}

function comparisonTable({ metric, signature, systems }: MetricScores): string {
  const signed = (value: number): string => `${value < 0 ? "" : "+"}${printedDigits(value, 2)}`;
  const columns: readonly (readonly [string, (system: SystemScore) => string | null])[] = [
    [metric.name, ({ score }) => printedDigits(score.score, 2)],
    ["mean, 95 %", ({ interval }) => interval && intervalText(interval)],
    [
      "difference",
      (system) => {
        const difference = (system.bootstrap ?? system.randomisation)?.difference;
        return difference === undefined ? null : signed(difference);
      },
    ],
    [
      "95 %",
      ({ bootstrap }) => bootstrap && `${signed(bootstrap.interval.lower)} to ${signed(bootstrap.interval.upper)}`,
    ],
    ["better in", ({ bootstrap }) => bootstrap && `${printedDigits(100 * bootstrap.wins, 1)} %`],
    ["p, bootstrap", ({ bootstrap }) => bootstrap && printedDigits(bootstrap.pValue, 4)],
    ["p, randomisation", ({ randomisation }) => randomisation && printedDigits(randomisation.pValue, 4)],
  ];
  const filled = columns.filter(([, cell]) => systems.some((system) => cell(system) !== null));
  const rows = [
    ["system", ...filled.map(([title]) => title)],
    ...systems.map((system) => [system.name, ...filled.map(([, cell]) => cell(system) ?? "")]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  return `${[`${metric.name}|${signature}`, ...table].join("\n")}\n\n`;
}

/** Tab-separated, one row per segment, one column per metric and system. */
function sentenceTable(metrics: readonly MetricScores[]): string {
  const several = metrics[0]!.systems.length > 1;
  const columns = metrics.flatMap(({ metric, systems }) =>
    systems.flatMap(({ name, sentences }) =>
      sentences === null ? [] : [{ title: several ? `${metric.name} ${name}` : metric.name, sentences }],
    ),
  );
  const [first] = columns;
  if (first === undefined) return "";
  const rows = [
    ["segment", ...columns.map(({ title }) => title)],
    ...first.sentences.map((_, i) => [`${i + 1}`, ...columns.map(({ sentences }) => printedDigits(sentences[i]!, 2))]),
  ];
  return rows.map((row) => `${row.join("\t")}\n`).join("");
}

/** The same for machines, every number in full. */
export function scoreJson(metrics: readonly MetricScores[]): unknown {
  return metrics.map(({ metric, signature, sentenceSignature, systems }) => ({
    metric: metric.name,
    signature,
    systems: systems.map(({ name, score, sentences, interval, bootstrap, randomisation }) => ({
      hyp: name,
      ...score,
      ...(interval === null ? {} : { interval }),
      ...(bootstrap === null ? {} : { bootstrap }),
      ...(randomisation === null ? {} : { randomisation }),
      ...(sentences === null ? {} : { sentences: { signature: sentenceSignature, scores: sentences } }),
    })),
  }));
}
