/** Element type of a backend's tensors. `f64` exists on the reference backend, for gradient checks. */
export type Dtype = "f32" | "f64";
export type FloatArray = Float32Array | Float64Array;

export type Activation = "none" | "relu";

/** Rows `offsets[e] .. offsets[e+1]` belong to group (expert) e. */
export type Offsets = Int32Array;

/** Elementwise functions of feed-forward layers: `gelu` is the exact one, by the error function (arXiv:1606.08415). */
export type Nonlinearity = "relu" | "gelu" | "silu";
