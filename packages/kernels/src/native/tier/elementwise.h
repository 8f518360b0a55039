// Index, elementwise and reduction kernels.
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

static void multiply(float* out, const float* a, const float* b, size_t length, bool accumulate) {
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    if (accumulate) {
      for (size_t i = begin; i < end; i++) out[i] += a[i] * b[i];
    } else {
      for (size_t i = begin; i < end; i++) out[i] = a[i] * b[i];
    }
  });
}

// Double precision, in blocks of fixed size whose sums are added in order.
template <class Term>
static double reduce(size_t length, const Term& term) {
  constexpr size_t block = 16384;
  const size_t blocks = ceilDivide(length, block);
  double* sums = static_cast<double*>(scratch(partialSums, (blocks + 1) * sizeof(double)));
  parallelTasks(blocks, [&](size_t task) {
    const size_t end = smaller(length, (task + 1) * block);
    double lanes[16] = {};
    size_t i = task * block;
    for (; i + 16 <= end; i += 16)
      for (size_t l = 0; l < 16; l++) lanes[l] += term(i + l);
    for (; i < end; i++) lanes[0] += term(i);
    double sum = 0;
    for (size_t l = 0; l < 16; l++) sum += lanes[l];
    sums[task] = sum;
  });
  double total = 0;
  for (size_t i = 0; i < blocks; i++) total += sums[i];
  return total;
}

static double sum(const float* x, size_t length) {
  return reduce(length, [&](size_t i) { return double(x[i]); });
}

static double sumOfSquares(const float* x, size_t length) {
  return reduce(length, [&](size_t i) { return double(x[i]) * double(x[i]); });
}
