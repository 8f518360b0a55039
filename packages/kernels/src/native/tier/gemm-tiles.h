// The matrix product on AMX tiles: 16 rows of 16 words each. A block of the product is 32 x 32: four tiles of sums, two of A
// (packed by rows), two of B (the panels of the vector kernel have the layout that the instruction wants). Rows and columns
// past the end are computed from whatever the buffer holds and thrown away; words past k are zeros in both operands.
struct alignas(64) TileShapes {
  uint8_t palette = 1, startRow = 0, reserved[14] = {};
  uint16_t colBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
static_assert(sizeof(TileShapes) == 64, "ldtilecfg reads 64 bytes");

// Tiles belong to a thread while it holds this. Released tiles need not be saved when the thread is put aside.
struct Tiles {
  LAB_MEMBER Tiles() {
    static const TileShapes shapes;
    _tile_loadconfig(&shapes);
  }
  LAB_MEMBER ~Tiles() { _tile_release(); }
  Tiles(const Tiles&) = delete;
};

// The intrinsics do not tell the compiler what memory they read and write.
LAB_INLINE void memoryIsSeen() { asm volatile("" ::: "memory"); }

constexpr size_t tileSide = 16;

// Tiles 0 to 3 hold the sums of a block with more than 16 rows (`low`) and more than 16 columns (`wide`). Strides in bytes.
template <bool low, bool wide>
struct TileSums {
  static constexpr size_t rows = (low ? 2 : 1) * tileSide, cols = (wide ? 2 : 1) * tileSide;

  LAB_MEMBER static void clear() {
    _tile_zero(0);
    if constexpr (wide) _tile_zero(1);
    if constexpr (low) _tile_zero(2);
    if constexpr (low && wide) _tile_zero(3);
  }

  LAB_MEMBER static void fetch(const float* from, size_t stride) {
    const float* under = from + tileSide * stride / sizeof(float);
    _tile_loadd(0, from, stride);
    if constexpr (wide) _tile_loadd(1, from + tileSide, stride);
    if constexpr (low) _tile_loadd(2, under, stride);
    if constexpr (low && wide) _tile_loadd(3, under + tileSide, stride);
  }

  LAB_MEMBER static void keep(float* to, size_t stride) {
    float* under = to + tileSide * stride / sizeof(float);
    _tile_stored(0, to, stride);
    if constexpr (wide) _tile_stored(1, to + tileSide, stride);
    if constexpr (low) _tile_stored(2, under, stride);
    if constexpr (low && wide) _tile_stored(3, under + tileSide, stride);
  }

  LAB_MEMBER static void add(size_t words, const float* a, size_t strideA, const float* b) {
    constexpr size_t strideB = NR * sizeof(float);
    for (size_t l = 0; l < words; l += tileSide) {
      _tile_loadd(6, b + l * NR, strideB);
      _tile_loadd(4, a + l, strideA);
      _tile_dpbf16ps(0, 4, 6);
      if constexpr (wide) {
        _tile_loadd(7, b + l * NR + tileSide, strideB);
        _tile_dpbf16ps(1, 4, 7);
      }
      if constexpr (low) {
        _tile_loadd(5, a + l + tileSide * strideA / sizeof(float), strideA);
        _tile_dpbf16ps(2, 5, 6);
        if constexpr (wide) _tile_dpbf16ps(3, 5, 7);
      }
    }
  }
};

// What C holds comes first in the sum, in whole blocks and in those at the edge: a row's result must not depend on the
// rows beside it.
template <bool low, bool wide>
static void tileBlock(size_t words, const float* a, size_t strideA, const float* b, size_t rows, const Output& out) {
  typedef TileSums<low, wide> Sums;
  const size_t strideC = out.ldc * sizeof(float);
  const bool whole = rows == Sums::rows && out.cols == Sums::cols;
  alignas(64) float edge[2 * tileSide][NR];
  const auto lanes = [&](size_t j) -> __mmask16 { return out.cols - j >= W ? 0xffffu : (1u << (out.cols - j)) - 1; };
  if (!out.add) Sums::clear();
  else if (whole) Sums::fetch(out.c, strideC);
  else {
    for (size_t i = 0; i < rows; i++)
      for (size_t j = 0; j < out.cols; j += W)
        store(&edge[i][j], (vf)_mm512_maskz_loadu_ps(lanes(j), out.c + i * out.ldc + j));
    memoryIsSeen();
    Sums::fetch(&edge[0][0], sizeof(edge[0]));
  }
  Sums::add(words, a, strideA, b);
  if (whole && out.bias == nullptr && !out.relu) return Sums::keep(out.c, strideC);
  Sums::keep(&edge[0][0], sizeof(edge[0]));
  memoryIsSeen();
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = 0; j < out.cols; j += W) {
      vf value = load(&edge[i][j]);
      if (out.bias != nullptr) value += (vf)_mm512_maskz_loadu_ps(lanes(j), out.bias + j);
      if (out.relu) value = select((vi)(value < vf{}), vf{}, value);
      _mm512_mask_storeu_ps(out.c + i * out.ldc + j, lanes(j), (__m512)value);
    }
  }
}

typedef void (*TileBlock)(size_t words, const float* a, size_t strideA, const float* b, size_t rows, const Output& out);

// A stored [k, m], by rows of op(A): transposed in registers, 16 rows and 16 words at a time.
template <class Op>
static void packTransposedA(float* out, const float* a, size_t lda, size_t m, size_t k) {
  for (size_t l = 0; l < k; l += W * Op::perWord) {
    for (size_t i = 0; i < m; i += W) {
      vf block[W];
      LAB_UNROLL(16)
      for (size_t word = 0; word < W; word++) {
        const size_t at = l + word * Op::perWord;
        block[word] = at < k ? Op::columnWords(a + at * lda + i, lda, smaller(W, m - i), smaller(Op::perWord, k - at))
                             : vf{};
      }
      transpose(block);
      LAB_UNROLL(16)
      for (size_t row = 0; row < W; row++) store(out + (i + row) * Op::strideA + l / Op::perWord, block[row]);
    }
  }
}

// See multiplyPacked.
template <class Op>
static void multiplyTiles(const GemmJob& job, float* packedRows, const float* packedCols, float* c, const float* bias,
                          size_t cols, size_t k0, size_t k) {
  static constexpr TileBlock blocks[] = {tileBlock<false, false>, tileBlock<false, true>, tileBlock<true, false>,
                                         tileBlock<true, true>};
  const size_t words = wordsOf<Op>(k);
  const bool last = k0 + k == job.k;
  const Tiles tiles;
  for (size_t row = 0; row < job.m; row += Op::tileRows) {
    const size_t rows = smaller(Op::tileRows, job.m - row);
    if (job.transA) packTransposedA<Op>(packedRows, job.a + k0 * job.lda + row, job.lda, rows, k);
    else packRowsA<Op>(packedRows, job.a + row * job.lda + k0, job.lda, rows, k);
    memoryIsSeen();
    for (size_t i = 0; i < rows; i += Op::panelRows) {
      const size_t height = smaller(Op::panelRows, rows - i);
      for (size_t j = 0; j < cols; j += NR) {
        const Output out = {c + (row + i) * job.ldc + j, job.ldc, smaller(NR, cols - j),
                            last && bias != nullptr ? bias + j : nullptr, job.accumulate || k0 > 0, last && job.relu};
        const TileBlock block = blocks[(height > tileSide ? 2 : 0) + (out.cols > tileSide ? 1 : 0)];
        block(words, packedRows + i * Op::strideA, Op::strideA * sizeof(float), packedCols + j * words, height, out);
      }
    }
  }
  memoryIsSeen();
}
