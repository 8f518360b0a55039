// Blocked matrix product. A task is a tile of C; it packs the parts of A and B that it needs into memory of its own
// thread (both fit the second-level cache), so tiles need no barrier and no shared state. Every element of C is summed
// over k in one order whatever the tiles are: results do not depend on the number of threads.
struct Output {
  float* c;
  size_t ldc;
  size_t cols;
  const float* bias;
  bool add;
  bool relu;
};

template <class Op, int rows, bool byColumns>
static void micro(size_t words, const float* a, const float* b, const Output& out) {
  vf sums[rows][2] = {};
  for (size_t l = 0; l < words; l++) {
    const vf b0 = *reinterpret_cast<const vfWord*>(b + l * NR);
    const vf b1 = *reinterpret_cast<const vfWord*>(b + l * NR + W);
    LAB_UNROLL(14)
    for (int i = 0; i < rows; i++) {
      const vf value = splat(byColumns ? a[l * rows + i] : a[i * Op::strideA + l]);
      sums[i][0] = Op::multiplyAdd(sums[i][0], value, b0);
      sums[i][1] = Op::multiplyAdd(sums[i][1], value, b1);
    }
  }
  if (out.cols == NR) {
    LAB_UNROLL(14)
    for (int i = 0; i < rows; i++) {
      LAB_UNROLL(2)
      for (int j = 0; j < 2; j++) {
        float* c = out.c + i * out.ldc + j * W;
        vf value = sums[i][j];
        if (out.add) value += load(c);
        if (out.bias != nullptr) value += load(out.bias + j * W);
        if (out.relu) value = select((vi)(value < vf{}), vf{}, value);
        store(c, value);
      }
    }
    return;
  }
  float line[NR];
  for (int i = 0; i < rows; i++) {
    store(line, sums[i][0]);
    store(line + W, sums[i][1]);
    for (size_t j = 0; j < out.cols; j++) {
      float* c = out.c + i * out.ldc + j;
      float value = out.add ? *c + line[j] : line[j];
      if (out.bias != nullptr) value += out.bias[j];
      *c = out.relu && value < 0 ? 0 : value;
    }
  }
}

typedef void (*MicroKernel)(size_t words, const float* a, const float* b, const Output& out);

template <class Op, bool byColumns, int... I>
LAB_INLINE MicroKernel microKernelOf(size_t rows, Lanes<I...>) {
  static constexpr MicroKernel kernels[] = {micro<Op, I + 1, byColumns>...};
  return kernels[rows - 1];
}

template <class Op, bool byColumns>
LAB_INLINE MicroKernel microKernel(size_t rows) {
  return microKernelOf<Op, byColumns>(rows, typename MakeLanes<MR>::type());
}

static void scaleOnly(const GemmJob& job) {
  for (size_t i = 0; i < job.m; i++) {
    for (size_t j = 0; j < job.n; j++) {
      float* c = job.c + i * job.ldc + j;
      float value = job.accumulate ? *c : 0;
      if (job.bias != nullptr) value += job.bias[j];
      *c = job.relu && value < 0 ? 0 : value;
    }
  }
}

// What a thread's buffer for B holds, so that the next tile of the same columns finds it packed already. Stands in the
// buffer's first bytes, which are zero in a new buffer.
struct PackedB {
  uint64_t call;  // 0 = nothing
  const float* from;
  size_t cols, k;
};
static_assert(sizeof(PackedB) <= 64, "the description of a packed operand outgrew its place");

// `cols` columns and `k` rows of op(B) as panels.
template <class Op>
LAB_INLINE void packB(float* out, const float* b, size_t ldb, bool transB, size_t cols, size_t k) {
  if (transB) packRowsB<Op>(out, b, ldb, cols, k);
  else packColumnsB<Op>(out, b, ldb, cols, k);
}

// All rows of A against `cols` packed columns of B, over k of the job's k from k0 on; `c` and `bias` begin at the first of
// these columns. `packedRows` has room for Op::tileRows of A.
template <class Op>
LAB_INLINE void multiplyPanels(const GemmJob& job, float* packedRows, const float* packedCols, float* c,
                               const float* bias, size_t cols, size_t k0, size_t k) {
  const size_t words = wordsOf<Op>(k);
  const bool last = k0 + k == job.k;
  for (size_t row = 0; row < job.m; row += Op::tileRows) {
    const size_t rows = smaller(Op::tileRows, job.m - row);
    const size_t panel = ceilDivide(rows, ceilDivide(rows, MR));  // even panels: no thin one at the end
    if (job.transA) packColumnsA<Op>(packedRows, job.a + k0 * job.lda + row, job.lda, rows, k, panel);
    else packRowsA<Op>(packedRows, job.a + row * job.lda + k0, job.lda, rows, k);
    for (size_t i = 0; i < rows; i += panel) {
      const size_t height = smaller(panel, rows - i);
      const MicroKernel kernel = job.transA ? microKernel<Op, true>(height) : microKernel<Op, false>(height);
      const float* a = packedRows + (job.transA ? i / panel * panelStride(panel, words) : i * Op::strideA);
      for (size_t j = 0; j < cols; j += NR) {
        const Output out = {c + (row + i) * job.ldc + j, job.ldc, smaller(NR, cols - j),
                            last && bias != nullptr ? bias + j : nullptr, job.accumulate || k0 > 0, last && job.relu};
        kernel(words, a, packedCols + j * words, out);
      }
    }
  }
}

#if defined(LAB_TIER_AMX)
#include "gemm-tiles.h"
#endif

template <class Op>
LAB_INLINE void multiplyPacked(const GemmJob& job, float* packedRows, const float* packedCols, float* c,
                               const float* bias, size_t cols, size_t k0, size_t k) {
#if defined(LAB_TIER_AMX)
  if constexpr (Op::perWord == 2) return multiplyTiles<Op>(job, packedRows, packedCols, c, bias, cols, k0, k);
  else
#endif
    multiplyPanels<Op>(job, packedRows, packedCols, c, bias, cols, k0, k);
}

template <class Op>
LAB_INLINE float* rowsToPack(size_t most) {
  const size_t rows = ceilDivide(smaller(Op::tileRows, most), Op::panelRows) * Op::panelRows;
  return static_cast<float*>(scratch(packedA, (rows * (Op::strideA + W) + 4 * W) * sizeof(float)));
}

// One product on the calling thread. `call` is the same for tiles of one parallel product and 0 otherwise.
template <class Op>
static void gemmSerial(const GemmJob& job, uint64_t call) {
  if (job.m == 0 || job.n == 0) return;
  if (job.k == 0) return scaleOnly(job);
  constexpr size_t blockK = Op::blockWords * Op::perWord;
  float* packedRows = rowsToPack<Op>(job.m);
  PackedB& packed = *static_cast<PackedB*>(scratch(packedB, 64 + Op::tileCols * Op::blockWords * sizeof(float)));
  float* packedCols = reinterpret_cast<float*>(&packed) + 64 / sizeof(float);
  for (size_t col = 0; col < job.n; col += Op::tileCols) {
    const size_t cols = smaller(Op::tileCols, job.n - col);
    for (size_t k0 = 0; k0 < job.k; k0 += blockK) {
      const size_t k = smaller(blockK, job.k - k0);
      const float* b = job.transB ? job.b + col * job.ldb + k0 : job.b + k0 * job.ldb + col;
      if (call == 0 || packed.call != call || packed.from != b || packed.cols != cols || packed.k != k) {
        packB<Op>(packedCols, b, job.ldb, job.transB, cols, k);
        packed = {call, b, cols, k};
      }
      const float* bias = job.bias == nullptr ? nullptr : job.bias + col;
      multiplyPacked<Op>(job, packedRows, packedCols, job.c + col, bias, cols, k0, k);
    }
  }
}

static void gemmSerialAs(const GemmJob& job, Precision precision, uint64_t call = 0) {
#if defined(LAB_TIER_AVX512) && defined(LAB_BF16)
  if (precision == Precision::bf16) return gemmSerial<Bf16>(job, call);
#endif
  (void)precision;
  gemmSerial<Fp32>(job, call);
}

struct Tile {
  uint32_t job, row, col, rows, cols;
};

static GemmJob part(const GemmJob& job, const Tile& tile) {
  GemmJob sub = job;
  sub.a += job.transA ? tile.row : tile.row * job.lda;
  sub.b += job.transB ? tile.col * job.ldb : tile.col;
  sub.c += tile.row * job.ldc + tile.col;
  if (sub.bias != nullptr) sub.bias += tile.col;
  sub.m = tile.rows;
  sub.n = tile.cols;
  return sub;
}

// What of an operation's blocking the sharing out of a product has to know.
struct TaskSize {
  size_t tileRows, tileCols, leastRows, rowStep;
};

template <class Op>
LAB_INLINE TaskSize taskSizeOf() {
  return {Op::tileRows, Op::tileCols, Op::leastRows, Op::rowStep};
}

static void gemm(const GemmJob* jobs, size_t count, Precision precision) {
  // Tiles as large as the caches like, halved until every thread gets a few of them.
  double work = 0;
  for (size_t i = 0; i < count; i++) work += double(jobs[i].m) * double(jobs[i].n) * double(jobs[i].k);
  const size_t threads = threadCount();
#if defined(LAB_TIER_AVX512) && defined(LAB_BF16)
  const TaskSize limit = precision == Precision::bf16 ? taskSizeOf<Bf16>() : taskSizeOf<Fp32>();
#else
  const TaskSize limit = taskSizeOf<Fp32>();
#endif
  const double share = work / double(4 * threads);
  size_t tiles = 0;
  const auto sizeOf = [&](const GemmJob& job, size_t& height, size_t& width) {
    height = smaller(limit.tileRows, job.m);
    width = smaller(limit.tileCols, job.n);
    height = ceilDivide(job.m, ceilDivide(job.m, height));
    while (threads > 1 && double(height) * double(width) * double(job.k) > share) {
      if (height >= width && height > limit.leastRows) height = ceilDivide(height, 2);
      else if (width > 2 * NR) width = ceilDivide(width / 2, NR) * NR;
      else break;
    }
    height = ceilDivide(height, limit.rowStep) * limit.rowStep;
  };
  for (size_t i = 0; i < count; i++) {
    if (jobs[i].m == 0 || jobs[i].n == 0) continue;
    size_t height, width;
    sizeOf(jobs[i], height, width);
    tiles += ceilDivide(jobs[i].m, height) * ceilDivide(jobs[i].n, width);
  }
  if (tiles == 0) return;
  Tile* list = static_cast<Tile*>(scratch(taskList, tiles * sizeof(Tile)));
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    if (jobs[i].m == 0 || jobs[i].n == 0) continue;
    size_t height, width;
    sizeOf(jobs[i], height, width);
    // Tiles of the same columns stand together: see PackedB.
    for (size_t col = 0; col < jobs[i].n; col += width)
      for (size_t row = 0; row < jobs[i].m; row += height)
        list[at++] = {uint32_t(i), uint32_t(row), uint32_t(col), uint32_t(smaller(height, jobs[i].m - row)),
                      uint32_t(smaller(width, jobs[i].n - col))};
  }
  const uint64_t call = uniqueId();
  parallelTasks(tiles, [&](size_t task) { gemmSerialAs(part(jobs[list[task].job], list[task]), precision, call); });
}
