// Cross-entropy, and its gradient in the same pass.
static double crossEntropy(float* logits, const int32_t* targets, size_t rows, size_t cols, bool gradient,
                           float gradScale, float smoothing) {
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
      const float max = largestOf(row, cols);
      // Smoothing: the target's share falls by `smoothing`, which all columns get in equal parts.
      float wanted = row[target];
      if (smoothing > 0) {
        vf all = {};
        for (size_t j = 0; j < whole; j += W) all += load(row + j);
        float rest = 0;
        for (size_t j = whole; j < cols; j++) rest += row[j];
        wanted = (1 - smoothing) * wanted + smoothing / float(cols) * (sumLanes(all) + rest);
      }
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
      losses[i] = double(max) + logarithm(sum) - wanted;
      if (!gradient) continue;
      const float factor = gradScale / sum;
      const float share = gradScale * smoothing / float(cols);
      for (size_t j = 0; j < whole; j += W) store(row + j, load(row + j) * factor - share);
      for (size_t j = whole; j < cols; j++) row[j] = row[j] * factor - share;
      row[target] -= gradScale * (1 - smoothing);
    }
  });
  double total = 0;
  for (size_t i = 0; i < rows; i++) total += losses[i];
  return total;
}
