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

LAB_INLINE bool anyLane(vi mask) {
#if defined(LAB_TIER_AVX512)
  return _mm512_movepi32_mask((__m512i)mask) != 0;
#elif defined(LAB_TIER_AVX2)
  return _mm256_movemask_ps((__m256)mask) != 0;
#else
  int32_t any = 0;
  for (int i = 0; i < W; i++) any |= mask[i];
  return any != 0;
#endif
}

// How many neighbours, from the first on, are certainly not above a bound: whole vectors, looked at 8 at a time.
LAB_INLINE size_t notAbove(const float* x, size_t count, float bound) {
  size_t j = 0;
  for (; j + 8 * W <= count; j += 8 * W) {
    vi above = {};
    LAB_UNROLL(8)
    for (int i = 0; i < 8; i++) above |= (vi)(load(x + j + i * W) > bound);
    if (anyLane(above)) break;
  }
  while (j + W <= count && !anyLane((vi)(load(x + j) > bound))) j += W;
  return j;
}

// The k largest per row, largest first; ties go to the lower index, NaN comes last.
static void topKRows(float* values, int32_t* indices, const float* x, size_t rows, size_t cols, size_t k) {
  parallelRange(rows, larger(1, grainElements / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float* row = x + i * cols;
      float* best = values + i * k;
      int32_t* at = indices + i * k;
      size_t have = 0;
      for (size_t from = 0; from < cols;) {
        // Once k are found, most of a long row holds nothing better.
        if (k > 0 && have == k && best[k - 1] == best[k - 1]) from += notAbove(row + from, cols - from, best[k - 1]);
        const size_t end = smaller(cols, from + W);
        for (size_t j = from; j < end; j++) {
          const float value = row[j];
          const auto beats = [&](float other) { return value > other || (other != other && value == value); };
          size_t place = have;
          while (place > 0 && beats(best[place - 1])) place--;
          if (place >= k) continue;
          if (have < k) have++;
          for (size_t l = have - 1; l > place; l--) {
            best[l] = best[l - 1];
            at[l] = at[l - 1];
          }
          best[place] = value;
          at[place] = int32_t(j);
        }
        from = end;
      }
    }
  });
}

static void softmaxRows(float* out, const float* x, size_t rows, size_t cols) {
  const size_t whole = cols / W * W;
  parallelRange(rows, larger(1, 4096 / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float* row = x + i * cols;
      float* y = out + i * cols;
      vf bestLanes = splat(-__builtin_inff());
      for (size_t j = 0; j < whole; j += W) bestLanes = maxKeepingNaN(bestLanes, load(row + j));
      float max = maxLanes(bestLanes);
      for (size_t j = whole; j < cols; j++)
        if (!(row[j] <= max)) max = row[j];
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
