import { type Tensor, add, combineExperts, gatherRows, subtract, tapeOf } from "@stablemoe/tensor";
import type { ParameterStore } from "../nn/parameters.ts";
import { type ExpertDimensions, ExpertStack } from "./experts.ts";
import type { Router, RouterInput, Routing, RoutingMode } from "./router.ts";

export interface MoeOutput {
  /** [T, D] */
  readonly output: Tensor;
  readonly routing: Routing;
}

export interface MoeLayerDimensions extends ExpertDimensions {
  /** Experts that every token uses, as one stack of so many times the inner width; 0 by default. */
  readonly sharedExperts?: number;
}

/**
 * A router and its experts, `y_t = α_t Net_a(h_t) + (1 - α_t) h_t` (paper equations 7 and 14). Shared experts add what they
 * change, `Net_s(h_t) - h_t`, without a gate (arXiv:2401.06066, equation 9).
 */
export class MoeLayer {
  readonly name: string;
  readonly router: Router;
  readonly experts: ExpertStack;
  readonly shared: ExpertStack | null;

  constructor(store: ParameterStore, name: string, router: Router, dimensions: MoeLayerDimensions) {
    const { sharedExperts = 0, innerWidth } = dimensions;
    this.name = name;
    this.router = router;
    this.experts = new ExpertStack(store, `${name}.experts`, dimensions);
    this.shared =
      sharedExperts === 0
        ? null
        : new ExpertStack(store, `${name}.shared`, {
            ...dimensions,
            numExperts: 1,
            innerWidth: innerWidth * sharedExperts,
          });
  }

  forward(input: RouterInput, mode: RoutingMode): MoeOutput {
    const routing = this.router.route(input, mode);
    const { tokens, offsets } = routing.assignment;
    const expertOut = tapeOf("experts", input.hidden).scoped(() =>
      this.experts.forward(gatherRows(input.hidden, tokens), offsets),
    ); // [n, D]
    const output = combineExperts(input.hidden, expertOut, routing.gates, tokens);
    return { output: this.shared === null ? output : add(output, this.#sharedChange(this.shared, input)), routing };
  }

  #sharedChange(shared: ExpertStack, { hidden, real }: RouterInput): Tensor {
    const changed = shared.forward(hidden, Int32Array.of(0, real.length));
    return subtract(changed, hidden);
  }
}
