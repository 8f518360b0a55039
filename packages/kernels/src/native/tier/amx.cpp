// Built where compiler and assembler know the tiles, see binding.gyp.
#define LAB_TIER amxKernels
#define LAB_TIER_NAME "amx"
#define LAB_TIER_AVX512
#define LAB_TIER_AMX
#define LAB_BF16
#include "tier.inc"
