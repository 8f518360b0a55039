// Gate and combination of experts. Always fp32: near-ties between experts must not depend on the GEMM precision.
static size_t edgeCount(Segments rows) { return size_t(rows.offsets[rows.groups]); }

static float dotRow(const float* a, const float* b, size_t cols) {
  const size_t whole = cols / W * W;
  vf lanes = {};
  for (size_t j = 0; j < whole; j += W) lanes += load(a + j) * load(b + j);
  float sum = 0;
  for (size_t j = whole; j < cols; j++) sum += a[j] * b[j];
  return sum + sumLanes(lanes);
}

static void sigmoidGate(float* gates, const float* hidden, const float* centroids, const int32_t* tokens,
                        Segments rows, size_t cols) {
  const Chunks chunks = chunksOf(rows);
  parallelTasks(chunks.count, [&](size_t task) {
    const Chunk chunk = chunks.list[task];
    const float* centroid = centroids + chunk.group * cols;
    for (size_t i = chunk.from; i < chunk.to; i++)
      gates[i] = 1 / (1 + exponential(-dotRow(hidden + size_t(tokens[i]) * cols, centroid, cols)));
  });
}

// A token may have several edges, so threads split the columns.
static void sigmoidGateBackward(float* dhidden, float* dcentroids, const float* dgates, const float* gates,
                                const float* hidden, const float* centroids, const int32_t* tokens, Segments rows,
                                size_t cols) {
  parallelRange(cols, larger(16, grainElements / larger(edgeCount(rows), 1)), [&](size_t begin, size_t end) {
    for (size_t e = 0; e < rows.groups; e++) {
      const float* centroid = centroids + e * cols;
      float* dcentroid = dcentroids + e * cols;
      for (int32_t i = rows.offsets[e]; i < rows.offsets[e + 1]; i++) {
        const float ds = dgates[i] * gates[i] * (1 - gates[i]);
        const size_t t = size_t(tokens[i]) * cols;
        for (size_t j = begin; j < end; j++) {
          dhidden[t + j] += ds * centroid[j];
          dcentroid[j] += ds * hidden[t + j];
        }
      }
    }
  });
}

static void combineExperts(float* out, const float* hidden, const float* expertOut, const float* gates,
                           const int32_t* tokens, size_t edges, size_t rows, size_t cols) {
  parallelRange(cols, larger(16, grainElements / larger(rows, 1)), [&](size_t begin, size_t end) {
    if (begin >= end) return;
    for (size_t t = 0; t < rows; t++)
      __builtin_memcpy(out + t * cols + begin, hidden + t * cols + begin, (end - begin) * sizeof(float));
    for (size_t i = 0; i < edges; i++) {
      const size_t t = size_t(tokens[i]) * cols;
      const float gate = gates[i];
      const float* in = expertOut + i * cols;
      for (size_t j = begin; j < end; j++) out[t + j] += gate * (in[j] - hidden[t + j]);
    }
  });
}

static void combineExpertsBackward(float* dhidden, float* dexpertOut, float* dgates, const float* dout,
                                   const float* hidden, const float* expertOut, const float* gates,
                                   const int32_t* tokens, size_t edges, size_t rows, size_t cols) {
  parallelRange(edges, larger(1, grainElements / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float *g = dout + size_t(tokens[i]) * cols, *h = hidden + size_t(tokens[i]) * cols;
      const float* in = expertOut + i * cols;
      float* d = dexpertOut + i * cols;
      const float gate = gates[i];
      const size_t whole = cols / W * W;
      vf lanes = {};
      for (size_t j = 0; j < whole; j += W) {
        const vf up = load(g + j);
        lanes += up * (load(in + j) - load(h + j));
        store(d + j, up * gate);
      }
      float sum = 0;
      for (size_t j = whole; j < cols; j++) {
        sum += g[j] * (in[j] - h[j]);
        d[j] = gate * g[j];
      }
      dgates[i] = sum + sumLanes(lanes);
    }
  });
  parallelRange(cols, larger(16, grainElements / larger(rows, 1)), [&](size_t begin, size_t end) {
    for (size_t t = 0; t < rows; t++)
      for (size_t j = t * cols + begin; j < t * cols + end; j++) dhidden[j] += dout[j];
    for (size_t i = 0; i < edges; i++) {
      const size_t t = size_t(tokens[i]) * cols;
      const float gate = gates[i];
      for (size_t j = t + begin; j < t + end; j++) dhidden[j] -= gate * dout[j];
    }
  });
}
