export { trainWithCallbacks, type CallbackOutcome, type TrainingCallbacks } from "./callbacks.ts";
export type { FreezeEvent, ProbeEvent, Stage, StepEvent, TrainedEvent, TrainingEvent } from "./events.ts";
export { assertPlan, schedules, type ScheduleName, type SettleRule, type TrainingPlan } from "./plan.ts";
export { evaluate, type Evaluation, type EvaluationSet } from "./probe.ts";
export { routerGradientShare } from "./router-gradient-share.ts";
export {
  LanguageModelling,
  languagePart,
  type LanguageModellingOptions,
  type LanguageSequences,
  type TrainingBatches,
} from "./language-modelling.ts";
export {
  Trainer,
  languageTrainer,
  train,
  type TrainerOptions,
  type TrainingOptions,
  type TrainingState,
} from "./trainer.ts";
export type { RoutedTokens, TaskOutput, TaskPart, TrainingTask } from "./training-task.ts";
export { scoreStream, type DomainScore, type StreamScore } from "./score-stream.ts";
export { Translation, type TranslationOptions } from "./translation.ts";
