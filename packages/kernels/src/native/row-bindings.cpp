// Normalisation, bias, elementwise, loss and optimiser.
#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

napi_value biasActivation(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "biasActivation", 6);
  const auto y = in.floats("y"), bias = in.floats("bias");
  const Segments rows = in.segments(0xffffffff);
  const size_t cols = in.size();
  const bool relu = in.flag();
  if (!in) return nullptr;
  in.expectLength("y", y.length, size_t(rows.offsets[rows.groups]) * cols);
  in.expectLength("bias", bias.length, rows.groups * cols);
  if (in) in.kernels->biasActivation(y.data, bias.data, rows, cols, relu);
  return nullptr;
}

napi_value biasActivationBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "biasActivationBackward", 8);
  const auto dx = in.floats("dx"), dbias = in.floats("dbias"), dy = in.floats("dy"), y = in.floats("y");
  const Segments rows = in.segments(0xffffffff);
  const size_t cols = in.size();
  const bool relu = in.flag();
  if (!in) return nullptr;
  const size_t size = size_t(rows.offsets[rows.groups]) * cols;
  in.expectLength("dx", dx.length, size);
  in.expectLength("dy", dy.length, size);
  in.expectLength("y", y.length, size);
  in.expectLength("dbias", dbias.length, rows.groups * cols);
  if (in) in.kernels->biasActivationBackward(dx.data, dbias.data, dy.data, y.data, rows, cols, relu);
  return nullptr;
}

napi_value layerNorm(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "layerNorm", 10);
  const auto out = in.floats("out"), mean = in.floats("mean"), rstd = in.floats("rstd"), x = in.floats("x");
  const auto gain = in.floats("gain"), bias = in.floats("bias");
  const Segments rows = in.segments(0xffffffff);
  const size_t cols = in.size();
  const float eps = static_cast<float>(in.number());
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("out", out.length, count * cols);
  in.expectLength("x", x.length, count * cols);
  in.expectLength("mean", mean.length, count);
  in.expectLength("rstd", rstd.length, count);
  in.expectLength("gain", gain.length, rows.groups * cols);
  in.expectLength("bias", bias.length, rows.groups * cols);
  if (in) in.kernels->layerNorm(out.data, mean.data, rstd.data, x.data, gain.data, bias.data, rows, cols, eps);
  return nullptr;
}

napi_value layerNormBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "layerNormBackward", 12);
  const auto dx = in.floats("dx"), dgain = in.floats("dgain"), dbias = in.floats("dbias"), dy = in.floats("dy");
  const auto x = in.floats("x"), mean = in.floats("mean"), rstd = in.floats("rstd"), gain = in.floats("gain");
  const Segments rows = in.segments(0xffffffff);
  const size_t cols = in.size();
  const bool accumulate = in.flag();
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("dx", dx.length, count * cols);
  in.expectLength("dy", dy.length, count * cols);
  in.expectLength("x", x.length, count * cols);
  in.expectLength("mean", mean.length, count);
  in.expectLength("rstd", rstd.length, count);
  in.expectLength("gain", gain.length, rows.groups * cols);
  in.expectLength("dgain", dgain.length, rows.groups * cols);
  in.expectLength("dbias", dbias.length, rows.groups * cols);
  if (in)
    in.kernels->layerNormBackward(dx.data, dgain.data, dbias.data, dy.data, x.data, mean.data, rstd.data, gain.data,
                                  rows, cols, accumulate);
  return nullptr;
}

napi_value crossEntropy(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "crossEntropy", 5);
  const auto logits = in.floats("logits");
  const auto targets = in.ints("targets");
  const size_t cols = in.size();
  const bool gradient = !in.isNull();
  const float gradScale = gradient ? static_cast<float>(in.number()) : 0;
  in.expectLength("logits", logits.length, targets.length * cols);
  in.expectIndices(targets, cols, true);
  if (!in) return nullptr;
  napi_value loss;
  napi_create_double(env, in.kernels->crossEntropy(logits.data, targets.data, targets.length, cols, gradient, gradScale),
                     &loss);
  return loss;
}

napi_value argmaxRows(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "argmaxRows", 4);
  const auto out = in.ints("out");
  const auto x = in.floats("x");
  const size_t cols = in.size();
  in.expectLength("x", x.length, out.length * cols);
  if (in) in.kernels->argmaxRows(out.data, x.data, out.length, cols);
  return nullptr;
}

napi_value add(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "add", 4);
  const auto out = in.floats("out");
  const auto a = in.floats("a", out.length), b = in.floats("b", out.length);
  if (in) in.kernels->add(out.data, a.data, b.data, out.length);
  return nullptr;
}

napi_value addScaled(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "addScaled", 4);
  const auto out = in.floats("out");
  const auto x = in.floats("x", out.length);
  const float scale = static_cast<float>(in.number());
  if (in) in.kernels->addScaled(out.data, x.data, out.length, scale);
  return nullptr;
}

napi_value scale(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "scale", 4);
  const auto out = in.floats("out");
  const auto x = in.floats("x", out.length);
  const float factor = static_cast<float>(in.number());
  if (in) in.kernels->scale(out.data, x.data, out.length, factor);
  return nullptr;
}

napi_value sumOfSquares(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "sumOfSquares", 2);
  const auto x = in.floats("x");
  if (!in) return nullptr;
  napi_value sum;
  napi_create_double(env, in.kernels->sumOfSquares(x.data, x.length), &sum);
  return sum;
}

napi_value adamW(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "adamW", 12);
  const auto weights = in.floats("weights");
  const auto grad = in.floats("grad", weights.length), moment1 = in.floats("moment1", weights.length);
  const auto moment2 = in.floats("moment2", weights.length);
  AdamOptions options;
  options.learningRate = in.number();
  options.beta1 = in.number();
  options.beta2 = in.number();
  options.eps = in.number();
  options.weightDecay = in.number();
  options.gradScale = in.number();
  options.step = in.number();
  if (in) in.kernels->adamW(weights.data, grad.data, moment1.data, moment2.data, weights.length, options);
  return nullptr;
}

}  // namespace

void defineRowBindings(const Define& define) {
  define("biasActivation", biasActivation);
  define("biasActivationBackward", biasActivationBackward);
  define("layerNorm", layerNorm);
  define("layerNormBackward", layerNormBackward);
  define("crossEntropy", crossEntropy);
  define("argmaxRows", argmaxRows);
  define("add", add);
  define("addScaled", addScaled);
  define("scale", scale);
  define("sumOfSquares", sumOfSquares);
  define("adamW", adamW);
}

}  // namespace lab
