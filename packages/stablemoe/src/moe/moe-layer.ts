import { type Tensor, combineExperts, gatherRows } from "@stablemoe/tensor";
import type { ParameterStore } from "../nn/parameters.ts";
import { type ExpertDimensions, ExpertStack } from "./experts.ts";
import type { Router, RouterInput, Routing, RoutingMode } from "./router.ts";

export interface MoeOutput {
  /** [T, D] */
  readonly output: Tensor;
  readonly routing: Routing;
}

/** A router and its experts, `y_t = α_t Net_a(h_t) + (1 - α_t) h_t` (paper equations 7 and 14). */
export class MoeLayer {
  readonly name: string;
  readonly router: Router;
  readonly experts: ExpertStack;

  constructor(store: ParameterStore, name: string, router: Router, dimensions: ExpertDimensions) {
    this.name = name;
    this.router = router;
    this.experts = new ExpertStack(store, `${name}.experts`, dimensions);
  }

  forward(input: RouterInput, mode: RoutingMode): MoeOutput {
    const routing = this.router.route(input, mode);
    const { tokens, offsets } = routing.assignment;
    const expertOut = this.experts.forward(gatherRows(input.hidden, tokens), offsets); // [n, D]
    return { output: combineExperts(input.hidden, expertOut, routing.gates, tokens), routing };
  }
}
