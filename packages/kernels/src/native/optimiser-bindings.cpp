// Updates of one parameter.
#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

napi_value adamW(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "adamW", 13);
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
  options.coupled = in.flag();
  if (in) in.kernels->adamW(weights.data, grad.data, moment1.data, moment2.data, weights.length, options);
  return nullptr;
}

napi_value sgd(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "sgd", 9);
  const auto weights = in.floats("weights");
  const auto grad = in.floats("grad", weights.length), velocity = in.floats("velocity");
  SgdOptions options;
  options.learningRate = in.number();
  options.momentum = in.number();
  options.weightDecay = in.number();
  options.gradScale = in.number();
  options.nesterov = in.flag();
  if (options.momentum != 0) in.expectLength("velocity", velocity.length, weights.length);
  if (in) in.kernels->sgd(weights.data, grad.data, velocity.data, weights.length, options);
  return nullptr;
}

}  // namespace

void defineOptimiserBindings(const Define& define) {
  define("adamW", adamW);
  define("sgd", sgd);
}

}  // namespace lab
