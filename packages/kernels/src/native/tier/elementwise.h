// Index, loss, reduction and optimiser kernels.
constexpr size_t grainElements = 16384;  // below this a second thread costs more than it saves

static void embedding(float* out, const float* table, const int32_t* ids, size_t rows, size_t cols, float scale,
                      bool accumulate) {
  parallelRange(rows, larger(1, grainElements / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float* from = table + size_t(ids[i]) * cols;
      float* to = out + i * cols;
      if (accumulate) {
        for (size_t j = 0; j < cols; j++) to[j] += scale * from[j];
      } else {
        for (size_t j = 0; j < cols; j++) to[j] = scale * from[j];
      }
    }
  });
}

// Rows repeat, so threads split the columns: every element is summed in the order of i.
static void scatterAdd(float* out, const float* x, const int32_t* index, size_t rows, size_t cols, float scale,
                       int32_t skip) {
  parallelRange(cols, larger(16, grainElements / larger(rows, 1)), [&](size_t begin, size_t end) {
    for (size_t i = 0; i < rows; i++) {
      if (index[i] == skip) continue;
      float* to = out + size_t(index[i]) * cols;
      const float* from = x + i * cols;
      for (size_t j = begin; j < end; j++) to[j] += scale * from[j];
    }
  });
}

static double crossEntropy(float* logits, const int32_t* targets, size_t rows, size_t cols, bool gradient,
                           float gradScale) {
  double* losses = static_cast<double*>(scratch(partialSums, (rows + 1) * sizeof(double)));
  const size_t whole = cols / W * W;
  parallelRange(rows, larger(1, 4096 / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      float* row = logits + i * cols;
      losses[i] = 0;
      if (targets[i] < 0) {
        if (gradient) __builtin_memset(row, 0, cols * sizeof(float));
        continue;
      }
      const size_t target = size_t(targets[i]);
      vf bestLanes = splat(-__builtin_inff());
      for (size_t j = 0; j < whole; j += W) bestLanes = maxKeepingNaN(bestLanes, load(row + j));
      float max = maxLanes(bestLanes);
      for (size_t j = whole; j < cols; j++)
        if (!(row[j] <= max)) max = row[j];
      const float targetLogit = row[target];
      vf sums = {};
      float tail = 0;
      for (size_t j = 0; j < whole; j += W) {
        const vf e = exponential(load(row + j) - max);
        if (gradient) store(row + j, e);
        sums += e;
      }
      for (size_t j = whole; j < cols; j++) {
        const float e = exponential(row[j] - max);
        if (gradient) row[j] = e;
        tail += e;
      }
      const float sum = sumLanes(sums) + tail;
      losses[i] = double(max) + logarithm(sum) - targetLogit;
      if (!gradient) continue;
      const float factor = gradScale / sum;
      for (size_t j = 0; j < whole; j += W) store(row + j, load(row + j) * factor);
      for (size_t j = whole; j < cols; j++) row[j] *= factor;
      row[target] -= gradScale;
    }
  });
  double total = 0;
  for (size_t i = 0; i < rows; i++) total += losses[i];
  return total;
}

static void argmaxRows(int32_t* out, const float* x, size_t rows, size_t cols) {
  parallelRange(rows, larger(1, grainElements / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float* row = x + i * cols;
      size_t best = 0;
      for (size_t j = 1; j < cols; j++)
        if (row[j] > row[best]) best = j;
      out[i] = int32_t(best);
    }
  });
}

static void add(float* out, const float* a, const float* b, size_t length) {
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) out[i] = a[i] + b[i];
  });
}

static void addScaled(float* out, const float* x, size_t length, float scale) {
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) out[i] += scale * x[i];
  });
}

static void scale(float* out, const float* x, size_t length, float factor) {
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) out[i] = factor * x[i];
  });
}

// Double precision, in blocks of fixed size whose sums are added in order.
static double sumOfSquares(const float* x, size_t length) {
  constexpr size_t block = 16384;
  const size_t blocks = ceilDivide(length, block);
  double* sums = static_cast<double*>(scratch(partialSums, (blocks + 1) * sizeof(double)));
  parallelTasks(blocks, [&](size_t task) {
    const size_t end = smaller(length, (task + 1) * block);
    double lanes[16] = {};
    size_t i = task * block;
    for (; i + 16 <= end; i += 16)
      for (size_t l = 0; l < 16; l++) lanes[l] += double(x[i + l]) * double(x[i + l]);
    for (; i < end; i++) lanes[0] += double(x[i]) * double(x[i]);
    double sum = 0;
    for (size_t l = 0; l < 16; l++) sum += lanes[l];
    sums[task] = sum;
  });
  double total = 0;
  for (size_t i = 0; i < blocks; i++) total += sums[i];
  return total;
}

static double power(double base, double exponent) {
  double result = 1;
  for (uint64_t n = uint64_t(exponent); n > 0; n >>= 1, base *= base)
    if (n & 1) result *= base;
  return result;
}

static void adamW(float* weights, const float* grad, float* moment1, float* moment2, size_t length,
                  const AdamOptions& o) {
  // update = m1 / c1 / (sqrt(m2 / c2) + eps) = m1 * (sqrt(c2) / c1) / (sqrt(m2) + eps sqrt(c2))
  const double correction1 = 1 - power(o.beta1, o.step), root2 = __builtin_sqrt(1 - power(o.beta2, o.step));
  const float b1 = float(o.beta1), b2 = float(o.beta2), c1 = float(1 - o.beta1), c2 = float(1 - o.beta2);
  const float scale = float(o.gradScale), rate = float(o.learningRate * root2 / correction1);
  const float eps = float(o.eps * root2), keep = float(1 - o.learningRate * o.weightDecay);
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    const auto update = [&](size_t at, vf w, vf g, vf m, vf v, vf& outM, vf& outV) {
      (void)at;
      g = g * scale;
      outM = m * b1 + g * c1;
      outV = v * b2 + g * g * c2;
      return w * keep - outM * rate / (squareRoot(outV) + eps);
    };
    size_t i = begin;
    for (; i + W <= end; i += W) {
      vf m, v;
      store(weights + i, update(i, load(weights + i), load(grad + i), load(moment1 + i), load(moment2 + i), m, v));
      store(moment1 + i, m);
      store(moment2 + i, v);
    }
    for (; i < end; i++) {
      vf m, v;
      const vf w = update(i, splat(weights[i]), splat(grad[i]), splat(moment1[i]), splat(moment2[i]), m, v);
      weights[i] = w[0];
      moment1[i] = m[0];
      moment2[i] = v[0];
    }
  });
}
