// Choosing and normalising within rows.
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

// One bit per lane.
LAB_INLINE uint32_t laneBits(vi mask) {
#if defined(LAB_TIER_AVX512)
  return _mm512_movepi32_mask((__m512i)mask);
#elif defined(LAB_TIER_AVX2)
  return uint32_t(_mm256_movemask_ps((__m256)mask));
#else
  uint32_t bits = 0;
  for (int i = 0; i < W; i++) bits |= uint32_t(mask[i] != 0) << i;
  return bits;
#endif
}

// How many neighbours, from the first on, are certainly not above a bound: whole vectors, looked at 8 at a time.
LAB_INLINE size_t notAbove(const float* x, size_t count, float bound) {
  size_t j = 0;
  for (; j + 8 * W <= count; j += 8 * W) {
    vi above = {};
    LAB_UNROLL(8)
    for (int i = 0; i < 8; i++) above |= (vi)(load(x + j + i * W) > bound);
    if (laneBits(above) != 0) break;
  }
  while (j + W <= count && laneBits((vi)(load(x + j) > bound)) == 0) j += W;
  return j;
}

// The k largest of what has been offered, largest first; ties go to what came first, NaN comes last.
struct Largest {
  float* values;
  int32_t* indices;
  size_t k;
  size_t have;

  LAB_MEMBER void offer(float value, int32_t index) {
    const auto beats = [&](float other) { return value > other || (other != other && value == value); };
    size_t place = have;
    while (place > 0 && beats(values[place - 1])) place--;
    if (place >= k) return;
    if (have < k) have++;
    for (size_t l = have - 1; l > place; l--) {
      values[l] = values[l - 1];
      indices[l] = indices[l - 1];
    }
    values[place] = value;
    indices[place] = index;
  }

  // Whether nothing that is at most `value` would be kept.
  LAB_MEMBER bool beats(float value) const { return k == 0 || (have == k && values[k - 1] >= value); }

  // Neighbours, the first of them under `index`.
  LAB_MEMBER void offerRow(const float* row, size_t cols, size_t index) {
    for (size_t from = 0; from < cols;) {
      // Once k are found, most of a long row holds nothing better.
      const bool bounded = k > 0 && have == k && values[k - 1] == values[k - 1];
      if (bounded) from += notAbove(row + from, cols - from, values[k - 1]);
      if (bounded && from + W <= cols) {
        for (uint32_t above = laneBits((vi)(load(row + from) > values[k - 1])); above != 0; above &= above - 1) {
          const size_t j = from + size_t(__builtin_ctz(above));
          offer(row[j], int32_t(index + j));
        }
      } else {
        for (size_t j = from; j < smaller(cols, from + W); j++) offer(row[j], int32_t(index + j));
      }
      from += W;
    }
  }
};

static void topKRows(float* values, int32_t* indices, const float* x, size_t rows, size_t cols, size_t k) {
  parallelRange(rows, larger(1, grainElements / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      Largest largest = {values + i * k, indices + i * k, k, 0};
      largest.offerRow(x + i * cols, cols, 0);
    }
  });
}

static void softmaxRows(float* out, const float* x, size_t rows, size_t cols) {
  const size_t whole = cols / W * W;
  parallelRange(rows, larger(1, 4096 / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float* row = x + i * cols;
      float* y = out + i * cols;
      const float max = largestOf(row, cols);
      vf sums = {};
      float tail = 0;
      for (size_t j = 0; j < whole; j += W) {
        const vf e = exponential(load(row + j) - max);
        store(y + j, e);
        sums += e;
      }
      for (size_t j = whole; j < cols; j++) tail += y[j] = exponential(row[j] - max);
      const float factor = 1 / (sumLanes(sums) + tail);
      for (size_t j = 0; j < cols; j++) y[j] *= factor;
    }
  });
}

static void softmaxRowsBackward(float* dx, const float* dy, const float* y, size_t rows, size_t cols,
                                bool accumulate) {
  parallelRange(rows, larger(1, grainElements / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float *p = y + i * cols, *up = dy + i * cols;
      float* d = dx + i * cols;
      const size_t whole = cols / W * W;
      vf lanes = {};
      float dot = 0;
      for (size_t j = 0; j < whole; j += W) lanes += load(p + j) * load(up + j);
      for (size_t j = whole; j < cols; j++) dot += p[j] * up[j];
      dot += sumLanes(lanes);
      for (size_t j = 0; j < cols; j++) {
        const float value = p[j] * (up[j] - dot);
        d[j] = accumulate ? d[j] + value : value;
      }
    }
  });
}
