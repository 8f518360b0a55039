// Attention over packed matrices, causal or across two sequences.
#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

// Causal, over queries, keys and values packed in one matrix.
AttentionShape packedShape(Arguments& in) {
  const size_t batch = in.size(), length = in.size(), heads = in.size(), headDim = in.size();
  const size_t stride = 3 * heads * headDim;
  return {batch, length, length, heads, headDim, stride, stride, true, nullptr};
}

napi_value causalAttention(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "causalAttention", 8);
  const auto out = in.floats("out"), logSumExp = in.floats("logSumExp"), qkv = in.floats("qkv");
  const AttentionShape s = packedShape(in);
  const size_t width = s.heads * s.headDim;
  in.expectLength("out", out.length, s.batch * s.queries * width);
  in.expectLength("logSumExp", logSumExp.length, s.batch * s.heads * s.queries);
  in.expectLength("qkv", qkv.length, 3 * s.batch * s.queries * width);
  if (in) {
    const float* q = qkv.data;
    in.kernels->attention(out.data, logSumExp.data, q, q + width, q + 2 * width, s, in.precision);
  }
  return nullptr;
}

napi_value causalAttentionBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "causalAttentionBackward", 10);
  const auto dqkv = in.floats("dqkv"), dout = in.floats("dout"), out = in.floats("out");
  const auto logSumExp = in.floats("logSumExp"), qkv = in.floats("qkv");
  const AttentionShape s = packedShape(in);
  const size_t width = s.heads * s.headDim, size = s.batch * s.queries * width;
  in.expectLength("dqkv", dqkv.length, 3 * size);
  in.expectLength("dout", dout.length, size);
  in.expectLength("out", out.length, size);
  in.expectLength("logSumExp", logSumExp.length, s.batch * s.heads * s.queries);
  in.expectLength("qkv", qkv.length, 3 * size);
  if (in) {
    const float* q = qkv.data;
    float* d = dqkv.data;
    in.kernels->attentionBackward(d, d + width, d + 2 * width, dout.data, out.data, logSumExp.data, q, q + width,
                                  q + 2 * width, s, in.precision);
  }
  return nullptr;
}

// Every query sees the first keyLengths[b] keys of its sequence; keys and values packed in one matrix.
AttentionShape crossShape(Arguments& in) {
  const auto keyLengths = in.ints("keyLengths");
  const size_t batch = in.size(), queries = in.size(), keys = in.size(), heads = in.size(), headDim = in.size();
  in.expectLength("keyLengths", keyLengths.length, batch);
  in.expectIndices(keyLengths, keys + 1);
  const size_t width = heads * headDim;
  return {batch, queries, keys, heads, headDim, width, 2 * width, false, keyLengths.data};
}

napi_value crossAttention(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "crossAttention", 11);
  const auto out = in.floats("out"), logSumExp = in.floats("logSumExp"), q = in.floats("q"), kv = in.floats("kv");
  const AttentionShape s = crossShape(in);
  const size_t width = s.heads * s.headDim;
  in.expectLength("out", out.length, s.batch * s.queries * width);
  in.expectLength("logSumExp", logSumExp.length, s.batch * s.heads * s.queries);
  in.expectLength("q", q.length, s.batch * s.queries * width);
  in.expectLength("kv", kv.length, 2 * s.batch * s.keys * width);
  if (in)
    in.kernels->attention(out.data, logSumExp.data, q.data, kv.data, kv.data + width, s, in.precision);
  return nullptr;
}

napi_value crossAttentionBackward(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "crossAttentionBackward", 14);
  const auto dq = in.floats("dq"), dkv = in.floats("dkv"), dout = in.floats("dout"), out = in.floats("out");
  const auto logSumExp = in.floats("logSumExp"), q = in.floats("q"), kv = in.floats("kv");
  const AttentionShape s = crossShape(in);
  const size_t width = s.heads * s.headDim, size = s.batch * s.queries * width;
  in.expectLength("dq", dq.length, size);
  in.expectLength("dkv", dkv.length, 2 * s.batch * s.keys * width);
  in.expectLength("dout", dout.length, size);
  in.expectLength("out", out.length, size);
  in.expectLength("logSumExp", logSumExp.length, s.batch * s.heads * s.queries);
  in.expectLength("q", q.length, size);
  in.expectLength("kv", kv.length, 2 * s.batch * s.keys * width);
  if (in) {
    in.kernels->attentionBackward(dq.data, dkv.data, dkv.data + width, dout.data, out.data, logSumExp.data, q.data,
                                  kv.data, kv.data + width, s, in.precision);
  }
  return nullptr;
}

}  // namespace

void defineAttentionBindings(const Define& define) {
  define("causalAttention", causalAttention);
  define("causalAttentionBackward", causalAttentionBackward);
  define("crossAttention", crossAttention);
  define("crossAttentionBackward", crossAttentionBackward);
}

}  // namespace lab
