// Nonlinearities of feed-forward layers, with their derivatives recomputed from the input.

// Phi(x), the normal distribution function: half the complementary error function of |x| / sqrt 2 by formula 7.1.26 of
// Abramowitz and Stegun (absolute error below 1.5e-7), mirrored for positive x, so that the lower tail keeps its digits.
LAB_INLINE vf normalDistribution(vf x, vf& density) {
  const vf z = select((vi)(x < vf{}), -x, x) * 0.70710678f;
  const vf e = exponential(-z * z);
  const vf t = 1.0f / (z * 0.3275911f + 1.0f);
  const vf series = ((((t * 1.061405429f - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
  const vf tail = series * e * 0.5f;
  density = e * 0.39894228f;
  return select((vi)(x > vf{}), 1.0f - tail, tail);
}

LAB_INLINE vf logistic(vf x) { return 1.0f / (exponential(-x) + 1.0f); }

// Value and derivative; the compiler drops the one that is not used.
struct Relu {
  LAB_INLINE void both(vf x, vf& value, vf& slope) {
    value = select((vi)(x < vf{}), vf{}, x);
    slope = select((vi)(x <= vf{}), vf{}, splat(1));
  }
};
struct Gelu {
  LAB_INLINE void both(vf x, vf& value, vf& slope) {
    vf density;
    const vf share = normalDistribution(x, density);
    value = x * share;
    slope = share + x * density;
  }
};
struct Silu {
  LAB_INLINE void both(vf x, vf& value, vf& slope) {
    const vf share = logistic(x);
    value = x * share;
    slope = share + value * (1.0f - share);
  }
};

// body(i, count): elements i .. i + count, a whole vector but for the last one.
template <class Body>
LAB_INLINE void inVectors(size_t begin, size_t end, const Body& body) {
  for (size_t i = begin; i < end; i += W) body(i, smaller(W, end - i));
}

LAB_INLINE vf loadSome(const float* p, size_t count) {
  if (count == W) return load(p);
  vf v = {};
  for (size_t i = 0; i < count; i++) v[i] = p[i];
  return v;
}

LAB_INLINE void storeSome(float* p, vf v, size_t count) {
  if (count == W) return store(p, v);
  for (size_t i = 0; i < count; i++) p[i] = v[i];
}

template <class Kind>
static void activateAs(float* out, const float* x, size_t length) {
  parallelRange(length, grainElements / 4, [&](size_t begin, size_t end) {
    inVectors(begin, end, [&](size_t i, size_t count) {
      vf value, slope;
      Kind::both(loadSome(x + i, count), value, slope);
      storeSome(out + i, value, count);
    });
  });
}

template <class Kind>
static void activateBackwardAs(float* dx, const float* dy, const float* x, size_t length, bool accumulate) {
  parallelRange(length, grainElements / 4, [&](size_t begin, size_t end) {
    inVectors(begin, end, [&](size_t i, size_t count) {
      vf value, slope;
      Kind::both(loadSome(x + i, count), value, slope);
      const vf d = loadSome(dy + i, count) * slope;
      storeSome(dx + i, accumulate ? loadSome(dx + i, count) + d : d, count);
    });
  });
}

static void activate(float* out, const float* x, size_t length, Nonlinearity kind) {
  if (kind == Nonlinearity::gelu) activateAs<Gelu>(out, x, length);
  else if (kind == Nonlinearity::silu) activateAs<Silu>(out, x, length);
  else activateAs<Relu>(out, x, length);
}

static void activateBackward(float* dx, const float* dy, const float* x, size_t length, Nonlinearity kind,
                             bool accumulate) {
  if (kind == Nonlinearity::gelu) activateBackwardAs<Gelu>(dx, dy, x, length, accumulate);
  else if (kind == Nonlinearity::silu) activateBackwardAs<Silu>(dx, dy, x, length, accumulate);
  else activateBackwardAs<Relu>(dx, dy, x, length, accumulate);
}

// x [rows, 2 * cols]: out = silu(first half) * second half.
static void swiglu(float* out, const float* x, size_t rows, size_t cols) {
  parallelRange(rows, larger(1, grainElements / 4 / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t r = begin; r < end; r++) {
      const float *gate = x + r * 2 * cols, *up = gate + cols;
      inVectors(0, cols, [&](size_t j, size_t count) {
        vf value, slope;
        Silu::both(loadSome(gate + j, count), value, slope);
        storeSome(out + r * cols + j, value * loadSome(up + j, count), count);
      });
    }
  });
}

static void swigluBackward(float* dx, const float* dy, const float* x, size_t rows, size_t cols, bool accumulate) {
  parallelRange(rows, larger(1, grainElements / 4 / larger(cols, 1)), [&](size_t begin, size_t end) {
    for (size_t r = begin; r < end; r++) {
      const float *gate = x + r * 2 * cols, *up = gate + cols;
      float *dGate = dx + r * 2 * cols, *dUp = dGate + cols;
      inVectors(0, cols, [&](size_t j, size_t count) {
        vf value, slope;
        Silu::both(loadSome(gate + j, count), value, slope);
        const vf d = loadSome(dy + r * cols + j, count), first = d * loadSome(up + j, count) * slope, second = d * value;
        storeSome(dGate + j, accumulate ? loadSome(dGate + j, count) + first : first, count);
        storeSome(dUp + j, accumulate ? loadSome(dUp + j, count) + second : second, count);
      });
    }
  });
}
