import type { Certainty } from "../analysis/certainty.ts";
import type { FluctuationSummary } from "../analysis/fluctuation.ts";
import type { FreezeCertificate } from "../moe/freeze-certificate.ts";

export type Stage = 1 | 2;

/** What one MoE layer did in an update. */
export interface LayerRouting {
  readonly name: string;
  readonly maxViolation: number;
  readonly cv2: number;
  readonly deadShare: number;
  readonly overflow: number;
  readonly gateMean: number;
}

/** After every update. */
export interface StepEvent {
  readonly type: "step";
  /** Completed updates. */
  readonly step: number;
  readonly stage: Stage;
  /** Task loss, nats per token. */
  readonly loss: number;
  readonly perplexity: number;
  readonly learningRate: number;
  /** Norm of the true mean gradient, before clipping. */
  readonly gradNorm: number;
  readonly tokensPerSecond: number;
  /** Share of tokens per expert that asked for it; of this and the next four, the mean over MoE layers. */
  readonly load: readonly number[];
  readonly maxViolation: number;
  readonly cv2: number;
  readonly usagePerplexity: number;
  /** Share of experts that got less than a tenth of an equal share. */
  readonly deadShare: number;
  /** Share of wanted edges beyond capacity, all MoE layers together. */
  readonly overflow: number;
  /** Mean gate value, all MoE layers together. */
  readonly gateMean: number;
  /** Share of the sum of all gates per expert, beside `load`. */
  readonly gateMass: readonly number[];
  /** Each MoE layer alone, where there are several: their experts have nothing in common but a number. */
  readonly layers?: readonly LayerRouting[];
  /** How sure the selection was; null where no score selects. */
  readonly certainty: Certainty | null;
  /** Router losses per token, unweighted, by name; absent in stage 2. */
  readonly routerLosses: Readonly<Record<string, number>>;
}

/** Every `probeEvery` updates: validation with the inference rule, on a fixed set. */
export interface ProbeEvent {
  readonly type: "probe";
  readonly step: number;
  readonly stage: Stage;
  /** Nats per token. */
  readonly validLoss: number;
  readonly validPerplexity: number;
  /** `validLoss` under the router that the student imitates; null in stage 2 and where there is no student. */
  readonly teacherLoss: number | null;
  /** Share of probe tokens whose expert differs from the probe before; null at the first. */
  readonly changeRate: number | null;
  /** The same of each MoE layer alone. */
  readonly layerChangeRates: readonly number[] | null;
  /** Share of probe tokens on which student and teacher agree; null where there is no student. */
  readonly studentAgreement: number | null;
  /** Best agreement that any token table can reach with the teacher; the mean over the tokens of all MoE layers. */
  readonly tokenDeterminism: number | null;
  /** `studentAgreement / tokenDeterminism` */
  readonly reachableAgreement: number | null;
  /** Share of each loss in the gradient that reaches the routers, by name; null where none has parameters. */
  readonly routerGradientShare: Readonly<Record<string, number>> | null;
  readonly load: readonly number[];
}

/** Between the last update of stage 1 and the first of stage 2. */
export interface FreezeEvent {
  readonly type: "freeze";
  readonly step: number;
  readonly certificates: readonly FreezeCertificate[];
}

/** The end of training. */
export interface TrainedEvent {
  readonly type: "trained";
  readonly steps: number;
  readonly validLoss: number;
  readonly validPerplexity: number;
  readonly changeRate: number | null;
  readonly freezeStep: number | null;
  readonly certificates: readonly FreezeCertificate[];
  /** Null where nothing is routed, like the two that follow. */
  readonly fluctuation: FluctuationSummary | null;
  /** [101] per cent of probe tokens settled for good when x % of training is done, x = 0 … 100 (paper Figure 7). */
  readonly lastChangeCurve: readonly number[] | null;
  /** Share of (token, update) pairs spent on experts that the token does not use at the end. */
  readonly wastedUpdates: number | null;
  readonly tokensPerSecond: number;
  readonly seconds: number;
  readonly peakStepBytes: number;
}

export type TrainingEvent = StepEvent | ProbeEvent | FreezeEvent | TrainedEvent;
