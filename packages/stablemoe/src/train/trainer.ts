import { AdamW, type Backend, type Schedule, Tape } from "@stablemoe/tensor";
import { type FluctuationState, FluctuationTracker } from "../analysis/fluctuation.ts";
import { loadMetrics, meanLoad } from "../analysis/load.ts";
import { type FreezeCertificate, parameterHash, tableHash } from "../moe/freeze-certificate.ts";
import type { FreezeMode } from "../moe/router.ts";
import type { RoutedModel } from "../models/routed-model.ts";
import type { ProbeEvent, Stage, TrainedEvent, TrainingEvent } from "./events.ts";
import { LanguageModelling, type LanguageModellingOptions } from "./language-modelling.ts";
import { routerGradientShare } from "./router-gradient-share.ts";
import { trainStep } from "./train-step.ts";
import { type TrainingPlan, assertPlan, schedules } from "./plan.ts";
import type { TrainingTask } from "./training-task.ts";

export interface TrainerOptions {
  readonly task: TrainingTask;
  readonly backend: Backend;
  readonly plan: TrainingPlan;
  /** Milliseconds. */
  readonly now: () => number;
  /** Looks for NaN and infinity in every gradient of every update. */
  readonly detectAnomaly?: boolean;
}

/** What a resume needs beside the model's parameters, routers and moments. */
export interface TrainingState {
  /** Completed updates. */
  readonly update: number;
  readonly stage: Stage;
  readonly certificates: readonly FreezeCertificate[];
  readonly latest: ProbeEvent | null;
  /** Update at which stage 2 began. */
  readonly freezeStep: number | null;
  /** First update of the stretch of probes in which the student has been calm, for `plan.settle`. */
  readonly calmSince: number | null;
  /** Best validation loss of the last stage and how many probes ago it was, for `plan.patience`. */
  readonly best: { readonly loss: number; readonly probesAgo: number } | null;
  readonly fluctuation: FluctuationState;
  readonly trainingMs: number;
  /** Targets trained on so far; absent in states of earlier versions. */
  readonly targetTokens?: number;
  readonly elapsedMs: number;
}

/**
 * Trains a model on a task through both stages, one event at a time: the caller decides what to write, to show and when
 * to stop. Stage 2 begins exactly before the update with index `stage1Steps`, or earlier
 * once the student has settled where the plan asks for that; nothing else changes at the switch, and
 * the frozen router's parameters and moments have left the optimiser for good (specification 3 and 10.1, decision 1).
 * Between any two events `state()` is all that an exact resume needs.
 */
export class Trainer {
  readonly optimizer: AdamW;
  readonly #options: TrainerOptions;
  readonly #twoStages: boolean;
  readonly #schedule: Schedule;
  readonly #tape: Tape;
  readonly #fluctuation: FluctuationTracker;
  readonly #begun: number;
  #update = 0;
  #stage: Stage = 1;
  #certificates: readonly FreezeCertificate[] = [];
  #latest: ProbeEvent | null = null;
  #freezeStep: number | null = null;
  #calmSince: number | null = null;
  #best: TrainingState["best"] = null;
  #trainingMs = 0;
  #targetTokens = 0;
  #earlierMs = 0;

  constructor(options: TrainerOptions) {
    const { task, backend, plan, now } = options;
    const { model } = task;
    this.#options = options;
    this.#twoStages = model.moeLayers.some(({ router }) => router.freeze !== undefined);
    assertPlan(plan, { twoStages: this.#twoStages });
    this.optimizer = new AdamW(backend, model.trainable(), plan);
    this.#schedule = schedules[plan.schedule ?? "linear"]({
      ...plan,
      peak: plan.peakLearningRate,
      totalSteps: plan.steps,
    });
    this.#tape = new Tape(backend);
    const perToken = model.moeLayers[0]?.router.traits.expertsPerToken ?? 1;
    this.#fluctuation = new FluctuationTracker(perToken === "varies" ? 1 : perToken);
    this.#begun = now();
  }

  /** Goes on where `state` was taken; the model and the moments have been restored before. */
  restore(state: TrainingState): void {
    this.#update = state.update;
    this.#stage = state.stage;
    this.#certificates = state.certificates;
    this.#latest = state.latest;
    this.#freezeStep = state.freezeStep;
    this.#calmSince = state.calmSince;
    this.#best = state.best;
    this.#trainingMs = state.trainingMs;
    this.#targetTokens = state.targetTokens ?? 0;
    this.#earlierMs = state.elapsedMs;
    this.#fluctuation.restore(state.fluctuation);
    this.optimizer.resumeAt(state.update);
  }

  state(): TrainingState {
    return {
      update: this.#update,
      stage: this.#stage,
      certificates: this.#certificates,
      latest: this.#latest,
      freezeStep: this.#freezeStep,
      calmSince: this.#calmSince,
      best: this.#best,
      fluctuation: this.#fluctuation.state(),
      trainingMs: this.#trainingMs,
      targetTokens: this.#targetTokens,
      elapsedMs: this.#earlierMs + this.#options.now() - this.#begun,
    };
  }

  *run(): Generator<TrainingEvent, void, undefined> {
    const { plan, task, now } = this.#options;
    for (;;) {
      const done = this.#update;
      const due = done > 0 && (done % plan.probeEvery === 0 || done === plan.steps);
      const learning = this.#twoStages && this.#stage === 1;
      const latest = learning && done === plan.stage1Steps;
      // The last record of the learning router is the router that is about to be frozen.
      if ((due || latest) && this.#latest?.step !== done) yield this.#probe();
      if (done === plan.steps || this.#outOfPatience()) break;
      if (learning && (latest || this.#settled())) {
        this.#certificates = freeze(task.model, this.optimizer, plan.freeze ?? "hard", done, this.#latest);
        this.#stage = 2;
        this.#freezeStep = done;
        yield { type: "freeze", step: done, certificates: this.#certificates };
      }
      const from = now();
      const { targetTokens, ...event } = trainStep(
        this.#options,
        this.#tape,
        this.optimizer,
        this.#schedule(done),
        done,
        this.#stage,
      );
      const ms = now() - from;
      this.#trainingMs += ms;
      this.#targetTokens += targetTokens;
      this.#update++;
      yield { ...event, tokensPerSecond: targetTokens / Math.max(ms / 1000, 1e-9) };
    }
    yield this.#trained();
  }

  #probe(): ProbeEvent {
    const { task, backend, plan } = this.#options;
    const { loss, experts, layers, counts, studentAgreement, tokenDeterminism } = task.evaluate();
    const changeRate = this.#fluctuation.record(this.#update, experts);
    if (plan.settle === undefined || changeRate === null || changeRate >= plan.settle.change) this.#calmSince = null;
    else this.#calmSince ??= this.#latest?.step ?? null; // a change rate tells of the time since the probe before
    this.#noteBest(loss);
    const teaches = this.#stage === 1 && studentAgreement !== null;
    this.#latest = {
      type: "probe",
      step: this.#update,
      stage: this.#stage,
      validLoss: loss,
      validPerplexity: Math.exp(loss),
      teacherLoss: teaches ? task.meanLoss("teacher") : null,
      changeRate,
      layerChangeRates: this.#fluctuation.changeRates(layers),
      studentAgreement,
      tokenDeterminism,
      reachableAgreement:
        studentAgreement === null || tokenDeterminism === null ? null : studentAgreement / tokenDeterminism,
      routerGradientShare: routerGradientShare(task.model, backend, task.sample(this.#update)),
      load: meanLoad(counts.map((layer) => loadMetrics(layer))).load,
    };
    return this.#latest;
  }

  /** Only the last stage counts: a freeze may cost a little before it gains. */
  #noteBest(loss: number): void {
    if (this.#twoStages && this.#stage === 1) return;
    const best = this.#best;
    this.#best =
      best === null || loss < best.loss ? { loss, probesAgo: 0 } : { ...best, probesAgo: best.probesAgo + 1 };
  }

  #outOfPatience(): boolean {
    const { patience = 0 } = this.#options.plan;
    return patience > 0 && this.#best !== null && this.#best.probesAgo >= patience;
  }

  /** Whether the probe just taken says that the student may be frozen. */
  #settled(): boolean {
    const { settle } = this.#options.plan;
    const probe = this.#latest;
    if (settle === undefined || probe === null || probe.step !== this.#update || this.#calmSince === null) return false;
    return (probe.reachableAgreement ?? 0) >= settle.agreement && this.#update - this.#calmSince >= settle.window;
  }

  #trained(): TrainedEvent {
    const seconds = Math.max(this.#trainingMs / 1000, 1e-9);
    const routed = this.#options.task.model.moeLayers.length > 0;
    return {
      type: "trained",
      steps: this.#update,
      validLoss: this.#latest?.validLoss ?? Number.NaN,
      validPerplexity: this.#latest?.validPerplexity ?? Number.NaN,
      changeRate: this.#latest?.changeRate ?? null,
      freezeStep: this.#freezeStep,
      certificates: this.#certificates,
      fluctuation: routed ? this.#fluctuation.summary(this.#update) : null,
      lastChangeCurve: routed ? this.#fluctuation.lastChangeCurve(this.#update) : null,
      wastedUpdates: routed ? this.#fluctuation.wastedUpdates() : null,
      tokensPerSecond: this.#targetTokens / seconds,
      seconds: this.state().elapsedMs / 1000,
      peakStepBytes: this.#tape.peakBytes,
    };
  }
}

/** A language model and what it is trained with. */
export type TrainingOptions = LanguageModellingOptions & Omit<TrainerOptions, "task">;

export function languageTrainer(options: TrainingOptions): Trainer {
  return new Trainer({ ...options, task: new LanguageModelling(options) });
}

/** Trains a language model from the beginning to the end. */
export function train(options: TrainingOptions): Generator<TrainingEvent, void, undefined> {
  return languageTrainer(options).run();
}

/**
 * Ends the learning phase of every router that has one. A hard freeze takes the distilled router out of the optimiser and
 * certifies the selection; a coasting one has nothing that could be certified.
 */
function freeze(
  model: RoutedModel,
  optimizer: AdamW,
  mode: FreezeMode,
  step: number,
  probe: ProbeEvent | null,
): readonly FreezeCertificate[] {
  return model.moeLayers.flatMap(({ name: layer, router }): FreezeCertificate[] => {
    if (router.freeze === undefined) return [];
    const student = router.freeze(mode);
    optimizer.remove(student);
    if (mode === "coast") return [];
    const { table } = router.state();
    return [
      {
        step,
        layer,
        router: router.kind,
        numExperts: router.numExperts,
        tableHash: table === null ? null : tableHash(table),
        studentHash: parameterHash(student),
        studentAgreement: probe?.studentAgreement ?? null,
      },
    ];
  });
}
