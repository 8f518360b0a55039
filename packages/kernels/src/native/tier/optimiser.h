// Updates of one parameter, everything in one pass over memory.
static double power(double base, double exponent) {
  double result = 1;
  for (uint64_t n = uint64_t(exponent); n > 0; n >>= 1, base *= base)
    if (n & 1) result *= base;
  return result;
}

static void adamW(float* weights, const float* grad, float* moment1, float* moment2, size_t length,
                  const AdamOptions& o) {
  // update = m1 / c1 / (sqrt(m2 / c2) + eps) = m1 * (sqrt(c2) / c1) / (sqrt(m2) + eps sqrt(c2))
  const double correction1 = 1 - power(o.beta1, o.step), root2 = __builtin_sqrt(1 - power(o.beta2, o.step));
  const float b1 = float(o.beta1), b2 = float(o.beta2), c1 = float(1 - o.beta1), c2 = float(1 - o.beta2);
  const float scale = float(o.gradScale), rate = float(o.learningRate * root2 / correction1);
  const float eps = float(o.eps * root2), keep = float(o.coupled ? 1 : 1 - o.learningRate * o.weightDecay);
  const float decay = float(o.weightDecay);
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    const auto update = [&](size_t at, vf w, vf g, vf m, vf v, vf& outM, vf& outV) {
      (void)at;
      g = g * scale;
      if (o.coupled) g = g + w * decay;
      outM = m * b1 + g * c1;
      outV = v * b2 + g * g * c2;
      return w * keep - outM * rate / (squareRoot(outV) + eps);
    };
    size_t i = begin;
    for (; i + W <= end; i += W) {
      vf m, v;
      store(weights + i, update(i, load(weights + i), load(grad + i), load(moment1 + i), load(moment2 + i), m, v));
      store(moment1 + i, m);
      store(moment2 + i, v);
    }
    for (; i < end; i++) {
      vf m, v;
      const vf w = update(i, splat(weights[i]), splat(grad[i]), splat(moment1[i]), splat(moment2[i]), m, v);
      weights[i] = w[0];
      moment1[i] = m[0];
      moment2[i] = v[0];
    }
  });
}

static void sgd(float* weights, const float* grad, float* velocity, size_t length, const SgdOptions& o) {
  const float scale = float(o.gradScale), decay = float(o.weightDecay), momentum = float(o.momentum);
  const float rate = float(o.learningRate);
  parallelRange(length, grainElements, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
      const float g = grad[i] * scale + weights[i] * decay;
      float step = g;
      if (momentum != 0) {
        velocity[i] = velocity[i] * momentum + g;
        step = o.nesterov ? g + velocity[i] * momentum : velocity[i];
      }
      weights[i] -= rate * step;
    }
  });
}
