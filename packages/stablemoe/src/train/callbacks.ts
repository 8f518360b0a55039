import type { FreezeEvent, ProbeEvent, StepEvent, TrainedEvent } from "./events.ts";
import type { Trainer } from "./trainer.ts";

/** What a callback may do: nothing, or end the training by giving back `false`. */
export type CallbackOutcome = boolean | void;

/**
 * Functions called at named moments of a training, in the order of the events. Between any two calls `trainer.state()`
 * is all that an exact resume needs.
 */
export interface TrainingCallbacks {
  /** After every update. */
  readonly onStep?: (event: StepEvent, trainer: Trainer) => CallbackOutcome;
  /** After every measurement on the validation text. */
  readonly onProbe?: (event: ProbeEvent, trainer: Trainer) => CallbackOutcome;
  /** Between the stages. */
  readonly onFreeze?: (event: FreezeEvent, trainer: Trainer) => CallbackOutcome;
  /** Once, after the last update; not when a callback ended the training. */
  readonly onTrained?: (event: TrainedEvent, trainer: Trainer) => void;
}

/** Trains to the end, or until a callback gives back `false`; null in that case. */
export function trainWithCallbacks(trainer: Trainer, callbacks: TrainingCallbacks): TrainedEvent | null {
  for (const event of trainer.run()) {
    if (event.type === "trained") {
      callbacks.onTrained?.(event, trainer);
      return event;
    }
    if (call(event, trainer, callbacks) === false) return null;
  }
  return null;
}

function call(
  event: StepEvent | ProbeEvent | FreezeEvent,
  trainer: Trainer,
  { onStep, onProbe, onFreeze }: TrainingCallbacks,
): CallbackOutcome {
  switch (event.type) {
    case "step":
      return onStep?.(event, trainer);
    case "probe":
      return onProbe?.(event, trainer);
    case "freeze":
      return onFreeze?.(event, trainer);
  }
}
