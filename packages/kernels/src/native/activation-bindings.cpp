// Nonlinearities, softmax, selection and dropout.
#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

Nonlinearity nonlinearity(Arguments& in) {
  const size_t kind = in.size();
  if (kind > size_t(Nonlinearity::silu)) in.fail("ERR_KERNEL_ARGUMENT", "activation %zu is unknown", kind);
  return static_cast<Nonlinearity>(kind);
}

napi_value activate(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "activate", 4);
  const auto out = in.floats("out");
  const auto x = in.floats("x", out.length);
  const Nonlinearity kind = nonlinearity(in);
  if (in) in.kernels->activate(out.data, x.data, out.length, kind);
  return nullptr;
}

napi_value activateBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "activateBackward", 6);
  const auto dx = in.floats("dx");
  const auto dy = in.floats("dy", dx.length), x = in.floats("x", dx.length);
  const Nonlinearity kind = nonlinearity(in);
  const bool accumulate = in.flag();
  if (in) in.kernels->activateBackward(dx.data, dy.data, x.data, dx.length, kind, accumulate);
  return nullptr;
}

size_t rowsOf(size_t length, size_t cols) { return cols == 0 ? 0 : length / cols; }

napi_value swiglu(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "swiglu", 4);
  const auto out = in.floats("out");
  const auto x = in.floats("x", 2 * out.length);
  const size_t cols = in.size();
  if (in) in.kernels->swiglu(out.data, x.data, rowsOf(out.length, cols), cols);
  return nullptr;
}

napi_value swigluBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "swigluBackward", 6);
  const auto dx = in.floats("dx"), dy = in.floats("dy"), x = in.floats("x", dx.length);
  const size_t cols = in.size();
  const bool accumulate = in.flag();
  in.expectLength("dx", dx.length, 2 * dy.length);
  if (in) in.kernels->swigluBackward(dx.data, dy.data, x.data, rowsOf(dy.length, cols), cols, accumulate);
  return nullptr;
}

napi_value softmaxRows(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "softmaxRows", 4);
  const auto out = in.floats("out");
  const auto x = in.floats("x", out.length);
  const size_t cols = in.size();
  if (in) in.kernels->softmaxRows(out.data, x.data, rowsOf(out.length, cols), cols);
  return nullptr;
}

napi_value softmaxRowsBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "softmaxRowsBackward", 6);
  const auto dx = in.floats("dx");
  const auto dy = in.floats("dy", dx.length), y = in.floats("y", dx.length);
  const size_t cols = in.size();
  const bool accumulate = in.flag();
  if (in) in.kernels->softmaxRowsBackward(dx.data, dy.data, y.data, rowsOf(dx.length, cols), cols, accumulate);
  return nullptr;
}

napi_value topKRows(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "topKRows", 6);
  const auto values = in.floats("values");
  const auto indices = in.ints("indices", values.length);
  const auto x = in.floats("x");
  const size_t cols = in.size(), k = in.size();
  if (k > cols) in.fail("ERR_KERNEL_ARGUMENT", "topKRows: k is %zu, a row has %zu columns", k, cols);
  in.expectLength("x", x.length, rowsOf(values.length, k) * cols);
  if (in) in.kernels->topKRows(values.data, indices.data, x.data, rowsOf(values.length, k), cols, k);
  return nullptr;
}

napi_value likeliest(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "likeliest", 10);
  const auto values = in.floats("values");
  const auto indices = in.ints("indices", values.length);
  const auto logSumExp = in.floats("logSumExp");
  const auto x = in.floats("x"), table = in.floats("table");
  const size_t cols = in.size(), inner = in.size(), k = in.size();
  const bool unchanged = in.flag();
  if (k < 1 || k > cols) in.fail("ERR_KERNEL_ARGUMENT", "likeliest: k is %zu, there are %zu columns", k, cols);
  const size_t rows = rowsOf(values.length, k);
  in.expectLength("logSumExp", logSumExp.length, rows);
  in.expectLength("x", x.length, rows * inner);
  in.expectLength("table", table.length, cols * inner);
  if (in)
    in.kernels->likeliest(values.data, indices.data, logSumExp.data, x.data, table.data, rows, cols, inner, k,
                          unchanged, in.precision);
  return nullptr;
}

napi_value dropout(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "dropout", 7);
  const auto out = in.floats("out");
  const auto x = in.floats("x", out.length);
  const double rate = in.number(), seed = in.number(), stream = in.number();
  const bool accumulate = in.flag();
  if (in) in.kernels->dropout(out.data, x.data, out.length, rate, seed, uint32_t(stream), accumulate);
  return nullptr;
}

}  // namespace

void defineActivationBindings(const Define& define) {
  define("activate", activate);
  define("activateBackward", activateBackward);
  define("swiglu", swiglu);
  define("swigluBackward", swigluBackward);
  define("softmaxRows", softmaxRows);
  define("softmaxRowsBackward", softmaxRowsBackward);
  define("topKRows", topKRows);
  define("likeliest", likeliest);
  define("dropout", dropout);
}

}  // namespace lab
