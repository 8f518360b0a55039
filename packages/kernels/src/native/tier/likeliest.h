// The largest products of rows with all rows of a table, and the log-sum-exp of all of them: what a search over a
// vocabulary wants of its logits. They live a tile at a time, so [rows, cols] is never written.
// Rows of a block at most: its tile of logits fits the second-level cache.
#if defined(LAB_TIER_AMX)
constexpr size_t likeliestRows = 64;
#else
constexpr size_t likeliestRows = 5 * MR;
#endif

// Exponentials of one row's tile are summed beside the tile's maximum; tiles are put together in their order, whatever
// block of rows or thread had them.
struct TileSum {
  float max, sum;
};

LAB_INLINE TileSum tileSum(const float* row, size_t cols) {
  const size_t whole = cols / W * W;
  const float max = largestOf(row, cols);
  if (max == -__builtin_inff()) return {max, 0};
  vf even = {}, odd = {};
  size_t j = 0;
  for (; j + 2 * W <= whole; j += 2 * W) {
    even += exponential(load(row + j) - max);
    odd += exponential(load(row + j + W) - max);
  }
  for (; j < whole; j += W) even += exponential(load(row + j) - max);
  float tail = 0;
  for (j = whole; j < cols; j++) tail += exponential(row[j] - max);
  return {max, sumLanes(even + odd) + tail};
}

LAB_INLINE float logSumExpOf(const TileSum* tiles, size_t count) {
  float max = -__builtin_inff();
  for (size_t t = 0; t < count; t++)
    if (!(tiles[t].max <= max)) max = tiles[t].max;
  double sum = 0;
  for (size_t t = 0; t < count; t++) sum += double(tiles[t].sum) * double(exponential(tiles[t].max - max));
  return float(double(max) + logarithm(sum));
}

// What the packed table was made of. Stands before it, in bytes that are zero in new memory.
struct PackedTable {
  const float* table;
  size_t cols, inner, perWord, wordStep, lanes;
};
static_assert(sizeof(PackedTable) <= 64, "the description of a packed table outgrew its place");

template <class Op>
static void likeliestAs(float* values, int32_t* indices, float* logSumExp, const float* x, const float* table,
                        size_t rows, size_t cols, size_t inner, size_t k, bool unchanged) {
  constexpr size_t blockK = Op::blockWords * Op::perWord, tileCols = Op::tileCols;
  const size_t tiles = ceilDivide(cols, tileCols), blocks = ceilDivide(rows, likeliestRows);
  const size_t blockRows = ceilDivide(rows, blocks);
  // Few rows are shared out by columns as well; neither changes a result.
  const size_t ranges = smaller(tiles, ceilDivide(2 * threadCount(), blocks)), perRange = ceilDivide(tiles, ranges);
  const size_t tileWords = tileCols * wordsOf<Op>(inner);
  PackedTable& made = *static_cast<PackedTable*>(scratch(packedTable, 64 + tiles * tileWords * sizeof(float)));
  float* packed = reinterpret_cast<float*>(&made) + 64 / sizeof(float);
  const bool same = made.table == table && made.cols == cols && made.inner == inner && made.perWord == Op::perWord &&
                    made.wordStep == Op::wordStep && made.lanes == W;
  if (!unchanged || !same) {
    parallelTasks(tiles, [&](size_t tile) {
      const size_t col = tile * tileCols, width = smaller(tileCols, cols - col);
      float* out = packed + tile * tileWords;
      for (size_t k0 = 0; k0 < inner; k0 += blockK) {
        const size_t depth = smaller(blockK, inner - k0);
        packRowsB<Op>(out, table + col * inner + k0, inner, width, depth);
        out += tileCols * wordsOf<Op>(depth);
      }
    });
    made = {table, cols, inner, Op::perWord, Op::wordStep, W};
  }
  TileSum* sums = static_cast<TileSum*>(scratch(partialSums, rows * tiles * sizeof(TileSum)));
  // Of each row and range: its k largest.
  const size_t found = rows * ranges * k;
  float* best = static_cast<float*>(scratch(taskList, found * (sizeof(float) + sizeof(int32_t)) + 64));
  int32_t* at = reinterpret_cast<int32_t*>(best + found);
  parallelTasks(blocks * ranges, [&](size_t task) {
    const size_t row = task / ranges * blockRows, range = task % ranges;
    const size_t count = row < rows ? smaller(blockRows, rows - row) : 0;
    float* logits = static_cast<float*>(scratch(scores, blockRows * tileCols * sizeof(float)));
    float* packedRows = rowsToPack<Op>(count);
    Largest largest[likeliestRows];
    for (size_t i = 0; i < count; i++) {
      const size_t place = ((row + i) * ranges + range) * k;
      largest[i] = {best + place, at + place, k, 0};
    }
    const GemmJob job = {x + row * inner, nullptr, logits, nullptr, count, tileCols, inner, inner, inner, tileCols,
                         false, true, false, false};
    for (size_t tile = range * perRange; tile < smaller(tiles, (range + 1) * perRange); tile++) {
      const size_t col = tile * tileCols, width = smaller(tileCols, cols - col);
      const float* columns = packed + tile * tileWords;
      for (size_t k0 = 0; k0 < inner; k0 += blockK) {
        const size_t depth = smaller(blockK, inner - k0);
        multiplyPacked<Op>(job, packedRows, columns, logits, nullptr, width, k0, depth);
        columns += tileCols * wordsOf<Op>(depth);
      }
      for (size_t i = 0; i < count; i++) {
        const TileSum sum = sums[(row + i) * tiles + tile] = tileSum(logits + i * tileCols, width);
        if (!largest[i].beats(sum.max)) largest[i].offerRow(logits + i * tileCols, width, col);
      }
    }
    // A range that has fewer than k columns leaves places open.
    for (size_t i = 0; i < count; i++)
      for (size_t l = largest[i].have; l < k; l++) largest[i].indices[l] = -1;
  });
  for (size_t i = 0; i < rows; i++) {
    Largest largest = {values + i * k, indices + i * k, k, 0};
    for (size_t l = i * ranges * k; l < (i + 1) * ranges * k; l++)
      if (at[l] >= 0) largest.offer(best[l], at[l]);
    logSumExp[i] = logSumExpOf(sums + i * tiles, tiles);
  }
}

static void likeliest(float* values, int32_t* indices, float* logSumExp, const float* x, const float* table,
                      size_t rows, size_t cols, size_t inner, size_t k, bool unchanged, Precision precision) {
  if (rows == 0) return;
  if (inner == 0) {  // every product is an empty sum
    for (size_t i = 0; i < rows * k; i++) {
      values[i] = 0;
      indices[i] = int32_t(i % k);
    }
    for (size_t i = 0; i < rows; i++) logSumExp[i] = float(logarithm(double(cols)));
    return;
  }
#if defined(LAB_TIER_AVX512) && defined(LAB_BF16)
  if (precision == Precision::bf16)
    return likeliestAs<Bf16>(values, indices, logSumExp, x, table, rows, cols, inner, k, unchanged);
#endif
  (void)precision;
  likeliestAs<Fp32>(values, indices, logSumExp, x, table, rows, cols, inner, k, unchanged);
}
