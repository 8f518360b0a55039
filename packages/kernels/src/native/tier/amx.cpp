// A compiler that does not know the tiles builds the file empty: kernelsFor then has no such tier.
#if defined(__AMX_TILE__) && defined(__AMX_BF16__)
#define LAB_TIER amxKernels
#define LAB_TIER_NAME "amx"
#define LAB_TIER_AVX512
#define LAB_TIER_AMX
#define LAB_BF16
#include "tier.inc"
#endif
