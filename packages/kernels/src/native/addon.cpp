// Node-API binding: one function per Backend method, typed arrays passed straight through. The first argument of every
// function is the settings number that the loader builds: tier | bf16 << 8 | threads << 16.
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "bindings.h"

namespace lab {
namespace {

napi_value probe(napi_env env, napi_callback_info) {
  napi_value tiers;
  napi_create_array(env, &tiers);
  uint32_t count = 0;
  for (size_t i = 0; i < isaCount; i++) {
    const Kernels* kernels = kernelsFor(static_cast<Isa>(i));
    if (kernels == nullptr) continue;
    napi_value tier, name, id, hasBf16;
    napi_create_object(env, &tier);
    napi_create_string_utf8(env, nameOf(static_cast<Isa>(i)), NAPI_AUTO_LENGTH, &name);
    napi_create_uint32(env, static_cast<uint32_t>(i), &id);
    napi_get_boolean(env, kernels->hasBf16, &hasBf16);
    napi_set_named_property(env, tier, "name", name);
    napi_set_named_property(env, tier, "id", id);
    napi_set_named_property(env, tier, "bf16", hasBf16);
    napi_set_element(env, tiers, count++, tier);
  }
  return tiers;
}

// Aligned memory that belongs to JavaScript: freed with its ArrayBuffer.
napi_value allocate(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value, buffer, array;
  double length = 0;
  napi_get_cb_info(env, info, &count, &value, nullptr, nullptr);
  napi_get_value_double(env, value, &length);
  const size_t bytes = static_cast<size_t>(length) * sizeof(float);
  void* memory = allocateAligned(bytes);
  if (memory == nullptr) {
    napi_throw_range_error(env, "ERR_KERNEL_MEMORY", "allocate: out of memory; use a smaller batch or model");
    return nullptr;
  }
  memset(memory, 0, bytes);
  const napi_status status = napi_create_external_arraybuffer(
      env, memory, bytes, [](napi_env, void* data, void*) { free(data); }, nullptr, &buffer);
  if (status != napi_ok) {  // hosts that cage their memory refuse foreign buffers
    free(memory);
    void* own;
    if (napi_create_arraybuffer(env, bytes, &own, &buffer) != napi_ok) return nullptr;
  }
  napi_create_typedarray(env, napi_float32_array, static_cast<size_t>(length), buffer, 0, &array);
  return array;
}

}  // namespace
}  // namespace lab

NAPI_MODULE_INIT() {
  lab::stayLoaded();
  const auto define = [&](const char* name, napi_callback function) {
    napi_value value;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &value);
    napi_set_named_property(env, exports, name, value);
  };
  define("probe", lab::probe);
  define("allocate", lab::allocate);
  lab::defineMatrixBindings(define);
  lab::defineAttentionBindings(define);
  lab::defineActivationBindings(define);
  lab::defineOptimiserBindings(define);
  lab::defineRowBindings(define);
  lab::defineRoutingBindings(define);
  return exports;
}
