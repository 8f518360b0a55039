#pragma once
#include <node_api.h>

#include <functional>

namespace lab {
using Define = std::function<void(const char* name, napi_callback function)>;
void defineMatrixBindings(const Define& define);
void defineAttentionBindings(const Define& define);
void defineActivationBindings(const Define& define);
void defineOptimiserBindings(const Define& define);
void defineRowBindings(const Define& define);
void defineRoutingBindings(const Define& define);
}  // namespace lab
