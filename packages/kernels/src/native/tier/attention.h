// Attention, one task per (batch, head), queries in blocks: scores of a block against all keys that it may see are held,
// so memory grows linearly with the length. A value that is not finite may spread to earlier rows of its own block.
constexpr size_t queryBlock = 64;

struct Head {
  size_t width;  // between rows of out
  size_t query;  // offsets of the head's first query, key (and value), output and log-sum-exp
  size_t key;
  size_t out;
  size_t logSumExp;
  size_t keys;  // that are no padding
};

LAB_INLINE Head headOf(const AttentionShape& shape, size_t task) {
  const size_t b = task / shape.heads, h = task % shape.heads, width = shape.heads * shape.headDim;
  return {width,
          b * shape.queries * shape.queryStride + h * shape.headDim,
          b * shape.keys * shape.keyStride + h * shape.headDim,
          b * shape.queries * width + h * shape.headDim,
          task * shape.queries,
          shape.keyLengths == nullptr ? shape.keys : size_t(shape.keyLengths[b])};
}

LAB_INLINE size_t padded(size_t length) { return ceilDivide(length, W) * W; }

// What a query may not see gets -infinity, up to whole vectors.
LAB_INLINE void maskTail(float* row, size_t visible, size_t stride) {
  for (size_t j = visible; j < stride; j++) row[j] = -__builtin_inff();
}

LAB_INLINE void zeroRows(float* x, size_t rows, size_t cols, size_t stride) {
  for (size_t i = 0; i < rows; i++)
    for (size_t d = 0; d < cols; d++) x[i * stride + d] = 0;
}

// Up to so many queries, as in a step of decoding, bringing the keys into the layout of a blocked product costs more than
// the product itself.
constexpr size_t fewQueries = 8;

// Scores of one query against W keys at a time: a vector of partial sums for each key, transposed and added up.
LAB_INLINE void fewScores(float* row, const float* query, const float* k, size_t keys, size_t stride, size_t dim) {
  for (size_t j = 0; j < keys; j += W) {
    vf sums[W] = {};
    const size_t count = smaller(W, keys - j);
    for (size_t l = 0; l < count; l++) {
      const float* key = k + (j + l) * stride;
      vf sum = load(query) * load(key);
      for (size_t d = W; d < dim; d += W) sum += load(query + d) * load(key + d);
      sums[l] = sum;
    }
    transpose(sums);
    LAB_UNROLL(4)
    for (int width = W / 2; width > 0; width /= 2)
      for (int i = 0; i < width; i++) sums[i] += sums[i + width];
    store(row + j, sums[0]);
  }
}

// One head whose queries are few and see all keys; whole vectors only.
static void attendFew(float* o, float* logSumExp, const float* q, const float* k, const float* v, const Head& head,
                      const AttentionShape& shape, float scale) {
  const size_t used = padded(head.keys);
  float* row = static_cast<float*>(scratch(scores, used * sizeof(float)));
  for (size_t i = 0; i < shape.queries; i++) {
    fewScores(row, q + i * shape.queryStride, k, head.keys, shape.keyStride, shape.headDim);
    maskTail(row, head.keys, used);
    const float max = largestOf(row, used);
    vf lanes = {};
    for (size_t j = 0; j < used; j += W) {
      const vf e = exponential((load(row + j) - max) * scale);
      store(row + j, e);
      lanes += e;
    }
    const float sum = sumLanes(lanes);
    logSumExp[i] = float(double(max) * scale + logarithm(sum));
    for (size_t d = 0; d < shape.headDim; d += W) {
      vf even = {}, odd = {};
      size_t j = 0;
      for (; j + 1 < head.keys; j += 2) {
        even += load(v + j * shape.keyStride + d) * row[j];
        odd += load(v + (j + 1) * shape.keyStride + d) * row[j + 1];
      }
      if (j < head.keys) even += load(v + j * shape.keyStride + d) * row[j];
      store(o + i * head.width + d, (even + odd) / sum);
    }
  }
}

static void attention(float* out, float* logSumExp, const float* queries, const float* keys, const float* values,
                      AttentionShape shape, Precision precision) {
  const float scale = float(1 / __builtin_sqrt(double(shape.headDim)));
  const bool few = !shape.causal && shape.queries <= fewQueries && shape.headDim % W == 0 && shape.headDim > 0;
  const auto attend = [&](size_t task) {
    const Head head = headOf(shape, task);
    const float *q = queries + head.query, *k = keys + head.key, *v = values + head.key;
    if (head.keys == 0) {  // nothing to look at
      zeroRows(out + head.out, shape.queries, shape.headDim, head.width);
      for (size_t i = 0; i < shape.queries; i++) logSumExp[head.logSumExp + i] = -__builtin_inff();
      return;
    }
    if (few) return attendFew(out + head.out, logSumExp + head.logSumExp, q, k, v, head, shape, scale);
    float* s = static_cast<float*>(scratch(scores, queryBlock * padded(head.keys) * sizeof(float)));
    for (size_t from = 0; from < shape.queries; from += queryBlock) {
      const size_t rows = smaller(queryBlock, shape.queries - from);
      const size_t seen = shape.causal ? from + rows : head.keys, lds = padded(seen);
      gemmSerialAs({q + from * shape.queryStride, k, s, nullptr, rows, seen, shape.headDim, shape.queryStride,
                    shape.keyStride, lds, false, true, false, false},
                   precision);
      float sums[queryBlock];
      for (size_t i = 0; i < rows; i++) {
        float* row = s + i * lds;
        const size_t visible = shape.causal ? from + i + 1 : seen, used = padded(visible);
        maskTail(row, visible, lds);
        const float max = largestOf(row, used);
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
      gemmSerialAs({s, v, o, nullptr, rows, shape.headDim, seen, lds, shape.keyStride, head.width, false, false, false,
                    false},
                   precision);
      for (size_t i = 0; i < rows; i++)
        for (size_t d = 0; d < shape.headDim; d++) o[i * head.width + d] /= sums[i];
    }
  };
  const size_t heads = shape.batch * shape.heads;
  if (!few) return parallelTasks(heads, attend);
  parallelRange(heads, 8, [&](size_t begin, size_t end) {
    for (size_t task = begin; task < end; task++) attend(task);
  });
}

static void attentionBackward(float* dqueries, float* dkeys, float* dvalues, const float* dout, const float* out,
                              const float* logSumExp, const float* queries, const float* keys, const float* values,
                              AttentionShape shape, Precision precision) {
  const float scale = float(1 / __builtin_sqrt(double(shape.headDim)));
  const size_t dim = shape.headDim, strideQ = shape.queryStride, strideK = shape.keyStride;
  parallelTasks(shape.batch * shape.heads, [&](size_t task) {
    const Head head = headOf(shape, task);
    const float *q = queries + head.query, *k = keys + head.key, *v = values + head.key;
    float *dq = dqueries + head.query, *dk = dkeys + head.key, *dv = dvalues + head.key;
    zeroRows(dk, shape.keys, dim, strideK);
    zeroRows(dv, shape.keys, dim, strideK);
    if (head.keys == 0) return zeroRows(dq, shape.queries, dim, strideQ);
    const size_t bytes = queryBlock * padded(head.keys) * sizeof(float);
    float* p = static_cast<float*>(scratch(scores, bytes));
    float* ds = static_cast<float*>(scratch(scoreGradients, bytes));
    for (size_t from = 0; from < shape.queries; from += queryBlock) {
      const size_t rows = smaller(queryBlock, shape.queries - from);
      const size_t seen = shape.causal ? from + rows : head.keys, lds = padded(seen);
      const float* o = out + head.out + from * head.width;
      const float* dO = dout + head.out + from * head.width;
      gemmSerialAs({q + from * strideQ, k, p, nullptr, rows, seen, dim, strideQ, strideK, lds, false, true, false,
                    false},
                   precision);
      gemmSerialAs({dO, v, ds, nullptr, rows, seen, dim, head.width, strideK, lds, false, true, false, false},
                   precision);
      for (size_t i = 0; i < rows; i++) {
        float delta = 0;
        for (size_t d = 0; d < dim; d++) delta += dO[i * head.width + d] * o[i * head.width + d];
        const float lse = logSumExp[head.logSumExp + from + i];
        float *pRow = p + i * lds, *dsRow = ds + i * lds;
        const size_t visible = shape.causal ? from + i + 1 : seen, used = padded(visible);
        maskTail(pRow, visible, lds);
        for (size_t j = visible; j < lds; j++) dsRow[j] = 0;
        for (size_t j = 0; j < used; j += W) {
          const vf weight = exponential(load(pRow + j) * scale - lse);
          store(pRow + j, weight);
          store(dsRow + j, weight * (load(dsRow + j) - delta) * scale);
        }
        for (size_t j = visible; j < lds; j++) pRow[j] = dsRow[j] = 0;
      }
      gemmSerialAs({p, dO, dv, nullptr, seen, dim, rows, lds, head.width, strideK, true, false, true, false},
                   precision);
      gemmSerialAs({ds, k, dq + from * strideQ, nullptr, rows, dim, seen, lds, strideK, strideQ, false, false, false,
                    false},
                   precision);
      gemmSerialAs({ds, q + from * strideQ, dk, nullptr, seen, dim, rows, lds, strideQ, strideK, true, false, true,
                    false},
                   precision);
    }
  });
}
