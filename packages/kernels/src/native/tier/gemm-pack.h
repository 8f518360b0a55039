// Packing: operands are brought into "words" of 32 bits, one float or a pair of bf16 values that are neighbours along k,
// so that the fp32 and the bf16 kernel share one layout.
//
//   A by rows:    a[i * strideA + k]                      from [m, k]
//   A by columns: panels of `panel` rows, a[k * panel + i] from [k, m]
//   B:            panels of NR columns,  b[k * NR + j]    zero-padded to whole panels
constexpr int NR = 2 * W;
#if defined(LAB_TIER_AVX512)
constexpr int MR = 14;  // rows of a register tile: 28 sums + 2 of B + 1 of A = 31 of 32 registers
#elif defined(LAB_TIER_AVX2)
constexpr int MR = 6;
#else
constexpr int MR = 4;
#endif

// How much of a product is packed at a time; measured, see docs/benchmarks.md. Packed parts of A and B share the
// second-level cache with a tile of C.
template <size_t Words, size_t Rows, size_t Cols, size_t PanelRows = MR>
struct Blocking {
  static constexpr size_t blockWords = Words;       // of k per pass
  static constexpr size_t strideA = blockWords + 16;  // not a power of two, else rows collide in the cache's sets
  static constexpr size_t panelRows = PanelRows;
  static constexpr size_t tileRows = Rows / PanelRows * PanelRows;
  static constexpr size_t tileCols = Cols / NR * NR;
  static constexpr size_t leastRows = 2 * PanelRows;  // of a task: what is thinner is not shared out further
  static constexpr size_t rowStep = 1;                // tasks are whole multiples of so many rows
  static constexpr size_t wordStep = 1;  // a packed operand ends at a multiple of so many words, filled with zeros
};
#if defined(LAB_TIER_AVX512)
typedef Blocking<512, 126, 256> Fp32Blocking;
#else
typedef Blocking<256, 18 * MR, 512> Fp32Blocking;
#endif

typedef float vfWord __attribute__((vector_size(W * 4), may_alias));

template <int... I>
struct Lanes {};
template <int N, int... I>
struct MakeLanes : MakeLanes<N - 1, N - 1, I...> {};
template <int... I>
struct MakeLanes<0, I...> {
  typedef Lanes<I...> type;
};
template <int... I>
LAB_INLINE vf zipLow(vf a, vf b, Lanes<I...>) {
  return __builtin_shufflevector(a, b, (I % 2 ? W + I / 2 : I / 2)...);
}
template <int... I>
LAB_INLINE vf zipHigh(vf a, vf b, Lanes<I...>) {
  return __builtin_shufflevector(a, b, (W / 2 + (I % 2 ? W + I / 2 : I / 2))...);
}

// Interleaving the two halves log2(W) times transposes W rows of W words.
LAB_INLINE void transpose(vf rows[W]) {
  const typename MakeLanes<W>::type lanes;
  vf next[W];
  LAB_UNROLL(4)
  for (int step = 1; step < W; step *= 2) {
    LAB_UNROLL(8)
    for (int i = 0; i < W / 2; i++) {
      next[2 * i] = zipLow(rows[i], rows[i + W / 2], lanes);
      next[2 * i + 1] = zipHigh(rows[i], rows[i + W / 2], lanes);
    }
    LAB_UNROLL(16)
    for (int i = 0; i < W; i++) rows[i] = next[i];
  }
}

struct Fp32 : Fp32Blocking {
  static constexpr size_t perWord = 1;
  LAB_INLINE vf multiplyAdd(vf sum, vf a, vf b) { return sum + a * b; }
  // W words of one row, from `count` <= W * perWord elements; the rest is zero.
  LAB_INLINE vf rowWords(const float* x, size_t count) {
    if (count >= W) return load(x);
    vf words = {};
    for (size_t i = 0; i < count; i++) words[i] = x[i];
    return words;
  }
  // W words, one from each of W columns, from one row (or the pair of rows) k.
  LAB_INLINE vf columnWords(const float* x, size_t, size_t cols, size_t) { return rowWords(x, cols); }
};

#if defined(LAB_TIER_AVX512) && defined(LAB_BF16)
struct Bf16Words {
  static constexpr size_t perWord = 2;
  LAB_INLINE vf rowWords(const float* x, size_t count) {
    const __mmask32 mask = count >= 32 ? 0xffffffffu : (1u << count) - 1;
    const __m512 low = _mm512_maskz_loadu_ps((__mmask16)mask, x);
    const __m512 high = _mm512_maskz_loadu_ps((__mmask16)(mask >> 16), x + 16);
    return (vf)(__m512)_mm512_castsi512_ps((__m512i)_mm512_cvtne2ps_pbh(high, low));
  }
  LAB_INLINE vf columnWords(const float* x, size_t stride, size_t cols, size_t rows) {
    const __mmask16 mask = cols >= 16 ? 0xffffu : (1u << cols) - 1;
    const __m512 even = _mm512_maskz_loadu_ps(mask, x);
    const __m512 odd = rows > 1 ? _mm512_maskz_loadu_ps(mask, x + stride) : _mm512_setzero_ps();
    const __m512i low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(even));
    const __m512i high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(odd));
    return (vf)_mm512_castsi512_ps(_mm512_or_si512(low, _mm512_slli_epi32(high, 16)));
  }
};

#if defined(LAB_TIER_AMX)
// Tiles of 16 rows of 16 words, four of them in a block of the product: see gemm-tiles.h.
struct Bf16 : Bf16Words, Blocking<256, 160, 512, 32> {
  static constexpr size_t leastRows = panelRows, rowStep = panelRows;  // thin blocks leave tiles empty
  static constexpr size_t wordStep = 16;
};
#else
struct Bf16 : Bf16Words, Blocking<256, 168, 512> {
  LAB_INLINE vf multiplyAdd(vf sum, vf a, vf b) {
    return _mm512_dpbf16_ps(sum, (__m512bh)(__m512)a, (__m512bh)(__m512)b);
  }
};
#endif
#endif

// Words of a packed operand along k.
template <class Op>
LAB_INLINE size_t wordsOf(size_t k) {
  return ceilDivide(ceilDivide(k, Op::perWord), Op::wordStep) * Op::wordStep;
}

// A [m, k] by rows. Words beyond k up to the next vector are written too (as zeros): strideA leaves room.
template <class Op>
static void packRowsA(float* out, const float* a, size_t lda, size_t m, size_t k) {
  constexpr size_t step = W * Op::perWord;
  for (size_t i = 0; i < m; i++)
    for (size_t l = 0; l < k; l += step)
      store(out + i * Op::strideA + l / Op::perWord, Op::rowWords(a + i * lda + l, smaller(step, k - l)));
}

// Floats between two panels of A by columns: a vector of slack, since whole vectors are stored at a row's end.
LAB_INLINE size_t panelStride(size_t panel, size_t words) { return panel * words + W; }

// A stored [k, m], by panels of `panel` rows of op(A). Walks along the rows of memory: walking down a panel would use a
// part of each cache line and meet it again when it is gone.
template <class Op>
static void packColumnsA(float* out, const float* a, size_t lda, size_t m, size_t k, size_t panel) {
  const size_t words = ceilDivide(k, Op::perWord), stride = panelStride(panel, words);
  for (size_t l = 0; l < words; l++) {
    const float* source = a + l * Op::perWord * lda;
    const size_t pair = smaller(Op::perWord, k - l * Op::perWord);
    float* target = out;
    for (size_t from = 0; from < m; from += panel, target += stride) {
      const size_t rows = smaller(panel, m - from);
      for (size_t i = 0; i < rows; i += W)
        store(target + l * rows + i, Op::columnWords(source + from + i, lda, smaller(W, rows - i), pair));
    }
  }
}

// B [k, n] by panels of NR columns, a few rows at a time: whole lines of memory are read one after another, where walking
// down a single panel would meet a new page at every step.
template <class Op>
static void packColumnsB(float* out, const float* b, size_t ldb, size_t n, size_t k) {
  constexpr size_t group = 8;
  const size_t words = wordsOf<Op>(k), given = ceilDivide(k, Op::perWord);
  for (size_t first = 0; first < given; first += group) {
    const size_t last = smaller(given, first + group);
    for (size_t from = 0; from < n; from += NR) {
      float* target = out + from * words;
      const size_t cols = smaller(NR, n - from);
      for (size_t l = first; l < last; l++) {
        const float* source = b + l * Op::perWord * ldb + from;
        const size_t pair = smaller(Op::perWord, k - l * Op::perWord);
        store(target + l * NR, Op::columnWords(source, ldb, smaller(W, cols), pair));
        store(target + l * NR + W, cols > W ? Op::columnWords(source + W, ldb, cols - W, pair) : vf{});
      }
    }
  }
  for (size_t from = 0; from < n; from += NR)
    for (size_t l = given * NR; l < words * NR; l += W) store(out + from * words + l, vf{});
}

// B stored [n, k], by panels of NR columns of op(B): transposed in registers, W rows at a time.
template <class Op>
static void packRowsB(float* out, const float* b, size_t ldb, size_t n, size_t k) {
  constexpr size_t step = W * Op::perWord;
  const size_t words = wordsOf<Op>(k);
  for (size_t from = 0; from < n; from += W) {
    const size_t cols = smaller(W, n - from);
    float* target = out + (from / NR) * NR * words + from % NR;
    for (size_t l = 0; l < k; l += step) {
      vf block[W];
      const size_t count = smaller(step, k - l);
      LAB_UNROLL(16)
      for (int j = 0; j < W; j++)
        block[j] = static_cast<size_t>(j) < cols ? Op::rowWords(b + (from + j) * ldb + l, count) : vf{};
      transpose(block);
      const size_t rows = smaller(W, words - l / Op::perWord);
      for (size_t i = 0; i < rows; i++) store(target + (l / Op::perWord + i) * NR, block[i]);
    }
  }
  // An odd number of half panels leaves the other half unwritten.
  if (n % NR != 0 && n % NR <= W) {
    float* target = out + (n / NR) * NR * words + W;
    for (size_t l = 0; l < words; l++) store(target + l * NR, vf{});
  }
}
