import type { Metric, RunConfigLike } from "../src/report/run-summary.ts";
import type { Interval, TranslationEvaluation } from "../src/report/translation-evaluation.ts";

/** What three files of a run folder hold. */
export interface TranslationRunFiles {
  readonly config: RunConfigLike & { readonly format: 1; readonly task: "translation" };
  readonly metrics: readonly Metric[];
  readonly evaluation: TranslationEvaluation;
}

export interface TranslationRunOptions {
  readonly router: string;
  readonly seed: number;
  /** BLEU of de, fr and lv; chrF is 20 points above. */
  readonly bleu?: readonly [number, number, number];
  readonly target?: string;
  /** Updates, with a probe every 10. */
  readonly steps?: number;
  /** Time of an update. */
  readonly secondsPerStep?: number;
  readonly finished?: boolean;
}

const SOURCES = ["de", "fr", "lv"] as const;

/** A made-up run from three languages into one, with an MoE layer of four experts on both sides. */
export function translationRun({
  router,
  seed,
  bleu = [30, 24, 18],
  target = "en",
  steps = 40,
  secondsPerStep = 3,
  finished = true,
}: TranslationRunOptions): TranslationRunFiles {
  const name = `${router}-${seed}`;
  const interval = (score: number): Interval => ({ score, low: score - 1.5, high: score + 1.5 });
  const scores = (score: number) => ({ sentences: 100, bleu: interval(score), chrf: interval(score + 20) });
  const counts = [
    [50, 50, 0, 0],
    [0, 100, 100, 0],
    [10, 20, 30, 40],
  ];
  const directions = SOURCES.map((source) => ({ source, target }));
  return {
    config: {
      format: 1,
      task: "translation",
      name,
      router,
      seed,
      parameters: 1000,
      backend: "reference",
      model: { moeAfter: [1] },
      translation: { directions },
    },
    metrics: metricsOf(steps, secondsPerStep, finished),
    evaluation: {
      format: 1,
      split: "test",
      weights: "last",
      beam: 4,
      lengthPenalty: 1,
      sentences: 300,
      signatures: { bleu: "nrefs:1|tok:13a", chrf: "nrefs:1|nc:6" },
      all: scores(25),
      directions: directions.map((direction, i) => ({ ...direction, ...scores(bleu[i]!) })),
      layers: ["moe.encoder.0", "moe.decoder.0"].map((layer) => ({ name: layer, languages: SOURCES, counts })),
      by: "source",
      seconds: 10,
      sentencesPerSecond: 30,
    },
  };
}

/** Validation loss 5 - step / 40; the encoder's layer moves half as much as the decoder's, up to the freeze at 20. */
function metricsOf(steps: number, secondsPerStep: number, finished: boolean): readonly Metric[] {
  const metrics: Metric[] = [];
  const stageOf = (step: number): 1 | 2 => (step <= 20 ? 1 : 2);
  for (let step = 1; step <= steps; step++) {
    const loss = 5 - step / 40;
    const common = { step, stage: stageOf(step), load: [] };
    const figures = { learningRate: 1, gradNorm: 1, maxViolation: 0, cv2: 0, usagePerplexity: 4, overflow: 0 };
    const gates = { gateMean: 0.5, gateMass: [], deadShare: 0, certainty: null, routerLosses: {} };
    const rate = { tokensPerSecond: 600 / secondsPerStep, perplexity: Math.exp(loss) };
    metrics.push({ type: "step", ...common, loss, ...figures, ...gates, ...rate });
    if (step % 10 > 0) continue;
    const moved = step === 10 ? null : step <= 20 ? 0.4 : 0;
    metrics.push({
      type: "probe",
      ...common,
      validLoss: loss,
      validPerplexity: Math.exp(loss),
      teacherLoss: null,
      changeRate: moved === null ? null : 0.75 * moved,
      layerChangeRates: moved === null ? null : [moved / 2, moved],
      studentAgreement: null,
      tokenDeterminism: null,
      reachableAgreement: null,
      routerGradientShare: null,
    });
  }
  const validLoss = 5 - steps / 40;
  const settled = { unsettledAt20: 10, unsettledAt50: 5, unsettledAt80: 0 };
  const end: Metric = {
    type: "result",
    steps,
    validLoss,
    validPerplexity: Math.exp(validLoss),
    changeRate: 0,
    freezeStep: null,
    certificates: [],
    fluctuation: settled,
    lastChangeCurve: [],
    wastedUpdates: 0.1,
    tokensPerSecond: 600 / secondsPerStep,
    seconds: steps * secondsPerStep,
    peakStepBytes: 1,
    unigramEntropy: 6,
  };
  return finished ? [...metrics, end] : metrics;
}
