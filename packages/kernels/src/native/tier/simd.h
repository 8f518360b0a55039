// Vectors of one tier: the compiler's own vector types, as wide as the tier's registers. Included inside the tier's
// namespace. No standard library here: an inline function of a header compiled with AVX-512 flags could be the copy that
// the linker keeps for everybody.
#if defined(LAB_TIER_AVX512)
constexpr int W = 16;
#elif defined(LAB_TIER_AVX2)
constexpr int W = 8;
#else
constexpr int W = 4;
#endif

typedef float vf __attribute__((vector_size(W * 4)));
typedef int32_t vi __attribute__((vector_size(W * 4)));
typedef float vfLoose __attribute__((vector_size(W * 4), aligned(4), may_alias));

#define LAB_PRAGMA(text) _Pragma(#text)
#if defined(__clang__)
#define LAB_UNROLL(n) LAB_PRAGMA(unroll n)
#else
#define LAB_UNROLL(n) LAB_PRAGMA(GCC unroll n)
#endif
#define LAB_INLINE static inline __attribute__((always_inline))
#define LAB_MEMBER inline __attribute__((always_inline))

LAB_INLINE vf load(const float* p) { return *reinterpret_cast<const vfLoose*>(p); }
LAB_INLINE void store(float* p, vf v) { *reinterpret_cast<vfLoose*>(p) = v; }

LAB_INLINE vf splat(float x) {
#if defined(LAB_TIER_AVX512)
  return vf{x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
#elif defined(LAB_TIER_AVX2)
  return vf{x, x, x, x, x, x, x, x};
#else
  return vf{x, x, x, x};
#endif
}

LAB_INLINE vi splatInt(int32_t x) {
  vi v = {};
  return v + x;
}

LAB_INLINE vf select(vi mask, vf yes, vf no) { return (vf)((mask & (vi)yes) | (~mask & (vi)no)); }

// Keeps NaN of either side, so that a row's maximum is NaN when the row holds one.
LAB_INLINE vf maxKeepingNaN(vf a, vf b) {
#if defined(LAB_TIER_AVX512)
  // The instruction gives its second operand where one of the two is NaN.
  return (vf)_mm512_mask_mov_ps(_mm512_max_ps(b, a), _mm512_cmp_ps_mask(b, b, _CMP_UNORD_Q), b);
#else
  const vi takeA = (vi)(a >= b) | (vi)(a != a);
  return select(takeA, a, b);
#endif
}

LAB_INLINE float sumLanes(vf v) {
#if defined(LAB_TIER_AVX512)
  // The order of the loop below, without going through memory.
  const __m256 eight = _mm512_castps512_ps256(v) + _mm512_extractf32x8_ps(v, 1);
  const __m128 four = _mm256_castps256_ps128(eight) + _mm256_extractf128_ps(eight, 1);
  const __m128 two = four + _mm_movehl_ps(four, four);
  return two[0] + two[1];
#else
  float sums[W];
  store(sums, v);
  for (int width = W / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) sums[i] += sums[i + width];
  return sums[0];
#endif
}

LAB_INLINE float maxLanes(vf v) {
#if defined(LAB_TIER_AVX512)
  return _mm512_cmp_ps_mask(v, v, _CMP_UNORD_Q) == 0 ? _mm512_reduce_max_ps(v) : __builtin_nanf("");
#else
  float lanes[W];
  store(lanes, v);
  float best = lanes[0];
  for (int i = 1; i < W; i++)
    if (!(lanes[i] <= best) && best == best) best = lanes[i];
  return best;
#endif
}

// The largest of `length` values; NaN where one of them is. Four chains, since each step of one has to wait for the step
// before.
LAB_INLINE float largestOf(const float* x, size_t length) {
  vf best[4] = {splat(-__builtin_inff()), splat(-__builtin_inff()), splat(-__builtin_inff()), splat(-__builtin_inff())};
  size_t j = 0;
  for (; j + 4 * W <= length; j += 4 * W) {
    LAB_UNROLL(4)
    for (int i = 0; i < 4; i++) best[i] = maxKeepingNaN(best[i], load(x + j + i * W));
  }
  for (; j + W <= length; j += W) best[0] = maxKeepingNaN(best[0], load(x + j));
  float max = maxLanes(maxKeepingNaN(maxKeepingNaN(best[0], best[1]), maxKeepingNaN(best[2], best[3])));
  for (; j < length; j++)
    if (max == max && !(x[j] <= max)) max = x[j];
  return max;
}

LAB_INLINE vf squareRoot(vf v) {
#if defined(LAB_TIER_AVX512)
  return _mm512_sqrt_ps(v);
#elif defined(LAB_TIER_AVX2)
  return _mm256_sqrt_ps(v);
#else
  vf root;
  for (int i = 0; i < W; i++) root[i] = __builtin_sqrtf(v[i]);
  return root;
#endif
}

// exp with a relative error below 2e-7 (3 units in the last place) over the whole range: x = n ln 2 + r, |r| <= ln 2 / 2,
// Taylor's series of exp(r) to degree 7 (its next term is below 6e-9), scaled by 2^n in two halves so that n = 128 and
// subnormal results work. Infinity and NaN pass through.
LAB_INLINE vf exponential(vf x) {
  const vf low = splat(-104.0f), high = splat(89.0f);
#if defined(LAB_TIER_AVX512)
  const vf t = _mm512_min_ps(high, _mm512_max_ps(low, x));  // the second operand, and so NaN, where that is NaN
#else
  vf t = select((vi)(x < low), low, x);
  t = select((vi)(t > high), high, t);
#endif
  const vf rounder = splat(12582912.0f);  // 1.5 * 2^23: adding it rounds to an integer
  const vf shifted = t * 1.44269504f + rounder;
  const vf n = shifted - rounder;
  vf r = t - n * 0.693145752f;  // ln 2 in two parts; the first has few bits, so n times it is exact
  r = r - n * 1.42860677e-6f;
  vf p = r * (1.0f / 5040) + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
#if defined(LAB_TIER_AVX512)
  return _mm512_scalef_ps(p, n);
#else
  const vi whole = (vi)shifted - (vi)rounder;
  const vi half = whole >> 1;
  const vf scaled = p * (vf)((half + 127) << 23) * (vf)((whole - half + 127) << 23);
  return select((vi)(x != x), x, scaled);
#endif
}

LAB_INLINE float exponential(float x) { return exponential(splat(x))[0]; }

// log in double precision, for one value per row: x = 2^e m, log m by the series of 2 atanh((m-1)/(m+1)).
LAB_INLINE double logarithm(double x) {
  if (!(x > 0)) return x == 0 ? -__builtin_inf() : __builtin_nan("");
  if (x == __builtin_inf()) return x;
  uint64_t bits;
  __builtin_memcpy(&bits, &x, 8);
  int64_t exponent = static_cast<int64_t>(bits >> 52) - 1023;  // sums of exponentials are never subnormal
  bits = (bits & 0xfffffffffffffull) | 0x3ff0000000000000ull;
  double m;
  __builtin_memcpy(&m, &bits, 8);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const double s = (m - 1) / (m + 1), s2 = s * s;
  double series = 0;
  for (int odd = 23; odd >= 1; odd -= 2) series = series * s2 + 1.0 / odd;
  return static_cast<double>(exponent) * 0.6931471805599453 + 2 * s * series;
}

LAB_INLINE size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
LAB_INLINE size_t larger(size_t a, size_t b) { return a > b ? a : b; }
LAB_INLINE size_t ceilDivide(size_t a, size_t b) { return (a + b - 1) / b; }

constexpr size_t grainElements = 16384;  // below this a second thread costs more than it saves

template <class Body>
static void parallelTasks(size_t tasks, const Body& body) {
  parallelFor(
      tasks, [](void* context, size_t task) { (*static_cast<const Body*>(context))(task); },
      const_cast<Body*>(&body));
}

// Splits [0, length) into blocks of at least `grain`; where the blocks fall must not matter to the result.
template <class Body>
static void parallelRange(size_t length, size_t grain, const Body& body) {
  if (length == 0) return;
  const size_t blocks = larger(1, smaller(length / larger(grain, 1), 4 * threadCount()));
  const size_t size = ceilDivide(length, blocks);
  parallelTasks(ceilDivide(length, size), [&](size_t task) {
    body(task * size, smaller(length, (task + 1) * size));
  });
}
