// 128-bit vectors of the compiler: SSE2, NEON, WebAssembly SIMD.
#define LAB_TIER portableKernels
#define LAB_TIER_NAME "portable"
#include "tier.inc"
