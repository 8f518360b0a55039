export { trainWithCallbacks, type CallbackOutcome, type TrainingCallbacks } from "./callbacks.ts";
export type { FreezeEvent, ProbeEvent, Stage, StepEvent, TrainedEvent, TrainingEvent } from "./events.ts";
export { assertPlan, schedules, type ScheduleName, type SettleRule, type TrainingPlan } from "./plan.ts";
export { evaluate, type Evaluation, type EvaluationSet } from "./probe.ts";
export { routerGradientShare, type MeasuredSequence } from "./router-gradient-share.ts";
export { Trainer, train, type TrainingBatches, type TrainingOptions, type TrainingState } from "./trainer.ts";
export { scoreStream, type DomainScore, type StreamScore } from "./score-stream.ts";
