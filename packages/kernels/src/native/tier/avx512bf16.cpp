#define LAB_TIER avx512Bf16Kernels
#define LAB_TIER_NAME "avx512"
#define LAB_TIER_AVX512
#define LAB_BF16
#include "tier.inc"
