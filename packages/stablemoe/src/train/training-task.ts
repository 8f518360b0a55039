import type { Tape, Tensor } from "@stablemoe/tensor";
import type { RoutedModel } from "../models/routed-model.ts";
import type { Routing, RoutingMode } from "../moe/router.ts";
import type { Evaluation } from "./probe.ts";

/** What one MoE layer did with the tokens of a forward pass. */
export interface RoutedTokens {
  readonly routing: Routing;
  /** [T] */
  readonly tokenIds: Int32Array;
  /** [T] 0 = padding */
  readonly real: Uint8Array;
}

export interface TaskOutput {
  /** Summed over the target tokens, nats. */
  readonly loss: Tensor;
  /** One per MoE layer. */
  readonly layers: readonly RoutedTokens[];
}

/** One forward pass of an update: the whole batch, or a micro-batch of it. */
export interface TaskPart {
  /** Targets that count. */
  readonly targetTokens: number;
  forward(tape: Tape, mode: RoutingMode): TaskOutput;
}

/** What a model is trained on. The trainer knows stages, clipping, optimiser and probes; a task knows text. */
export interface TrainingTask {
  readonly model: RoutedModel;
  /** Micro-batches of the update with this index; equal for equal updates, whatever came before. */
  parts(update: number): readonly TaskPart[];
  /** A small piece of that update, for measures of gradients. */
  sample(update: number): TaskPart;
  /** Looks at a fixed set by the inference rule: greedy, unlimited capacity, every token exactly once. */
  evaluate(): Evaluation;
  /** Mean negative log-likelihood of the fixed set in nats, under any rule of routing. */
  meanLoss(mode: RoutingMode): number;
}
