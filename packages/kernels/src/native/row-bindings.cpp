// Normalisation, bias, elementwise and loss.
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

napi_value rmsNorm(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "rmsNorm", 8);
  const auto out = in.floats("out"), rstd = in.floats("rstd"), x = in.floats("x"), gain = in.floats("gain");
  const Segments rows = in.segments(0xffffffff);
  const size_t cols = in.size();
  const float eps = static_cast<float>(in.number());
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("out", out.length, count * cols);
  in.expectLength("x", x.length, count * cols);
  in.expectLength("rstd", rstd.length, count);
  in.expectLength("gain", gain.length, rows.groups * cols);
  if (in) in.kernels->rmsNorm(out.data, rstd.data, x.data, gain.data, rows, cols, eps);
  return nullptr;
}

napi_value rmsNormBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "rmsNormBackward", 10);
  const auto dx = in.floats("dx"), dgain = in.floats("dgain"), dy = in.floats("dy"), x = in.floats("x");
  const auto rstd = in.floats("rstd"), gain = in.floats("gain");
  const Segments rows = in.segments(0xffffffff);
  const size_t cols = in.size();
  const bool accumulate = in.flag();
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("dx", dx.length, count * cols);
  in.expectLength("dy", dy.length, count * cols);
  in.expectLength("x", x.length, count * cols);
  in.expectLength("rstd", rstd.length, count);
  in.expectLength("gain", gain.length, rows.groups * cols);
  in.expectLength("dgain", dgain.length, rows.groups * cols);
  if (in)
    in.kernels->rmsNormBackward(dx.data, dgain.data, dy.data, x.data, rstd.data, gain.data, rows, cols, accumulate);
  return nullptr;
}

napi_value crossEntropy(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "crossEntropy", 6);
  const auto logits = in.floats("logits");
  const auto targets = in.ints("targets");
  const size_t cols = in.size();
  const bool gradient = !in.isNull();
  const float gradScale = gradient ? static_cast<float>(in.number()) : (in.skip(), 0);
  const float smoothing = static_cast<float>(in.number());
  in.expectLength("logits", logits.length, targets.length * cols);
  in.expectIndices(targets, cols, true);
  if (!in) return nullptr;
  napi_value loss;
  napi_create_double(env, in.kernels->crossEntropy(logits.data, targets.data, targets.length, cols, gradient, gradScale,
                                              smoothing),
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

napi_value multiply(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "multiply", 5);
  const auto out = in.floats("out");
  const auto a = in.floats("a", out.length), b = in.floats("b", out.length);
  const bool accumulate = in.flag();
  if (in) in.kernels->multiply(out.data, a.data, b.data, out.length, accumulate);
  return nullptr;
}

napi_value sum(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "sum", 2);
  const auto x = in.floats("x");
  if (!in) return nullptr;
  napi_value total;
  napi_create_double(env, in.kernels->sum(x.data, x.length), &total);
  return total;
}

napi_value sumOfSquares(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "sumOfSquares", 2);
  const auto x = in.floats("x");
  if (!in) return nullptr;
  napi_value sum;
  napi_create_double(env, in.kernels->sumOfSquares(x.data, x.length), &sum);
  return sum;
}

}  // namespace

void defineRowBindings(const Define& define) {
  define("biasActivation", biasActivation);
  define("biasActivationBackward", biasActivationBackward);
  define("layerNorm", layerNorm);
  define("layerNormBackward", layerNormBackward);
  define("rmsNorm", rmsNorm);
  define("rmsNormBackward", rmsNormBackward);
  define("crossEntropy", crossEntropy);
  define("argmaxRows", argmaxRows);
  define("add", add);
  define("addScaled", addScaled);
  define("scale", scale);
  define("multiply", multiply);
  define("sum", sum);
  define("sumOfSquares", sumOfSquares);
}

}  // namespace lab
