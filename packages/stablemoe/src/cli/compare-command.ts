import { statSync } from "node:fs";
import { resolve } from "node:path";
import { groupByRouter } from "../report/comparison.ts";
import { equalTerms, minutesText } from "../report/equal-terms.ts";
import { htmlReport } from "../report/html-report.ts";
import { type Metric, type RunSummary, settingDifferences, summarise } from "../report/run-summary.ts";
import { curveLetter, terminalChart } from "../report/terminal-chart.ts";
import { evaluationDifferences, translationGroups, translationTable } from "../report/translation-comparison.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { RunFolder } from "./run-folder.ts";
import { columns, decimal, pairedText } from "./text-columns.ts";
import { readTranslationEvaluation } from "./translation-evaluation-file.ts";
import { translationTables } from "./translation-tables.ts";
import { writeWholeFile } from "./whole-file.ts";
import { isTranslation } from "./settings.ts";

export const compareCommand: Command = {
  name: "compare",
  summary: "tables, charts and HTML report of several runs",
  usage: "compare RUN... [--html FILE] [--json]",
  flags: {
    html: { kind: "text", value: "FILE", summary: "write a report that is one file: tables and curves" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run({ flags, operands, io }) {
    if (operands.length === 0)
      throw new UsageError("compare takes run folders, for example runs/tiny-stable runs/tiny-hash");
    // "compare experiments/mt/*" meets the notes and reports that lie beside the runs.
    const folders = operands.filter((operand) => !isFile(operand));
    for (const operand of operands.filter(isFile)) io.err(`${operand}: a file and no run folder, left out\n`);
    if (folders.length === 0) throw new UsageError("compare found files only; it takes run folders");
    const runs = folders.map(readRun);
    const silent = runs.filter((run) => run.finished && isTranslationRun(run) && run.translation === null);
    if (silent.length > 0) throw notEvaluated(silent);
    const html = flags["html"];
    if (typeof html === "string") {
      const path = resolve(html);
      writeWholeFile(path, htmlReport(runs));
      io.err(`report: ${path}\n`);
    }
    if (flags["json"] === true) io.out(`${JSON.stringify(comparison(runs))}\n`);
    else {
      io.out(`${runTable(runs)}\n${routerTable(runs)}${equalTable(runs)}${translationTables(runs)}`);
      io.out(`${validationChart(runs)}${layerCharts(runs)}${cautions(runs)}`);
    }
    return EXIT.ok;
  },
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function readRun(operand: string): RunSummary {
  const folder = new RunFolder(resolve(operand));
  const config = folder.readConfig();
  const evaluation = isTranslation(config) ? readTranslationEvaluation(folder) : null;
  return summarise(operand, config, folder.readMetrics() as readonly Metric[], evaluation);
}

const isTranslationRun = ({ setting }: RunSummary): boolean => setting["task"] === "translation";

function notEvaluated(runs: readonly RunSummary[]): StableMoeError {
  const commands = runs.map(({ path }) => `stablemoe eval ${path}`).join("; ");
  return new StableMoeError(
    "not-evaluated",
    `${runs.map(({ path }) => path).join(", ")}: no translation.json, the translations have not been scored; make it with: ${commands}`,
  );
}

/** Everything that the tables show, for machines. */
function comparison(runs: readonly RunSummary[]): object {
  return {
    runs,
    groups: groupByRouter(runs),
    differences: settingDifferences(runs),
    equalTerms: equalTerms(runs),
    translation: runs.every(({ translation }) => translation === null)
      ? null
      : {
          tables: [translationTable(runs, "bleu"), translationTable(runs, "chrf")],
          groups: { bleu: translationGroups(runs, "bleu"), chrf: translationGroups(runs, "chrf") },
          differences: evaluationDifferences(runs),
        },
  };
}

function runTable(runs: readonly RunSummary[]): string {
  const head = [
    "   run",
    "seed",
    "updates",
    "perplexity",
    "loss",
    "tokens/s",
    "U(20%)",
    "U(50%)",
    "U(80%)",
    "wasted",
    "frozen",
  ];
  return columns([
    head,
    ...runs.map((run, i) => [
      `${curveLetter(i)}  ${run.name}`,
      `${run.seed}`,
      run.finished ? `${run.steps}` : `${run.steps}…`,
      decimal(run.validLoss === null ? null : Math.exp(run.validLoss), 2),
      decimal(run.validLoss, 4),
      run.tokensPerSecond === null ? "–" : Math.round(run.tokensPerSecond).toLocaleString("en"),
      decimal(run.fluctuation?.unsettledAt20, 1),
      decimal(run.fluctuation?.unsettledAt50, 1),
      decimal(run.fluctuation?.unsettledAt80, 1),
      run.wastedUpdates === null ? "–" : `${(100 * run.wastedUpdates).toFixed(1)} %`,
      run.freezeStep === null ? "–" : run.changeAfterFreeze === 0 ? "still" : `moved ${run.changeAfterFreeze ?? "?"}`,
    ]),
  ]);
}

function routerTable(runs: readonly RunSummary[]): string {
  const groups = groupByRouter(runs);
  if (groups.length < 2) return "";
  const [first] = groups;
  return `${columns([
    ["router", "seeds", "mean loss", `beside ${first!.name}, same seeds, 95 %`],
    ...groups.map(({ name, seeds, meanLoss, paired }) => [
      name,
      `${seeds.length}`,
      meanLoss.toFixed(4),
      pairedText(paired, 4),
    ]),
  ])}\n`;
}

/** What the runs had reached after equal training; empty for one run. */
function equalTable(runs: readonly RunSummary[]): string {
  if (runs.length < 2) return "";
  const { steps, seconds, runs: rows } = equalTerms(runs);
  return `${columns([
    [
      "   equal terms",
      "minutes",
      `loss at ${steps} updates`,
      ...(seconds === null ? [] : [`loss at ${minutesText(seconds)} minutes`, "updates by then"]),
    ],
    ...rows.map((row, i) => [
      `${curveLetter(i)}  ${row.name}`,
      minutesText(row.seconds),
      decimal(row.lossAtSteps, 4),
      ...(seconds === null ? [] : [decimal(row.lossAtTime, 4), `${row.stepAtTime ?? "–"}`]),
    ]),
  ])}\n`;
}

function validationChart(runs: readonly RunSummary[]): string {
  const curves = runs.map((run) => ({ label: run.name, points: run.validation }));
  const settled = runs
    .filter(({ lastChange }) => lastChange.length > 0)
    .map((run) => ({ label: run.name, points: run.lastChange }));
  const chart = `validation loss, nats per token\n${terminalChart(curves)}`;
  return settled.length === 0 ? chart : `${chart}\nprobe tokens settled for good, per cent\n${terminalChart(settled)}`;
}

/** Change rates of every MoE layer, where a run has several. */
function layerCharts(runs: readonly RunSummary[]): string {
  if (runs.every(({ layers }) => layers.length < 2)) return "";
  const names = [...new Set(runs.flatMap(({ layers }) => layers.map(({ name }) => name)))];
  return names
    .map((layer) => {
      const curves = runs.map((run) => ({
        label: run.name,
        points: run.layers.find(({ name }) => name === layer)?.changeRate ?? [],
      }));
      return `\nchange rate of ${layer}, share of probe tokens\n${terminalChart(curves, { height: 8 })}`;
    })
    .join("");
}

function cautions(runs: readonly RunSummary[]): string {
  const differences = settingDifferences(runs);
  const unfinished = runs.filter(({ finished }) => !finished).map(({ name }) => name);
  const lines = [
    ...differences.map(({ setting, values }) => `the runs differ in ${setting}: ${values.join(", ")}`),
    ...evaluationDifferences(runs).map(
      ({ setting, values }) => `evaluated differently, scores cannot be compared: ${setting} ${values.join(", ")}`,
    ),
    ...runs
      .filter((run) => !run.finished && isTranslationRun(run) && run.translation === null)
      .map(({ path }) => `not translated yet; once it has ended: stablemoe eval ${path}`),
    ...(unfinished.length > 0 ? [`not finished, figures of the last probe: ${unfinished.join(", ")}`] : []),
  ];
  return lines.map((line) => `! ${line}\n`).join("");
}
