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

struct AttentionShape {
  size_t batch, length, heads, headDim;
};

struct AdamOptions {
  double learningRate, beta1, beta2, eps, weightDecay, gradScale, step;
};

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
  void (*attention)(float* out, float* logSumExp, const float* qkv, AttentionShape shape, Precision precision);
  void (*attentionBackward)(float* dqkv, const float* dout, const float* out, const float* logSumExp, const float* qkv,
                            AttentionShape shape, Precision precision);
  void (*embedding)(float* out, const float* table, const int32_t* ids, size_t rows, size_t cols, float scale,
                    bool accumulate);
  // out[index[i]] += scale * x[i] in the order of i; skips rows whose index is `skip`.
  void (*scatterAdd)(float* out, const float* x, const int32_t* index, size_t rows, size_t cols, float scale,
                     int32_t skip);
  // losses [rows] receives one loss per row; the sum in the order of rows is returned.
  double (*crossEntropy)(float* logits, const int32_t* targets, size_t rows, size_t cols, bool gradient,
                         float gradScale);
  void (*argmaxRows)(int32_t* out, const float* x, size_t rows, size_t cols);
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
  double (*sumOfSquares)(const float* x, size_t length);
  void (*adamW)(float* weights, const float* grad, float* moment1, float* moment2, size_t length,
                const AdamOptions& options);
};

const Kernels* portableKernels();
#if defined(LAB_X86)
const Kernels* avx2Kernels();
const Kernels* avx512Kernels();
const Kernels* avx512Bf16Kernels();
const Kernels* amxKernels();
#endif

}  // namespace lab
