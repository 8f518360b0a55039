// fp32 only: processors with AVX-512 but without its bf16 instructions.
#define LAB_TIER avx512Kernels
#define LAB_TIER_NAME "avx512"
#define LAB_TIER_AVX512
#include "tier.inc"
