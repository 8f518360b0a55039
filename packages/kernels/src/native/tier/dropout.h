// Dropout whose mask is a function of seed, stream and position: Philox4x32-10 as in packages/tensor/src/random.ts, one
// block of four words for four elements. The backward pass calls it again on the gradient.
typedef uint64_t vq __attribute__((vector_size(W * 4)));
constexpr size_t dropoutBlocks = W / 2;  // drawn at a time, one a lane

// The lower halves of the lanes times a constant; what stands in the upper halves does not matter.
LAB_INLINE vq multiplyLower(vq a, uint32_t factor) {
#if defined(LAB_TIER_AVX512)
  return (vq)_mm512_mul_epu32((__m512i)a, _mm512_set1_epi64(int64_t(factor)));
#elif defined(LAB_TIER_AVX2)
  return (vq)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x(int64_t(factor)));
#else
  return (a & 0xffffffffu) * uint64_t(factor);
#endif
}

template <int... I>
LAB_INLINE vq zipQuads(vq a, vq b, size_t half, Lanes<I...>) {
  constexpr int lanes = W / 2;
  return half == 0 ? __builtin_shufflevector(a, b, (I % 2 ? lanes + I / 2 : I / 2)...)
                   : __builtin_shufflevector(a, b, (lanes / 2 + (I % 2 ? lanes + I / 2 : I / 2))...);
}

// Words of the blocks `first`, `first + 1` and so on, as they stand beside the elements: two vectors.
LAB_INLINE void philox(size_t first, uint32_t stream, uint32_t key0, uint32_t key1, vi words[2]) {
  vq c0 = {}, c1 = {}, c2 = {}, c3 = {};
  for (size_t lane = 0; lane < dropoutBlocks; lane++) c0[lane] = uint32_t(first + lane);
  c2 += stream;
  c3 += 2;
  LAB_UNROLL(10)
  for (int round = 0; round < 10; round++) {
    const vq p0 = multiplyLower(c0, 0xd2511f53u), p1 = multiplyLower(c2, 0xcd9e8d57u);
    c0 = (p1 >> 32) ^ c1 ^ uint64_t(key0);
    c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ uint64_t(key1);
    c3 = p0;
    key0 += 0x9e3779b9u;
    key1 += 0xbb67ae85u;
  }
  const vq even = (c0 & 0xffffffffu) | (c1 << 32), odd = (c2 & 0xffffffffu) | (c3 << 32);
  const typename MakeLanes<W / 2>::type lanes;
  words[0] = (vi)zipQuads(even, odd, 0, lanes);
  words[1] = (vi)zipQuads(even, odd, 1, lanes);
}

static void dropout(float* out, const float* x, size_t length, double rate, double seed, uint32_t stream,
                    bool accumulate) {
  const uint64_t whole = uint64_t(seed);
  const double border = rate * 4294967296.0;  // words below it drop
  const uint64_t least = uint64_t(border) + (double(uint64_t(border)) < border);  // the least word that stays
  // Signed comparison of unsigned words: both are moved by half the range.
  const vi last = splatInt(int32_t(uint32_t(least - 1) ^ 0x80000000u)), half = splatInt(int32_t(0x80000000u));
  const float factor = float(1 / (1 - rate));
  constexpr size_t group = 2 * W;
  parallelRange(ceilDivide(length, group), grainElements / 64, [&](size_t begin, size_t end) {
    for (size_t from = begin * group; from < smaller(length, end * group); from += group) {
      vi words[2];
      philox(from / 4, stream, uint32_t(whole), uint32_t(whole >> 32), words);
      for (size_t part = 0; part < 2; part++) {
        const size_t at = from + part * W;
        const vi stays = least == 0 ? splatInt(-1) : (vi)((words[part] ^ half) > last);
        if (at + W <= length) {
          const vf value = select(stays, load(x + at) * factor, vf{});
          store(out + at, accumulate ? load(out + at) + value : value);
        } else {
          for (size_t i = at; i < length; i++) {
            const float value = stays[i - at] != 0 ? x[i] * factor : 0;
            out[i] = accumulate ? out[i] + value : value;
          }
        }
      }
    }
  });
}
