#define LAB_TIER avx2Kernels
#define LAB_TIER_NAME "avx2"
#define LAB_TIER_AVX2
#include "tier.inc"
