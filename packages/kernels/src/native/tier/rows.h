// Kernels over rows that belong to groups: layer norm, bias and activation. Sums over rows (gradients of gain and bias)
// go through partial sums of a fixed number of rows, so their order depends on the shapes only.
constexpr size_t chunkRows = 64;

struct Chunk {
  uint32_t group, from, to;
};

struct Chunks {
  Chunk* list;
  size_t count;
};

static Chunks chunksOf(Segments rows) {
  size_t count = 0;
  for (size_t e = 0; e < rows.groups; e++)
    count += ceilDivide(size_t(rows.offsets[e + 1] - rows.offsets[e]), chunkRows);
  Chunk* list = static_cast<Chunk*>(scratch(taskList, (count + 1) * sizeof(Chunk)));
  size_t at = 0;
  for (size_t e = 0; e < rows.groups; e++) {
    const size_t end = size_t(rows.offsets[e + 1]);
    for (size_t from = size_t(rows.offsets[e]); from < end; from += chunkRows)
      list[at++] = {uint32_t(e), uint32_t(from), uint32_t(smaller(end, from + chunkRows))};
  }
  return {list, count};
}

// target[group] += partial sums of the group's chunks, in their order.
static void addPartials(float* target, const float* partials, size_t stride, Chunks chunks, size_t cols) {
  parallelRange(cols, 128, [&](size_t begin, size_t end) {
    for (size_t chunk = 0; chunk < chunks.count; chunk++) {
      float* out = target + chunks.list[chunk].group * cols;
      const float* in = partials + chunk * stride;
      for (size_t j = begin; j < end; j++) out[j] += in[j];
    }
  });
}

static void biasActivation(float* y, const float* bias, Segments rows, size_t cols, bool relu) {
  const Chunks chunks = chunksOf(rows);
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    const float* b = bias + chunk.group * cols;
    for (size_t i = chunk.from; i < chunk.to; i++) {
      float* row = y + i * cols;
      if (relu) {
        for (size_t j = 0; j < cols; j++) {
          const float value = row[j] + b[j];
          row[j] = value < 0 ? 0 : value;
        }
      } else {
        for (size_t j = 0; j < cols; j++) row[j] += b[j];
      }
    }
  });
}

static void biasActivationBackward(float* dx, float* dbias, const float* dy, const float* y, Segments rows,
                                   size_t cols, bool relu) {
  const Chunks chunks = chunksOf(rows);
  float* partials = static_cast<float*>(scratch(partialSums, chunks.count * cols * sizeof(float)));
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    float* sums = partials + task * cols;
    __builtin_memset(sums, 0, cols * sizeof(float));
    for (size_t i = chunk.from; i < chunk.to; i++) {
      const float *g = dy + i * cols, *value = y + i * cols;
      float* d = dx + i * cols;
      if (relu) {
        for (size_t j = 0; j < cols; j++) {
          const float passed = value[j] <= 0 ? 0 : g[j];
          d[j] = passed;
          sums[j] += passed;
        }
      } else if (d != g) {
        for (size_t j = 0; j < cols; j++) {
          d[j] = g[j];
          sums[j] += g[j];
        }
      } else {
        for (size_t j = 0; j < cols; j++) sums[j] += g[j];
      }
    }
  });
  addPartials(dbias, partials, cols, chunks, cols);
}

static void layerNorm(float* out, float* mean, float* rstd, const float* x, const float* gain, const float* bias,
                      Segments rows, size_t cols, float eps) {
  const Chunks chunks = chunksOf(rows);
  const size_t whole = cols / W * W;
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    const float *g = gain + chunk.group * cols, *b = bias + chunk.group * cols;
    for (size_t i = chunk.from; i < chunk.to; i++) {
      const float* row = x + i * cols;
      vf lanes = {};
      float tail = 0;
      for (size_t j = 0; j < whole; j += W) lanes += load(row + j);
      for (size_t j = whole; j < cols; j++) tail += row[j];
      const float mu = (sumLanes(lanes) + tail) / float(cols);
      lanes = vf{};
      tail = 0;
      for (size_t j = 0; j < whole; j += W) {
        const vf d = load(row + j) - mu;
        lanes += d * d;
      }
      for (size_t j = whole; j < cols; j++) tail += (row[j] - mu) * (row[j] - mu);
      const float r = 1 / __builtin_sqrtf((sumLanes(lanes) + tail) / float(cols) + eps);
      mean[i] = mu;
      rstd[i] = r;
      float* y = out + i * cols;
      for (size_t j = 0; j < whole; j += W) store(y + j, (load(row + j) - mu) * r * load(g + j) + load(b + j));
      for (size_t j = whole; j < cols; j++) y[j] = (row[j] - mu) * r * g[j] + b[j];
    }
  });
}

static void layerNormBackward(float* dx, float* dgain, float* dbias, const float* dy, const float* x,
                              const float* mean, const float* rstd, const float* gain, Segments rows, size_t cols,
                              bool accumulate) {
  const Chunks chunks = chunksOf(rows);
  float* partials = static_cast<float*>(scratch(partialSums, chunks.count * 2 * cols * sizeof(float)));
  const size_t whole = cols / W * W;
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    const float* g = gain + chunk.group * cols;
    float *gainSums = partials + task * 2 * cols, *biasSums = gainSums + cols;
    __builtin_memset(gainSums, 0, 2 * cols * sizeof(float));
    for (size_t i = chunk.from; i < chunk.to; i++) {
      const float *in = x + i * cols, *up = dy + i * cols;
      const float mu = mean[i], r = rstd[i];
      vf sums = {}, dots = {};
      float sum = 0, dot = 0;
      for (size_t j = 0; j < whole; j += W) {
        const vf normal = (load(in + j) - mu) * r, d = load(up + j), scaled = d * load(g + j);
        sums += scaled;
        dots += scaled * normal;
        store(gainSums + j, load(gainSums + j) + d * normal);
        store(biasSums + j, load(biasSums + j) + d);
      }
      for (size_t j = whole; j < cols; j++) {
        const float normal = (in[j] - mu) * r, scaled = up[j] * g[j];
        sum += scaled;
        dot += scaled * normal;
        gainSums[j] += up[j] * normal;
        biasSums[j] += up[j];
      }
      const float meanSum = (sum + sumLanes(sums)) / float(cols), meanDot = (dot + sumLanes(dots)) / float(cols);
      float* d = dx + i * cols;
      for (size_t j = 0; j < whole; j += W) {
        const vf normal = (load(in + j) - mu) * r;
        const vf value = (load(up + j) * load(g + j) - meanSum - normal * meanDot) * r;
        store(d + j, accumulate ? load(d + j) + value : value);
      }
      for (size_t j = whole; j < cols; j++) {
        const float value = r * (up[j] * g[j] - meanSum - (in[j] - mu) * r * meanDot);
        d[j] = accumulate ? d[j] + value : value;
      }
    }
  });
  addPartials(dgain, partials, 2 * cols, chunks, cols);
  addPartials(dbias, partials + cols, 2 * cols, chunks, cols);
}
