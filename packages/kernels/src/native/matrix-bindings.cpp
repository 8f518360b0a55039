// Matrix products.
#include <vector>

#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

napi_value gemm(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "gemm", 11);
  const auto c = in.floats("c"), a = in.floats("a"), b = in.floats("b");
  const size_t m = in.size(), n = in.size(), k = in.size();
  const bool transA = in.flag(), transB = in.flag(), accumulate = in.flag(), exact = in.flag();
  in.expectLength("c", c.length, m * n);
  in.expectLength("a", a.length, m * k);
  in.expectLength("b", b.length, k * n);
  if (!in) return nullptr;
  const GemmJob job = {a.data, b.data, c.data, nullptr, m, n, k, transA ? m : k, transB ? k : n, n,
                       transA, transB, accumulate, false};
  in.kernels->gemm(&job, 1, exact ? Precision::fp32 : in.precision);
  return nullptr;
}

napi_value linear(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "linear", 9);
  const auto y = in.floats("y"), x = in.floats("x"), weight = in.floats("weight"), bias = in.floats("bias");
  const Segments rows = in.segments(0xffffffff);
  const size_t outer = in.size(), inner = in.size();
  const bool relu = in.flag();
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("y", y.length, count * outer);
  in.expectLength("x", x.length, count * inner);
  in.expectLength("weight", weight.length, rows.groups * outer * inner);
  in.expectLength("bias", bias.length, rows.groups * outer);
  if (!in) return nullptr;
  std::vector<GemmJob> jobs;
  jobs.reserve(rows.groups);
  for (size_t e = 0; e < rows.groups; e++) {
    const size_t from = size_t(rows.offsets[e]);
    jobs.push_back({x.data + from * inner, weight.data + e * outer * inner, y.data + from * outer,
                    bias.data + e * outer, size_t(rows.offsets[e + 1]) - from, outer, inner, inner, inner, outer,
                    false, true, false, relu});
  }
  in.kernels->gemm(jobs.data(), jobs.size(), in.precision);
  return nullptr;
}

napi_value groupedGemm(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "groupedGemm", 9);
  const auto c = in.floats("c"), a = in.floats("a"), b = in.floats("b");
  const Segments rows = in.segments(0xffffffff);
  const size_t n = in.size(), k = in.size();
  const bool transB = in.flag(), accumulate = in.flag();
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("c", c.length, count * n);
  in.expectLength("a", a.length, count * k);
  in.expectLength("b", b.length, rows.groups * k * n);
  if (!in) return nullptr;
  std::vector<GemmJob> jobs;
  jobs.reserve(rows.groups);
  for (size_t e = 0; e < rows.groups; e++) {
    const size_t from = size_t(rows.offsets[e]);
    jobs.push_back({a.data + from * k, b.data + e * k * n, c.data + from * n, nullptr,
                    size_t(rows.offsets[e + 1]) - from, n, k, k, transB ? k : n, n, false, transB, accumulate, false});
  }
  in.kernels->gemm(jobs.data(), jobs.size(), in.precision);
  return nullptr;
}

napi_value groupedGemmWeight(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "groupedGemmWeight", 8);
  const auto c = in.floats("c"), a = in.floats("a"), b = in.floats("b");
  const Segments rows = in.segments(0xffffffff);
  const size_t m = in.size(), n = in.size();
  const bool accumulate = in.flag();
  if (!in) return nullptr;
  const size_t count = size_t(rows.offsets[rows.groups]);
  in.expectLength("c", c.length, rows.groups * m * n);
  in.expectLength("a", a.length, count * m);
  in.expectLength("b", b.length, count * n);
  if (!in) return nullptr;
  std::vector<GemmJob> jobs;
  jobs.reserve(rows.groups);
  for (size_t e = 0; e < rows.groups; e++) {
    const size_t from = size_t(rows.offsets[e]);
    jobs.push_back({a.data + from * m, b.data + from * n, c.data + e * m * n, nullptr, m, n,
                    size_t(rows.offsets[e + 1]) - from, m, n, n, true, false, accumulate, false});
  }
  in.kernels->gemm(jobs.data(), jobs.size(), in.precision);
  return nullptr;
}

napi_value batchedGemm(napi_env env, napi_callback_info info) {
  Arguments in(env, info, "batchedGemm", 11);
  const auto c = in.floats("c"), a = in.floats("a"), b = in.floats("b");
  const size_t batch = in.size(), m = in.size(), n = in.size(), k = in.size();
  const bool transA = in.flag(), transB = in.flag(), accumulate = in.flag();
  in.expectLength("c", c.length, batch * m * n);
  in.expectLength("a", a.length, batch * m * k);
  in.expectLength("b", b.length, batch * k * n);
  if (!in) return nullptr;
  std::vector<GemmJob> jobs;
  jobs.reserve(batch);
  for (size_t i = 0; i < batch; i++) {
    jobs.push_back({a.data + i * m * k, b.data + i * k * n, c.data + i * m * n, nullptr, m, n, k, transA ? m : k,
                    transB ? k : n, n, transA, transB, accumulate, false});
  }
  in.kernels->gemm(jobs.data(), jobs.size(), in.precision);
  return nullptr;
}

}  // namespace

void defineMatrixBindings(const Define& define) {
  define("gemm", gemm);
  define("linear", linear);
  define("groupedGemm", groupedGemm);
  define("groupedGemmWeight", groupedGemmWeight);
  define("batchedGemm", batchedGemm);
}

}  // namespace lab
