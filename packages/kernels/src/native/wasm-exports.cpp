// Flat functions for JavaScript: numbers only, pointers are byte offsets. One per Backend method.
#include "kernels.h"

using namespace lab;

#define LAB_EXPORT extern "C" __attribute__((visibility("default"), used))

namespace {
const Kernels& kernels() { return *portableKernels(); }

// Jobs of a grouped product; made by the first thread only.
constexpr size_t maxGroups = 4096;
GemmJob jobs[maxGroups];
}  // namespace

LAB_EXPORT size_t groupLimit() { return maxGroups; }

LAB_EXPORT void gemm(float* c, const float* a, const float* b, size_t m, size_t n, size_t k, bool transA, bool transB,
                     bool accumulate) {
  const GemmJob job = {a, b, c, nullptr, m, n, k, transA ? m : k, transB ? k : n, n, transA, transB, accumulate, false};
  kernels().gemm(&job, 1, Precision::fp32);
}
LAB_EXPORT void linear(float* y, const float* x, const float* weight, const float* bias, const int32_t* offsets,
                       size_t groups, size_t outer, size_t inner, bool relu) {
  for (size_t e = 0; e < groups; e++) {
    const size_t from = size_t(offsets[e]);
    jobs[e] = {x + from * inner, weight + e * outer * inner, y + from * outer, bias + e * outer,
               size_t(offsets[e + 1]) - from, outer, inner, inner, inner, outer, false, true, false, relu};
  }
  kernels().gemm(jobs, groups, Precision::fp32);
}
LAB_EXPORT void groupedGemm(float* c, const float* a, const float* b, const int32_t* offsets, size_t groups, size_t n,
                            size_t k, bool transB, bool accumulate) {
  for (size_t e = 0; e < groups; e++) {
    const size_t from = size_t(offsets[e]);
    jobs[e] = {a + from * k, b + e * k * n, c + from * n, nullptr, size_t(offsets[e + 1]) - from, n, k, k,
               transB ? k : n, n, false, transB, accumulate, false};
  }
  kernels().gemm(jobs, groups, Precision::fp32);
}
LAB_EXPORT void groupedGemmWeight(float* c, const float* a, const float* b, const int32_t* offsets, size_t groups,
                                  size_t m, size_t n, bool accumulate) {
  for (size_t e = 0; e < groups; e++) {
    const size_t from = size_t(offsets[e]);
    jobs[e] = {a + from * m, b + from * n, c + e * m * n, nullptr, m, n, size_t(offsets[e + 1]) - from, m, n, n, true,
               false, accumulate, false};
  }
  kernels().gemm(jobs, groups, Precision::fp32);
}
LAB_EXPORT void biasActivation(float* y, const float* bias, const int32_t* offsets, size_t groups, size_t cols,
                               bool relu) {
  kernels().biasActivation(y, bias, {offsets, groups}, cols, relu);
}
LAB_EXPORT void biasActivationBackward(float* dx, float* dbias, const float* dy, const float* y, const int32_t* offsets,
                                       size_t groups, size_t cols, bool relu) {
  kernels().biasActivationBackward(dx, dbias, dy, y, {offsets, groups}, cols, relu);
}
LAB_EXPORT void layerNorm(float* out, float* mean, float* rstd, const float* x, const float* gain, const float* bias,
                          const int32_t* offsets, size_t groups, size_t cols, float eps) {
  kernels().layerNorm(out, mean, rstd, x, gain, bias, {offsets, groups}, cols, eps);
}
LAB_EXPORT void layerNormBackward(float* dx, float* dgain, float* dbias, const float* dy, const float* x,
                                  const float* mean, const float* rstd, const float* gain, const int32_t* offsets,
                                  size_t groups, size_t cols, bool accumulate) {
  kernels().layerNormBackward(dx, dgain, dbias, dy, x, mean, rstd, gain, {offsets, groups}, cols, accumulate);
}
LAB_EXPORT void attention(float* out, float* logSumExp, const float* qkv, size_t batch, size_t length, size_t heads,
                          size_t headDim) {
  kernels().attention(out, logSumExp, qkv, {batch, length, heads, headDim}, Precision::fp32);
}
LAB_EXPORT void attentionBackward(float* dqkv, const float* dout, const float* out, const float* logSumExp,
                                  const float* qkv, size_t batch, size_t length, size_t heads, size_t headDim) {
  kernels().attentionBackward(dqkv, dout, out, logSumExp, qkv, {batch, length, heads, headDim}, Precision::fp32);
}
LAB_EXPORT void embedding(float* out, const float* table, const int32_t* ids, size_t rows, size_t cols, float scale,
                          bool accumulate) {
  kernels().embedding(out, table, ids, rows, cols, scale, accumulate);
}
LAB_EXPORT void scatterAdd(float* out, const float* x, const int32_t* index, size_t rows, size_t cols, float scale,
                           int32_t skip) {
  kernels().scatterAdd(out, x, index, rows, cols, scale, skip);
}
LAB_EXPORT double crossEntropy(float* logits, const int32_t* targets, size_t rows, size_t cols, bool gradient,
                               float gradScale) {
  return kernels().crossEntropy(logits, targets, rows, cols, gradient, gradScale);
}
LAB_EXPORT void argmaxRows(int32_t* out, const float* x, size_t rows, size_t cols) {
  kernels().argmaxRows(out, x, rows, cols);
}
LAB_EXPORT void sigmoidGate(float* gates, const float* hidden, const float* centroids, const int32_t* tokens,
                            const int32_t* offsets, size_t groups, size_t cols) {
  kernels().sigmoidGate(gates, hidden, centroids, tokens, {offsets, groups}, cols);
}
LAB_EXPORT void sigmoidGateBackward(float* dhidden, float* dcentroids, const float* dgates, const float* gates,
                                    const float* hidden, const float* centroids, const int32_t* tokens,
                                    const int32_t* offsets, size_t groups, size_t cols) {
  kernels().sigmoidGateBackward(dhidden, dcentroids, dgates, gates, hidden, centroids, tokens, {offsets, groups}, cols);
}
LAB_EXPORT void combineExperts(float* out, const float* hidden, const float* expertOut, const float* gates,
                               const int32_t* tokens, size_t edges, size_t rows, size_t cols) {
  kernels().combineExperts(out, hidden, expertOut, gates, tokens, edges, rows, cols);
}
LAB_EXPORT void combineExpertsBackward(float* dhidden, float* dexpertOut, float* dgates, const float* dout,
                                       const float* hidden, const float* expertOut, const float* gates,
                                       const int32_t* tokens, size_t edges, size_t rows, size_t cols) {
  kernels().combineExpertsBackward(dhidden, dexpertOut, dgates, dout, hidden, expertOut, gates, tokens, edges, rows,
                                   cols);
}
LAB_EXPORT void add(float* out, const float* a, const float* b, size_t length) { kernels().add(out, a, b, length); }
LAB_EXPORT void addScaled(float* out, const float* x, size_t length, float scale) {
  kernels().addScaled(out, x, length, scale);
}
LAB_EXPORT void scale(float* out, const float* x, size_t length, float factor) {
  kernels().scale(out, x, length, factor);
}
LAB_EXPORT double sumOfSquares(const float* x, size_t length) { return kernels().sumOfSquares(x, length); }
LAB_EXPORT void adamW(float* weights, const float* grad, float* moment1, float* moment2, size_t length,
                      double learningRate, double beta1, double beta2, double eps, double weightDecay, double gradScale,
                      double step) {
  kernels().adamW(weights, grad, moment1, moment2, length,
                  {learningRate, beta1, beta2, eps, weightDecay, gradScale, step});
}
