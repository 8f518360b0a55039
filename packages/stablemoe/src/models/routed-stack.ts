import { type Tensor, tapeOf } from "@stablemoe/tensor";
import type { ExpertStack } from "../moe/experts.ts";
import type { MoeLayer } from "../moe/moe-layer.ts";
import type { RouterInput, Routing, RoutingMode } from "../moe/router.ts";

/** What stands between the blocks of a model, an encoder or a decoder. */
export interface Placed<Layer> {
  readonly after: number;
  readonly layer: Layer;
}

/** What one MoE layer was shown and did. */
export interface RoutedLayer {
  readonly input: RouterInput;
  readonly routing: Routing;
}

export interface RoutedStack {
  readonly moe: readonly Placed<MoeLayer>[];
  readonly dense: readonly Placed<ExpertStack>[];
  readonly blocks: readonly ((x: Tensor) => Tensor)[];
}

/** Runs the blocks in order, with MoE layers and dense stacks at their places. */
export function runStack(
  first: Tensor,
  { moe, dense, blocks }: RoutedStack,
  tokens: Omit<RouterInput, "hidden">,
  mode: RoutingMode,
): { readonly hidden: Tensor; readonly layers: readonly RoutedLayer[] } {
  let x = first;
  const layers: RoutedLayer[] = [];
  for (let done = 0; done <= blocks.length; done++) {
    for (const { after, layer } of moe) {
      if (after !== done) continue;
      const input = { ...tokens, hidden: x };
      const { output, routing } = layer.forward(input, mode);
      layers.push({ input, routing });
      x = output;
    }
    for (const { after, layer } of dense) {
      if (after === done) x = layer.forward(x, Int32Array.of(0, tokens.tokenIds.length));
    }
    const block = blocks[done];
    const input = x;
    if (block !== undefined) x = tapeOf("block", x).scoped(() => block(input));
  }
  return { hidden: x, layers };
}
