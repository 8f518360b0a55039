// The table of kernels that every instruction-set tier fills in. Contracts are those of the Backend interface
// (packages/tensor/src/backend.ts); shapes have been checked by the caller.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace lab {

// C = op(A) op(B) [+ C] [+ bias] [relu]; strides in elements; a transposed operand is stored [k, m] or [n, k].
struct GemmJob {
  const float* a;
  const float* b;
  float* c;
  const float* bias;  // [n] or null, added once
  size_t m, n, k;
  size_t lda, ldb, ldc;
  bool transA, transB, accumulate, relu;
};

struct Segments {
  const int32_t* offsets;  // [groups + 1]
  size_t groups;
};

// Queries `[batch * queries, queryStride]` against keys and values `[batch * keys, keyStride]`, each with its heads side
// by side; outputs are `[batch * queries, heads * headDim]`.
struct AttentionShape {
  size_t batch, queries, keys, heads, headDim;
  size_t queryStride, keyStride;
  bool causal;                // query i sees keys 0 .. i
  const int32_t* keyLengths;  // [batch] keys that are no padding; null = all
};

struct AdamOptions {
  double learningRate, beta1, beta2, eps, weightDecay, gradScale, step;
  bool coupled;  // weight decay joins the gradient instead of the update
};

struct SgdOptions {
  double learningRate, momentum, weightDecay, gradScale;
  bool nesterov;
};

// The numbers are part of the binding.
enum class Nonlinearity : unsigned { relu, gelu, silu };

enum class Precision { fp32, bf16 };

struct Kernels {
  const char* name;
  bool hasBf16;
  // Jobs write disjoint memory and share one parallel region.
  void (*gemm)(const GemmJob* jobs, size_t count, Precision precision);

  void (*biasActivation)(float* y, const float* bias, Segments rows, size_t cols, bool relu);
  void (*biasActivationBackward)(float* dx, float* dbias, const float* dy, const float* y, Segments rows, size_t cols,
                                 bool relu);
  void (*layerNorm)(float* out, float* mean, float* rstd, const float* x, const float* gain, const float* bias,
                    Segments rows, size_t cols, float eps);
  void (*layerNormBackward)(float* dx, float* dgain, float* dbias, const float* dy, const float* x, const float* mean,
                            const float* rstd, const float* gain, Segments rows, size_t cols, bool accumulate);
  void (*rmsNorm)(float* out, float* rstd, const float* x, const float* gain, Segments rows, size_t cols, float eps);
  void (*rmsNormBackward)(float* dx, float* dgain, const float* dy, const float* x, const float* rstd,
                          const float* gain, Segments rows, size_t cols, bool accumulate);
  void (*attention)(float* out, float* logSumExp, const float* q, const float* k, const float* v, AttentionShape shape,
                    Precision precision);
  void (*attentionBackward)(float* dq, float* dk, float* dv, const float* dout, const float* out,
                            const float* logSumExp, const float* q, const float* k, const float* v,
                            AttentionShape shape, Precision precision);
  void (*embedding)(float* out, const float* table, const int32_t* ids, size_t rows, size_t cols, float scale,
                    bool accumulate);
  // out[index[i]] += scale * x[i] in the order of i; skips rows whose index is `skip`.
  void (*scatterAdd)(float* out, const float* x, const int32_t* index, size_t rows, size_t cols, float scale,
                     int32_t skip);
  // losses [rows] receives one loss per row; the sum in the order of rows is returned.
  double (*crossEntropy)(float* logits, const int32_t* targets, size_t rows, size_t cols, bool gradient,
                         float gradScale, float smoothing);
  void (*argmaxRows)(int32_t* out, const float* x, size_t rows, size_t cols);
  void (*topKRows)(float* values, int32_t* indices, const float* x, size_t rows, size_t cols, size_t k);
  void (*likeliest)(float* values, int32_t* indices, float* logSumExp, const float* x, const float* table, size_t rows,
                    size_t cols, size_t inner, size_t k, bool unchanged, Precision precision);
  void (*softmaxRows)(float* out, const float* x, size_t rows, size_t cols);
  void (*softmaxRowsBackward)(float* dx, const float* dy, const float* y, size_t rows, size_t cols, bool accumulate);
  void (*activate)(float* out, const float* x, size_t length, Nonlinearity kind);
  void (*activateBackward)(float* dx, const float* dy, const float* x, size_t length, Nonlinearity kind,
                           bool accumulate);
  void (*swiglu)(float* out, const float* x, size_t rows, size_t cols);
  void (*swigluBackward)(float* dx, const float* dy, const float* x, size_t rows, size_t cols, bool accumulate);
  void (*dropout)(float* out, const float* x, size_t length, double rate, double seed, uint32_t stream,
                  bool accumulate);
  void (*sigmoidGate)(float* gates, const float* hidden, const float* centroids, const int32_t* tokens, Segments rows,
                      size_t cols);
  void (*sigmoidGateBackward)(float* dhidden, float* dcentroids, const float* dgates, const float* gates,
                              const float* hidden, const float* centroids, const int32_t* tokens, Segments rows,
                              size_t cols);
  void (*combineExperts)(float* out, const float* hidden, const float* expertOut, const float* gates,
                         const int32_t* tokens, size_t edges, size_t rows, size_t cols);
  void (*combineExpertsBackward)(float* dhidden, float* dexpertOut, float* dgates, const float* dout,
                                 const float* hidden, const float* expertOut, const float* gates,
                                 const int32_t* tokens, size_t edges, size_t rows, size_t cols);
  void (*add)(float* out, const float* a, const float* b, size_t length);
  void (*addScaled)(float* out, const float* x, size_t length, float scale);
  void (*scale)(float* out, const float* x, size_t length, float factor);
  void (*multiply)(float* out, const float* a, const float* b, size_t length, bool accumulate);
  double (*sum)(const float* x, size_t length);
  double (*sumOfSquares)(const float* x, size_t length);
  void (*adamW)(float* weights, const float* grad, float* moment1, float* moment2, size_t length,
                const AdamOptions& options);
  void (*sgd)(float* weights, const float* grad, float* velocity, size_t length, const SgdOptions& options);
};

const Kernels* portableKernels();
#if defined(LAB_X86)
const Kernels* avx2Kernels();
const Kernels* avx512Kernels();
const Kernels* avx512Bf16Kernels();
const Kernels* amxKernels();
#endif

}  // namespace lab
