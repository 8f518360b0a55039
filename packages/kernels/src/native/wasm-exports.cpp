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
LAB_EXPORT void batchedGemm(float* c, const float* a, const float* b, size_t batch, size_t m, size_t n, size_t k,
                            bool transA, bool transB, bool accumulate) {
  for (size_t from = 0; from < batch; from += maxGroups) {
    const size_t count = batch - from < maxGroups ? batch - from : maxGroups;
    for (size_t i = 0; i < count; i++) {
      jobs[i] = {a + (from + i) * m * k, b + (from + i) * k * n, c + (from + i) * m * n, nullptr, m, n, k,
                 transA ? m : k, transB ? k : n, n, transA, transB, accumulate, false};
    }
    kernels().gemm(jobs, count, Precision::fp32);
  }
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
LAB_EXPORT void rmsNorm(float* out, float* rstd, const float* x, const float* gain, const int32_t* offsets,
                        size_t groups, size_t cols, float eps) {
  kernels().rmsNorm(out, rstd, x, gain, {offsets, groups}, cols, eps);
}
LAB_EXPORT void rmsNormBackward(float* dx, float* dgain, const float* dy, const float* x, const float* rstd,
                                const float* gain, const int32_t* offsets, size_t groups, size_t cols,
                                bool accumulate) {
  kernels().rmsNormBackward(dx, dgain, dy, x, rstd, gain, {offsets, groups}, cols, accumulate);
}
LAB_EXPORT void causalAttention(float* out, float* logSumExp, const float* qkv, size_t batch, size_t length,
                                size_t heads, size_t headDim) {
  const size_t width = heads * headDim;
  kernels().attention(out, logSumExp, qkv, qkv + width, qkv + 2 * width,
                      {batch, length, length, heads, headDim, 3 * width, 3 * width, true, nullptr}, Precision::fp32);
}
LAB_EXPORT void causalAttentionBackward(float* dqkv, const float* dout, const float* out, const float* logSumExp,
                                        const float* qkv, size_t batch, size_t length, size_t heads, size_t headDim) {
  const size_t width = heads * headDim;
  kernels().attentionBackward(dqkv, dqkv + width, dqkv + 2 * width, dout, out, logSumExp, qkv, qkv + width,
                              qkv + 2 * width,
                              {batch, length, length, heads, headDim, 3 * width, 3 * width, true, nullptr},
                              Precision::fp32);
}
LAB_EXPORT void crossAttention(float* out, float* logSumExp, const float* q, const float* kv,
                               const int32_t* keyLengths, size_t batch, size_t queries, size_t keys, size_t heads,
                               size_t headDim) {
  const size_t width = heads * headDim;
  kernels().attention(out, logSumExp, q, kv, kv + width,
                      {batch, queries, keys, heads, headDim, width, 2 * width, false, keyLengths}, Precision::fp32);
}
LAB_EXPORT void crossAttentionBackward(float* dq, float* dkv, const float* dout, const float* out,
                                       const float* logSumExp, const float* q, const float* kv,
                                       const int32_t* keyLengths, size_t batch, size_t queries, size_t keys,
                                       size_t heads, size_t headDim) {
  const size_t width = heads * headDim;
  kernels().attentionBackward(dq, dkv, dkv + width, dout, out, logSumExp, q, kv, kv + width,
                              {batch, queries, keys, heads, headDim, width, 2 * width, false, keyLengths},
                              Precision::fp32);
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
                               float gradScale, float smoothing) {
  return kernels().crossEntropy(logits, targets, rows, cols, gradient, gradScale, smoothing);
}
LAB_EXPORT void topKRows(float* values, int32_t* indices, const float* x, size_t rows, size_t cols, size_t k) {
  kernels().topKRows(values, indices, x, rows, cols, k);
}
LAB_EXPORT void likeliest(float* values, int32_t* indices, float* logSumExp, const float* x, const float* table,
                          size_t rows, size_t cols, size_t inner, size_t k, bool unchanged) {
  kernels().likeliest(values, indices, logSumExp, x, table, rows, cols, inner, k, unchanged, Precision::fp32);
}
LAB_EXPORT void softmaxRows(float* out, const float* x, size_t rows, size_t cols) {
  kernels().softmaxRows(out, x, rows, cols);
}
LAB_EXPORT void softmaxRowsBackward(float* dx, const float* dy, const float* y, size_t rows, size_t cols,
                                    bool accumulate) {
  kernels().softmaxRowsBackward(dx, dy, y, rows, cols, accumulate);
}
LAB_EXPORT void activate(float* out, const float* x, size_t length, unsigned kind) {
  kernels().activate(out, x, length, static_cast<Nonlinearity>(kind));
}
LAB_EXPORT void activateBackward(float* dx, const float* dy, const float* x, size_t length, unsigned kind,
                                 bool accumulate) {
  kernels().activateBackward(dx, dy, x, length, static_cast<Nonlinearity>(kind), accumulate);
}
LAB_EXPORT void swiglu(float* out, const float* x, size_t rows, size_t cols) { kernels().swiglu(out, x, rows, cols); }
LAB_EXPORT void swigluBackward(float* dx, const float* dy, const float* x, size_t rows, size_t cols, bool accumulate) {
  kernels().swigluBackward(dx, dy, x, rows, cols, accumulate);
}
LAB_EXPORT void dropout(float* out, const float* x, size_t length, double rate, double seed, uint32_t stream,
                        bool accumulate) {
  kernels().dropout(out, x, length, rate, seed, stream, accumulate);
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
LAB_EXPORT void multiply(float* out, const float* a, const float* b, size_t length, bool accumulate) {
  kernels().multiply(out, a, b, length, accumulate);
}
LAB_EXPORT double sum(const float* x, size_t length) { return kernels().sum(x, length); }
LAB_EXPORT double sumOfSquares(const float* x, size_t length) { return kernels().sumOfSquares(x, length); }
LAB_EXPORT void adamW(float* weights, const float* grad, float* moment1, float* moment2, size_t length,
                      double learningRate, double beta1, double beta2, double eps, double weightDecay, double gradScale,
                      double step, bool coupled) {
  kernels().adamW(weights, grad, moment1, moment2, length,
                  {learningRate, beta1, beta2, eps, weightDecay, gradScale, step, coupled});
}
LAB_EXPORT void sgd(float* weights, const float* grad, float* velocity, size_t length, double learningRate,
                    double momentum, double weightDecay, double gradScale, bool nesterov) {
  kernels().sgd(weights, grad, velocity, length, {learningRate, momentum, weightDecay, gradScale, nesterov});
}
