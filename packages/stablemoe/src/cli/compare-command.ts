import { resolve } from "node:path";
import { groupByRouter } from "../report/comparison.ts";
import { htmlReport } from "../report/html-report.ts";
import { type Metric, type RunSummary, settingDifferences, summarise } from "../report/run-summary.ts";
import { curveLetter, terminalChart } from "../report/terminal-chart.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { RunFolder } from "./run-folder.ts";
import { writeWholeFile } from "./whole-file.ts";

export const compareCommand: Command = {
  name: "compare",
  summary: "table, chart and HTML report of several runs",
  usage: "compare RUN... [--html FILE] [--json]",
  flags: {
    html: { kind: "text", value: "FILE", summary: "write a report that is one file: tables and curves" },
    json: { kind: "switch", summary: "one JSON object on standard output" },
  },
  async run({ flags, operands, io }) {
    if (operands.length === 0)
      throw new UsageError("compare takes run folders, for example runs/tiny-stable runs/tiny-hash");
    const runs = operands.map((operand) => {
      const folder = new RunFolder(resolve(operand));
      return summarise(operand, folder.readConfig(), folder.readMetrics() as readonly Metric[]);
    });
    const html = flags["html"];
    if (typeof html === "string") {
      const path = resolve(html);
      writeWholeFile(path, htmlReport(runs));
      io.err(`report: ${path}\n`);
    }
    if (flags["json"] === true) {
      io.out(`${JSON.stringify({ runs, groups: groupByRouter(runs), differences: settingDifferences(runs) })}\n`);
    } else io.out(`${runTable(runs)}\n${routerTable(runs)}${validationChart(runs)}${cautions(runs)}`);
    return EXIT.ok;
  },
};

/** Columns of equal width, the first to the left and the others to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "))
    .map((line) => `${line}\n`)
    .join("");
}

const decimal = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? "–" : value.toFixed(digits);

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
    ["router", "seeds", "mean loss", `beside ${first!.router}, same seeds`],
    ...groups.map(({ router, seeds, meanLoss, paired }) => [
      router,
      `${seeds.length}`,
      meanLoss.toFixed(4),
      paired === null
        ? "–"
        : `${paired.mean >= 0 ? "+" : "-"}${Math.abs(paired.mean).toFixed(4)}${
            paired.error === null ? " (one seed: no error known)" : ` ± ${paired.error.toFixed(4)}`
          }`,
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

function cautions(runs: readonly RunSummary[]): string {
  const differences = settingDifferences(runs);
  const unfinished = runs.filter(({ finished }) => !finished).map(({ name }) => name);
  const lines = [
    ...differences.map(({ setting, values }) => `the runs differ in ${setting}: ${values.join(", ")}`),
    ...(unfinished.length > 0 ? [`not finished, figures of the last probe: ${unfinished.join(", ")}`] : []),
  ];
  return lines.map((line) => `! ${line}\n`).join("");
}
