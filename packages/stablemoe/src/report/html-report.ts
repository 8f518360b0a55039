import { groupByRouter } from "./comparison.ts";
import { equalTerms, minutesText } from "./equal-terms.ts";
import { difference, figure, share, table } from "./html-table.ts";
import { type Point, type RunSummary, settingDifferences } from "./run-summary.ts";
import { escapeHtml, svgChart } from "./svg-chart.ts";
import { expertsByLanguage, translationSection } from "./translation-section.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1a; --quiet: #5c5a55; --paper: #fdfcf9; --rule: #d8d4ca; --heat: #0072b2; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --quiet: #aaa69c; --paper: #171715; --rule: #3a3934; --heat: #56b4e9; } }
body { margin: 0 auto; max-width: 74rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 ui-serif, Georgia, "Times New Roman", serif; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; font-weight: 600; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; font-weight: 600; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; font-weight: 600; }
p { max-width: 46rem; } .quiet, figcaption { color: var(--quiet); }
table { border-collapse: collapse; font: .87rem/1.4 ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem .3rem 0; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th { font-weight: 600; color: var(--quiet); } th:first-child { text-align: left; vertical-align: top; }
tbody th { font-weight: 400; color: var(--ink); } th:first-child { position: sticky; left: 0; background: var(--paper); } td { vertical-align: top; } small { color: var(--quiet); font-size: .9em; }
.wide { overflow-x: auto; } .charts { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
figure { margin: 0; } figcaption { font-size: .9rem; } svg { width: 100%; height: auto; font: 13px ui-sans-serif, system-ui, sans-serif; }
.grid { stroke: var(--rule); } .tick { fill: var(--quiet); } .name { font-weight: 600; }
.wide + .wide { margin-top: 1.25rem; } svg.heat { width: auto; max-width: none; display: block; }
.heat .value { fill: var(--ink); } .middle { text-anchor: middle; } .end { text-anchor: end; }
.heat rect { stroke: var(--rule); } .heat .most { stroke: var(--ink); stroke-width: 1.5; }
`;

/** One page without scripts or references to other files: tables and curves of several runs. */
export function htmlReport(runs: readonly RunSummary[]): string {
  const differences = settingDifferences(runs);
  const groups = groupByRouter(runs);
  const curve = (key: "training" | "validation" | "changeRate" | "agreement" | "lastChange") =>
    runs.map((run) => ({ label: run.name, points: run[key] }));
  const runRows = runs.map((run) => [
    run.name,
    run.router,
    `${run.seed}`,
    run.parameters.toLocaleString("en"),
    run.finished ? `${run.steps}` : `${run.steps}, not finished`,
    figure(run.validLoss, 4),
    figure(run.validLoss === null ? null : Math.exp(run.validLoss), 2),
    run.tokensPerSecond === null ? "–" : Math.round(run.tokensPerSecond).toLocaleString("en"),
    figure(run.fluctuation?.unsettledAt20 ?? null, 1, " %"),
    figure(run.fluctuation?.unsettledAt50 ?? null, 1, " %"),
    figure(run.fluctuation?.unsettledAt80 ?? null, 1, " %"),
    share(run.wastedUpdates),
    run.changeAfterFreeze === null ? "–" : `${run.changeAfterFreeze}`,
    share(run.agreementAtFreeze),
  ]);
  const groupRows = groups.map(({ name, seeds, meanLoss, range, paired }) => [
    name,
    `${seeds.length}`,
    figure(meanLoss, 4),
    `${figure(range[0], 4)} to ${figure(range[1], 4)}`,
    difference(paired, 4),
  ]);
  const unigram = runs.find(({ unigramLoss }) => unigramLoss !== null)?.unigramLoss ?? null;
  const caution =
    differences.length === 0
      ? "All runs share data, size and schedule."
      : `The runs differ in more than the router: ${differences.map(({ setting, values }) => `${setting} (${[...new Set(values)].join(", ")})`).join("; ")}.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`Comparison of ${runs.length} runs`)}</title><style>${STYLE}</style></head><body><main>
<h1>Comparison of ${runs.length} runs</h1>
<p class="quiet">${escapeHtml(caution)}${unigram === null ? "" : ` Unigram model of the training text: ${unigram.toFixed(4)} nats per token.`}</p>
<h2>Runs</h2>
${table(["run", "router", "seed", "parameters", "updates", "valid. loss", "perplexity", "tokens/s", "U(20 %)", "U(50 %)", "U(80 %)", "wasted", "largest change after freeze", "agreement at freeze"], runRows)}
<p class="quiet">U(x): probe tokens whose expert still changes after x of the updates. Wasted: share of updates that a token spent on experts that it does not use at the end.</p>
<h2>Routers</h2>
${table(["router", "seeds", "mean loss", "range", `beside ${groups[0]?.name ?? "the first"}, same seeds, 95 %`], groupRows)}
${equalSection(runs)}${translationSection(runs)}
<h2>Curves</h2>
<div class="charts">
${svgChart(curve("validation"), { title: "Validation loss", unit: "nats per token" })}
${timeChart(runs)}${svgChart(curve("training"), { title: "Training loss, mean of a stretch", unit: "nats per token" })}
${svgChart(curve("changeRate"), { title: "Change rate", unit: "share of probe tokens", floor: 0 })}
${layerCharts(runs)}${svgChart(curve("lastChange"), { title: "Settled for good (last change at or before an update)", unit: "per cent of probe tokens", floor: 0 })}
${svgChart(curve("agreement"), { title: "Agreement of student and teacher", unit: "share of probe tokens", floor: 0 })}
</div>
${expertsByLanguage(runs)}
</main></body></html>
`;
}

/** What the runs had reached after equal training; empty for one run. */
function equalSection(runs: readonly RunSummary[]): string {
  if (runs.length < 2) return "";
  const { steps, seconds, runs: rows } = equalTerms(runs);
  return `<h2>Equal steps, equal time</h2>
${table(
  [
    "run",
    "minutes",
    `loss at ${steps} updates`,
    ...(seconds === null ? [] : [`loss at ${minutesText(seconds)} minutes`, "updates by then"]),
  ],
  rows.map((row) => [
    row.name,
    minutesText(row.seconds),
    figure(row.lossAtSteps, 4),
    ...(seconds === null ? [] : [figure(row.lossAtTime, 4), row.stepAtTime === null ? "–" : `${row.stepAtTime}`]),
  ]),
)}
<p class="quiet">Validation loss of the last probe by then. Equal steps: those of the shortest run; equal time: that of the run which ended first, with updates timed by their throughput. A run whose learning rate had yet to fall is behind for that reason too.</p>
`;
}

function timeChart(runs: readonly RunSummary[]): string {
  const curves = runs.map(({ name, validationByTime }) => ({
    label: name,
    points: validationByTime.map(([seconds, loss]): Point => [seconds / 60, loss]),
  }));
  if (curves.every(({ points }) => points.length === 0)) return "";
  return `${svgChart(curves, { title: "Validation loss", unit: "nats per token", along: "minute of training" })}\n`;
}

/** Change rates of every MoE layer, where a run has several. */
function layerCharts(runs: readonly RunSummary[]): string {
  if (runs.every(({ layers }) => layers.length < 2)) return "";
  const names = [...new Set(runs.flatMap(({ layers }) => layers.map(({ name }) => name)))];
  return names
    .map((name) => {
      const curves = runs.map((run) => ({
        label: run.name,
        points: run.layers.find((layer) => layer.name === name)?.changeRate ?? [],
      }));
      return `${svgChart(curves, { title: `Change rate of ${name}`, unit: "share of probe tokens", floor: 0 })}\n`;
    })
    .join("");
}
