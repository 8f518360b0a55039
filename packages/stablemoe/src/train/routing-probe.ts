import { tokenDeterminism } from "../analysis/token-determinism.ts";
import { type RoutedModel, numExpertsOf } from "../models/routed-model.ts";
import { choicesOfTokens, expertCounts, expertsOfTokens } from "../moe/assignment.ts";
import type { RouterInput, Routing } from "../moe/router.ts";

/** What a look at a fixed set says of the routing. */
export interface RoutingEvaluation {
  /** Experts of every real token by the inference rule, [layer][token][K], each token's in rising order. */
  readonly experts: Int32Array;
  /** Tokens of each layer in `experts`. */
  readonly layers: readonly number[];
  /** Tokens per expert, all layers together. */
  readonly counts: Float64Array;
  readonly studentAgreement: number | null;
  /** Best agreement that any token table can reach with the teacher, or with the router itself; null without MoE. */
  readonly tokenDeterminism: number | null;
}

/** Gathers what the layers did with the tokens of a fixed set, batch by batch. */
export class RoutingProbe {
  readonly #model: RoutedModel;
  readonly #topK: number;
  readonly #counts: Float64Array;
  /** Parts of each layer. */
  readonly #experts: readonly Int32Array[][];
  /** Of the first layer, whose determinism is told; layers have routers of their own. */
  readonly #ids: Int32Array[] = [];
  readonly #studied: Int32Array[] = [];
  #agreed = 0;
  #compared = 0;

  constructor(model: RoutedModel) {
    const perToken = model.moeLayers[0]?.router.traits.expertsPerToken ?? 1;
    this.#model = model;
    this.#topK = perToken === "varies" ? 1 : perToken;
    this.#counts = new Float64Array(numExpertsOf(model));
    this.#experts = model.moeLayers.map(() => []);
  }

  add(layer: number, input: RouterInput, { assignment }: Routing): void {
    const { tokenIds, real } = input;
    const tokens = realPlaces(real);
    const topK = this.#topK;
    const chosen = choicesOfTokens(assignment, tokenIds.length, topK);
    for (let t = 0; t < chosen.length; t += topK) chosen.subarray(t, t + topK).sort();
    this.#experts[layer]!.push(
      Int32Array.from(
        { length: tokens.length * topK },
        (_, i) => chosen[tokens[Math.floor(i / topK)]! * topK + (i % topK)]!,
      ),
    );
    expertCounts(assignment).forEach((n, e) => (this.#counts[e] = this.#counts[e]! + n));
    const { router } = this.#model.moeLayers[layer]!;
    const studied = router.teacherChoice?.(input) ?? expertsOfTokens(assignment, tokenIds.length);
    if (router.teacherChoice !== undefined) {
      for (const t of tokens) this.#agreed += studied[t] === chosen[t] ? 1 : 0; // K = 1
      this.#compared += tokens.length;
    }
    if (layer > 0) return;
    this.#ids.push(tokens.map((t) => tokenIds[t]!));
    this.#studied.push(tokens.map((t) => studied[t]!));
  }

  result(): RoutingEvaluation {
    const layers = this.#experts.map((parts) => joined(parts));
    return {
      experts: joined(layers),
      layers: layers.map(({ length }) => length / this.#topK),
      counts: this.#counts,
      studentAgreement: this.#compared === 0 ? null : this.#agreed / this.#compared,
      tokenDeterminism:
        layers.length === 0 ? null : tokenDeterminism(joined(this.#ids), joined(this.#studied), this.#counts.length),
    };
  }
}

const realPlaces = (real: Uint8Array): Int32Array => {
  const places = new Int32Array(real.length);
  let count = 0;
  for (let t = 0; t < real.length; t++) if (real[t] !== 0) places[count++] = t;
  return places.subarray(0, count);
};

function joined(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
