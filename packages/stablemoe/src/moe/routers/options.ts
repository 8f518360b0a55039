import type { ParameterStore } from "../../nn/parameters.ts";
import type { Router } from "../router.ts";

/** What every router is made from. */
export interface RouterOptions {
  readonly numExperts: number;
  /** Model width D. */
  readonly width: number;
  readonly vocabSize: number;
  readonly padId: number;
  readonly sequenceLength: number;
  readonly seed: number;
  /** Experts per token where a router takes more than one. */
  readonly topK?: number;
  /** In training; evaluation is unlimited. */
  readonly capacityFactor?: number;
  readonly balanceWeight?: number;
  readonly distillWeight?: number;
  /** Width r of a distilled router. */
  readonly routingWidth?: number;
  /** [V] how often each token occurs in training, for tables balanced over it. */
  readonly frequencies?: ArrayLike<number>;
  /** [V] table of the router "hash"; without one it is drawn. */
  readonly table?: Int32Array;
}

/** Makes the router of one layer; its parameters get names below the given one. */
export type NamedRouter = (store: ParameterStore, name: string, options: RouterOptions) => Router;
