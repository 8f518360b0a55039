// Causal attention, one task per (batch, head), queries in blocks: scores of a block against all earlier keys are held,
// so memory grows linearly with the length. A value that is not finite may spread to earlier rows of its own block.
constexpr size_t queryBlock = 64;

struct Head {
  size_t stride;  // between rows of qkv
  size_t width;   // between rows of out
  size_t dim;
  size_t qkv;  // offset of the head's first query; keys and values follow at width and 2 * width
  size_t out;
  size_t logSumExp;
};

LAB_INLINE Head headOf(AttentionShape shape, size_t task) {
  const size_t b = task / shape.heads, h = task % shape.heads, width = shape.heads * shape.headDim;
  return {3 * width, width, shape.headDim, b * shape.length * 3 * width + h * shape.headDim,
          b * shape.length * width + h * shape.headDim, task * shape.length};
}

LAB_INLINE size_t padded(size_t length) { return ceilDivide(length, W) * W; }

// What a query may not see gets -infinity, up to whole vectors.
LAB_INLINE void maskTail(float* row, size_t visible, size_t stride) {
  for (size_t j = visible; j < stride; j++) row[j] = -__builtin_inff();
}

static void attention(float* out, float* logSumExp, const float* qkv, AttentionShape shape, Precision precision) {
  const float scale = float(1 / __builtin_sqrt(double(shape.headDim)));
  parallelTasks(shape.batch * shape.heads, [&](size_t task) {
    const Head head = headOf(shape, task);
    const float* q = qkv + head.qkv;
    const float *k = q + head.width, *v = k + head.width;
    float* s = static_cast<float*>(scratch(scores, queryBlock * padded(shape.length) * sizeof(float)));
    for (size_t from = 0; from < shape.length; from += queryBlock) {
      const size_t rows = smaller(queryBlock, shape.length - from), keys = from + rows, lds = padded(keys);
      gemmSerialAs({q + from * head.stride, k, s, nullptr, rows, keys, head.dim, head.stride, head.stride, lds, false,
                    true, false, false},
                   precision);
      float sums[queryBlock];
      for (size_t i = 0; i < rows; i++) {
        float* row = s + i * lds;
        maskTail(row, from + i + 1, lds);
        const size_t used = padded(from + i + 1);
        vf best = splat(-__builtin_inff());
        for (size_t j = 0; j < used; j += W) best = maxKeepingNaN(best, load(row + j));
        const float max = maxLanes(best);
        vf sum = {};
        for (size_t j = 0; j < used; j += W) {
          const vf e = exponential((load(row + j) - max) * scale);
          store(row + j, e);
          sum += e;
        }
        for (size_t j = used; j < lds; j += W) store(row + j, vf{});
        sums[i] = sumLanes(sum);
        logSumExp[head.logSumExp + from + i] = float(double(max) * scale + logarithm(sums[i]));
      }
      float* o = out + head.out + from * head.width;
      gemmSerialAs({s, v, o, nullptr, rows, head.dim, keys, lds, head.stride, head.width, false, false, false, false},
                   precision);
      for (size_t i = 0; i < rows; i++)
        for (size_t d = 0; d < head.dim; d++) o[i * head.width + d] /= sums[i];
    }
  });
}

static void attentionBackward(float* dqkv, const float* dout, const float* out, const float* logSumExp,
                              const float* qkv, AttentionShape shape, Precision precision) {
  const float scale = float(1 / __builtin_sqrt(double(shape.headDim)));
  parallelTasks(shape.batch * shape.heads, [&](size_t task) {
    const Head head = headOf(shape, task);
    const float* q = qkv + head.qkv;
    const float *k = q + head.width, *v = k + head.width;
    float* dq = dqkv + head.qkv;
    float *dk = dq + head.width, *dv = dk + head.width;
    const size_t bytes = queryBlock * padded(shape.length) * sizeof(float);
    float* p = static_cast<float*>(scratch(scores, bytes));
    float* ds = static_cast<float*>(scratch(scoreGradients, bytes));
    for (size_t i = 0; i < shape.length; i++) {
      for (size_t d = 0; d < head.dim; d++) dk[i * head.stride + d] = dv[i * head.stride + d] = 0;
    }
    for (size_t from = 0; from < shape.length; from += queryBlock) {
      const size_t rows = smaller(queryBlock, shape.length - from), keys = from + rows, lds = padded(keys);
      const float* o = out + head.out + from * head.width;
      const float* dO = dout + head.out + from * head.width;
      gemmSerialAs({q + from * head.stride, k, p, nullptr, rows, keys, head.dim, head.stride, head.stride, lds, false,
                    true, false, false},
                   precision);
      gemmSerialAs({dO, v, ds, nullptr, rows, keys, head.dim, head.width, head.stride, lds, false, true, false, false},
                   precision);
      for (size_t i = 0; i < rows; i++) {
        float delta = 0;
        for (size_t d = 0; d < head.dim; d++) delta += dO[i * head.width + d] * o[i * head.width + d];
        const float lse = logSumExp[head.logSumExp + from + i];
        float *pRow = p + i * lds, *dsRow = ds + i * lds;
        const size_t visible = from + i + 1, used = padded(visible);
        maskTail(pRow, visible, lds);
        for (size_t j = visible; j < lds; j++) dsRow[j] = 0;
        for (size_t j = 0; j < used; j += W) {
          const vf weight = exponential(load(pRow + j) * scale - lse);
          store(pRow + j, weight);
          store(dsRow + j, weight * (load(dsRow + j) - delta) * scale);
        }
        for (size_t j = visible; j < lds; j++) pRow[j] = dsRow[j] = 0;
      }
      gemmSerialAs({p, dO, dv, nullptr, keys, head.dim, rows, lds, head.width, head.stride, true, false, true, false},
                   precision);
      gemmSerialAs({ds, k, dq + from * head.stride, nullptr, rows, head.dim, keys, lds, head.stride, head.stride,
                    false, false, false, false},
                   precision);
      gemmSerialAs({ds, q + from * head.stride, dk, nullptr, keys, head.dim, rows, lds, head.stride, head.stride, true,
                    false, true, false},
                   precision);
    }
  });
}
