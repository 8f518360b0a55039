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
  /** Tokens per expert, [layer][E]. */
  readonly counts: readonly Float64Array[];
  readonly studentAgreement: number | null;
  /**
   * Best agreement that any token table can reach with the teacher, or with the router itself, the mean over the tokens of
   * all layers; null without MoE.
   */
  readonly tokenDeterminism: number | null;
}

/** Gathers what the layers did with the tokens of a fixed set, batch by batch. */
export class RoutingProbe {
  readonly #model: RoutedModel;
  readonly #topK: number;
  readonly #counts: readonly Float64Array[];
  /** Parts of each layer. */
  readonly #experts: readonly Int32Array[][];
  readonly #ids: readonly Int32Array[][];
  readonly #studied: readonly Int32Array[][];
  #agreed = 0;
  #compared = 0;

  constructor(model: RoutedModel) {
    const perToken = model.moeLayers[0]?.router.traits.expertsPerToken ?? 1;
    this.#model = model;
    this.#topK = perToken === "varies" ? 1 : perToken;
    this.#counts = model.moeLayers.map(() => new Float64Array(numExpertsOf(model)));
    this.#experts = model.moeLayers.map(() => []);
    this.#ids = model.moeLayers.map(() => []);
    this.#studied = model.moeLayers.map(() => []);
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
    const counts = this.#counts[layer]!;
    expertCounts(assignment).forEach((n, e) => (counts[e] = counts[e]! + n));
    const { router } = this.#model.moeLayers[layer]!;
    const studied = router.teacherChoice?.(input) ?? expertsOfTokens(assignment, tokenIds.length);
    if (router.teacherChoice !== undefined) {
      for (const t of tokens) this.#agreed += studied[t] === chosen[t] ? 1 : 0; // K = 1
      this.#compared += tokens.length;
    }
    this.#ids[layer]!.push(tokens.map((t) => tokenIds[t]!));
    this.#studied[layer]!.push(tokens.map((t) => studied[t]!));
  }

  result(): RoutingEvaluation {
    const layers = this.#experts.map((parts) => joined(parts));
    return {
      experts: joined(layers),
      layers: layers.map(({ length }) => length / this.#topK),
      counts: this.#counts,
      studentAgreement: this.#compared === 0 ? null : this.#agreed / this.#compared,
      tokenDeterminism: this.#determinism(),
    };
  }

  #determinism(): number | null {
    let tokens = 0;
    let determined = 0;
    for (const [layer, parts] of this.#ids.entries()) {
      const ids = joined(parts);
      tokens += ids.length;
      determined += ids.length * tokenDeterminism(ids, joined(this.#studied[layer]!), this.#counts[layer]!.length);
    }
    return tokens === 0 ? null : determined / tokens;
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
