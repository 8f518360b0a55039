// Index kernels, gates and the combination of experts. Indices come from data, so each is checked before it is used.
#include <stdint.h>

#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

constexpr int32_t skipNothing = INT32_MIN;

size_t rowsOf(size_t length, size_t cols) { return cols == 0 ? 0 : length / cols; }

napi_value embedding(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "embedding", 7);
  const auto out = in.floats("out"), table = in.floats("table");
  const auto ids = in.ints("ids");
  const size_t cols = in.size();
  const float scale = static_cast<float>(in.number());
  const bool accumulate = in.flag();
  in.expectLength("out", out.length, ids.length * cols);
  in.expectIndices(ids, rowsOf(table.length, cols));
  if (in) in.kernels->embedding(out.data, table.data, ids.data, ids.length, cols, scale, accumulate);
  return nullptr;
}

napi_value embeddingBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "embeddingBackward", 7);
  const auto dtable = in.floats("dtable"), dout = in.floats("dout");
  const auto ids = in.ints("ids");
  const size_t cols = in.size();
  const float scale = static_cast<float>(in.number());
  const int32_t skip = static_cast<int32_t>(in.number());
  in.expectLength("dout", dout.length, ids.length * cols);
  in.expectIndices(ids, rowsOf(dtable.length, cols));
  if (in) in.kernels->scatterAdd(dtable.data, dout.data, ids.data, ids.length, cols, scale, skip);
  return nullptr;
}

napi_value gatherRows(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "gatherRows", 5);
  const auto out = in.floats("out"), x = in.floats("x");
  const auto index = in.ints("index");
  const size_t cols = in.size();
  in.expectLength("out", out.length, index.length * cols);
  in.expectIndices(index, rowsOf(x.length, cols));
  if (in) in.kernels->embedding(out.data, x.data, index.data, index.length, cols, 1, false);
  return nullptr;
}

napi_value scatterAddRows(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "scatterAddRows", 5);
  const auto out = in.floats("out"), x = in.floats("x");
  const auto index = in.ints("index");
  const size_t cols = in.size();
  in.expectLength("x", x.length, index.length * cols);
  in.expectIndices(index, rowsOf(out.length, cols));
  if (in) in.kernels->scatterAdd(out.data, x.data, index.data, index.length, cols, 1, skipNothing);
  return nullptr;
}

napi_value sigmoidGate(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "sigmoidGate", 7);
  const auto gates = in.floats("gates"), hidden = in.floats("hidden"), centroids = in.floats("centroids");
  const auto tokens = in.ints("tokens");
  const Segments rows = in.segments(tokens.length);
  const size_t cols = in.size();
  in.expectLength("gates", gates.length, tokens.length);
  in.expectLength("centroids", centroids.length, rows.groups * cols);
  in.expectIndices(tokens, rowsOf(hidden.length, cols));
  if (in) in.kernels->sigmoidGate(gates.data, hidden.data, centroids.data, tokens.data, rows, cols);
  return nullptr;
}

napi_value sigmoidGateBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "sigmoidGateBackward", 10);
  const auto dhidden = in.floats("dhidden"), dcentroids = in.floats("dcentroids"), dgates = in.floats("dgates");
  const auto gates = in.floats("gates"), hidden = in.floats("hidden"), centroids = in.floats("centroids");
  const auto tokens = in.ints("tokens");
  const Segments rows = in.segments(tokens.length);
  const size_t cols = in.size();
  in.expectLength("dgates", dgates.length, tokens.length);
  in.expectLength("gates", gates.length, tokens.length);
  in.expectLength("centroids", centroids.length, rows.groups * cols);
  in.expectLength("dcentroids", dcentroids.length, rows.groups * cols);
  in.expectIndices(tokens, rowsOf(hidden.length < dhidden.length ? hidden.length : dhidden.length, cols));
  if (in)
    in.kernels->sigmoidGateBackward(dhidden.data, dcentroids.data, dgates.data, gates.data, hidden.data,
                                    centroids.data, tokens.data, rows, cols);
  return nullptr;
}

napi_value combineExperts(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "combineExperts", 7);
  const auto out = in.floats("out");
  const auto hidden = in.floats("hidden", out.length), expertOut = in.floats("expertOut"), gates = in.floats("gates");
  const auto tokens = in.ints("tokens");
  const size_t cols = in.size();
  in.expectLength("expertOut", expertOut.length, tokens.length * cols);
  in.expectLength("gates", gates.length, tokens.length);
  in.expectIndices(tokens, rowsOf(out.length, cols));
  if (in)
    in.kernels->combineExperts(out.data, hidden.data, expertOut.data, gates.data, tokens.data, tokens.length,
                               rowsOf(out.length, cols), cols);
  return nullptr;
}

napi_value combineExpertsBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "combineExpertsBackward", 10);
  const auto dhidden = in.floats("dhidden"), dexpertOut = in.floats("dexpertOut"), dgates = in.floats("dgates");
  const auto dout = in.floats("dout"), hidden = in.floats("hidden", dout.length);
  const auto expertOut = in.floats("expertOut"), gates = in.floats("gates");
  const auto tokens = in.ints("tokens");
  const size_t cols = in.size();
  in.expectLength("dhidden", dhidden.length, dout.length);
  in.expectLength("dexpertOut", dexpertOut.length, tokens.length * cols);
  in.expectLength("expertOut", expertOut.length, tokens.length * cols);
  in.expectLength("dgates", dgates.length, tokens.length);
  in.expectLength("gates", gates.length, tokens.length);
  in.expectIndices(tokens, rowsOf(dout.length, cols));
  if (in)
    in.kernels->combineExpertsBackward(dhidden.data, dexpertOut.data, dgates.data, dout.data, hidden.data,
                                       expertOut.data, gates.data, tokens.data, tokens.length,
                                       rowsOf(dout.length, cols), cols);
  return nullptr;
}

}  // namespace

void defineRoutingBindings(const Define& define) {
  define("embedding", embedding);
  define("embeddingBackward", embeddingBackward);
  define("gatherRows", gatherRows);
  define("scatterAddRows", scatterAddRows);
  define("sigmoidGate", sigmoidGate);
  define("sigmoidGateBackward", sigmoidGateBackward);
  define("combineExperts", combineExperts);
  define("combineExpertsBackward", combineExpertsBackward);
}

}  // namespace lab
