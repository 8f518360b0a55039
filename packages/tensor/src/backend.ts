import type { AttentionKernels } from "./backend/attention-kernels.ts";
import type { ElementKernels } from "./backend/element-kernels.ts";
import type { MatrixProducts } from "./backend/matrix-products.ts";
import type { RoutingKernels } from "./backend/routing-kernels.ts";
import type { RowKernels } from "./backend/row-kernels.ts";
import type { SelectionKernels } from "./backend/selection-kernels.ts";
import type { Dtype, FloatArray } from "./backend/types.ts";
import type { UpdateKernels } from "./backend/update-kernels.ts";

export type { Activation, Dtype, FloatArray, Nonlinearity, Offsets } from "./backend/types.ts";
export type { AdamStep, SgdStep } from "./backend/update-kernels.ts";

/**
 * What a compute engine has to provide. Everything above it (autodiff, layers, routers, trainer) is TypeScript that
 * does not know which engine runs.
 *
 * Contracts, for every method: matrices are row-major and contiguous; lengths are the caller's duty and have been
 * checked by the operation that calls; outputs never alias inputs unless the method says so; sums have an order that
 * depends on shapes and thread count only, so equal calls give equal bits; NaN and infinity pass through. `accumulate`
 * adds to the output instead of overwriting it.
 */
export interface Backend
  extends
    MatrixProducts,
    AttentionKernels,
    RowKernels,
    SelectionKernels,
    RoutingKernels,
    ElementKernels,
    UpdateKernels {
  readonly name: string;
  readonly dtype: Dtype;

  /** Zeroed memory that every method of this backend accepts. */
  allocate(length: number): FloatArray;
}
