// Root mean square norm over rows that belong to groups.
static void rmsNorm(float* out, float* rstd, const float* x, const float* gain, Segments rows, size_t cols, float eps) {
  const Chunks chunks = chunksOf(rows);
  const size_t whole = cols / W * W;
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    const float* g = gain + chunk.group * cols;
    for (size_t i = chunk.from; i < chunk.to; i++) {
      const float* row = x + i * cols;
      vf lanes = {};
      float tail = 0;
      for (size_t j = 0; j < whole; j += W) lanes += load(row + j) * load(row + j);
      for (size_t j = whole; j < cols; j++) tail += row[j] * row[j];
      const float r = 1 / __builtin_sqrtf((sumLanes(lanes) + tail) / float(cols) + eps);
      rstd[i] = r;
      float* y = out + i * cols;
      for (size_t j = 0; j < cols; j++) y[j] = row[j] * r * g[j];
    }
  });
}

static void rmsNormBackward(float* dx, float* dgain, const float* dy, const float* x, const float* rstd,
                            const float* gain, Segments rows, size_t cols, bool accumulate) {
  const Chunks chunks = chunksOf(rows);
  float* partials = static_cast<float*>(scratch(partialSums, chunks.count * cols * sizeof(float)));
  const size_t whole = cols / W * W;
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    const float* g = gain + chunk.group * cols;
    float* sums = partials + task * cols;
    __builtin_memset(sums, 0, cols * sizeof(float));
    for (size_t i = chunk.from; i < chunk.to; i++) {
      const float *in = x + i * cols, *up = dy + i * cols;
      const float r = rstd[i];
      vf dots = {};
      float dot = 0;
      for (size_t j = 0; j < whole; j += W) {
        const vf normal = load(in + j) * r, d = load(up + j);
        dots += d * load(g + j) * normal;
        store(sums + j, load(sums + j) + d * normal);
      }
      for (size_t j = whole; j < cols; j++) {
        dot += up[j] * g[j] * in[j] * r;
        sums[j] += up[j] * in[j] * r;
      }
      const float mean = (dot + sumLanes(dots)) / float(cols);
      float* d = dx + i * cols;
      for (size_t j = 0; j < cols; j++) {
        const float value = r * (up[j] * g[j] - in[j] * r * mean);
        d[j] = accumulate ? d[j] + value : value;
      }
    }
  });
  addPartials(dgain, partials, cols, chunks, cols);
}
