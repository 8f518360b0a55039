// Reads the arguments of one call; the first one that does not fit throws and makes every later read return nothing.
#pragma once
#include <node_api.h>
#include <stdio.h>

#include "native.h"

namespace lab {

template <class T>
struct Array {
  T* data = nullptr;
  size_t length = 0;
};

class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info, const char* operation, size_t expected)
      : env_(env), operation_(operation) {
    size_t count = maximum;
    napi_get_cb_info(env, info, &count, values_, nullptr, nullptr);
    if (count < expected) fail("ERR_KERNEL_ARGUMENT", "%s: %zu arguments, %zu expected", operation, count, expected);
    const unsigned settings = static_cast<unsigned>(number());
    kernels = kernelsFor(static_cast<Isa>(settings & 0xff));
    precision = settings & 0x100 ? Precision::bf16 : Precision::fp32;
    if (kernels == nullptr && ok_) fail("ERR_KERNEL_ISA", "%s: this processor lacks the requested tier", operation);
    setThreads(settings >> 16);
  }

  const Kernels* kernels = nullptr;
  Precision precision = Precision::fp32;

  explicit operator bool() const { return ok_; }

  template <class... Values>
  void fail(const char* code, const char* format, Values... values) {
    if (!ok_) return;
    ok_ = false;
    char text[300];
    snprintf(text, sizeof text, format, values...);
    napi_throw_range_error(env_, code, text);
  }

  Array<float> floats(const char* name, size_t atLeast = 0) { return array<float>(name, napi_float32_array, atLeast); }
  Array<int32_t> ints(const char* name, size_t atLeast = 0) { return array<int32_t>(name, napi_int32_array, atLeast); }

  double number() {
    double value = 0;
    if (ok_ && napi_get_value_double(env_, values_[at_], &value) != napi_ok)
      fail("ERR_KERNEL_ARGUMENT", "%s: argument %zu is not a number", operation_, at_);
    at_++;
    return value;
  }
  size_t size() {
    const double value = number();
    if (!(value >= 0 && value < 4294967296.0 && value == double(size_t(value))))
      fail("ERR_KERNEL_ARGUMENT", "%s: argument %zu is %g, a size is expected", operation_, at_ - 1, value);
    return ok_ ? size_t(value) : 0;
  }
  bool flag() {
    bool value = false;
    if (ok_ && napi_get_value_bool(env_, values_[at_], &value) != napi_ok)
      fail("ERR_KERNEL_ARGUMENT", "%s: argument %zu is not true or false", operation_, at_);
    at_++;
    return value;
  }
  void skip() { at_++; }
  bool isNull() {
    napi_valuetype type = napi_undefined;
    napi_typeof(env_, values_[at_], &type);
    return type == napi_null;
  }

  // Segment borders that lie in order within `rows`.
  Segments segments(size_t rows) {
    const Array<int32_t> offsets = ints("offsets", 1);
    if (!ok_) return {nullptr, 0};
    int32_t last = 0;
    for (size_t e = 0; e < offsets.length; e++) {
      if (offsets.data[e] < last || (e == 0 && offsets.data[e] != 0) || size_t(offsets.data[e]) > rows)
        fail("ERR_KERNEL_INDEX", "%s: offsets[%zu] is %d; offsets rise from 0 to at most %zu rows", operation_, e,
             offsets.data[e], rows);
      last = offsets.data[e];
    }
    return {offsets.data, offsets.length - 1};
  }
  void expectIndices(const Array<int32_t>& index, size_t below, bool negativeAllowed = false) {
    for (size_t i = 0; i < index.length && ok_; i++) {
      const int32_t value = index.data[i];
      if (value < 0 ? !negativeAllowed : size_t(value) >= below)
        fail("ERR_KERNEL_INDEX", "%s: index[%zu] is %d, outside of %zu rows", operation_, i, value, below);
    }
  }
  void expectLength(const char* name, size_t length, size_t atLeast) {
    if (length < atLeast)
      fail("ERR_KERNEL_LENGTH", "%s: \"%s\" has %zu elements, the shape needs %zu", operation_, name, length, atLeast);
  }

 private:
  static constexpr size_t maximum = 16;

  template <class T>
  Array<T> array(const char* name, napi_typedarray_type wanted, size_t atLeast) {
    Array<T> result;
    if (!ok_) return result;
    napi_typedarray_type type;
    void* data = nullptr;
    const napi_status status =
        napi_get_typedarray_info(env_, values_[at_++], &type, &result.length, &data, nullptr, nullptr);
    if (status != napi_ok || type != wanted) {
      fail("ERR_KERNEL_ARGUMENT", "%s: \"%s\" must be a %s", operation_, name,
           wanted == napi_float32_array ? "Float32Array; the native backend computes in fp32" : "Int32Array");
      return result;
    }
    result.data = static_cast<T*>(data);
    expectLength(name, result.length, atLeast);
    return result;
  }

  napi_env env_;
  const char* operation_;
  napi_value values_[maximum];
  size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace lab
