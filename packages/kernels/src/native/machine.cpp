// Processor detection and operating-system calls. Compiled for the base instruction set.
#if defined(__linux__) || defined(__APPLE__)
#include <dlfcn.h>
#endif
#if defined(__linux__)
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif
#if defined(LAB_X86)
#include <cpuid.h>
#endif

#include "native.h"

namespace lab {

void adviseHugePages(void* memory, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  const size_t page = 2u << 20;
  if (bytes >= page) madvise(memory, bytes / page * page, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)bytes;
#endif
}

void stayLoaded() {
#if (defined(__linux__) || defined(__APPLE__)) && defined(RTLD_NODELETE)
  Dl_info info;
  if (dladdr(reinterpret_cast<void*>(&stayLoaded), &info) != 0) dlopen(info.dli_fname, RTLD_NOW | RTLD_NODELETE);
#endif
}

const char* nameOf(Isa isa) {
  switch (isa) {
    case Isa::portable: return "portable";
    case Isa::avx2: return "avx2";
    case Isa::avx512: return "avx512";
    case Isa::amx: return "amx";
  }
  return "unknown";
}

#if defined(LAB_X86)
namespace {

bool hasAvx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

bool hasAvx512Bf16() {
  unsigned a, b, c, d;
  return hasAvx512() && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & (1u << 5));
}

// CPUID leaf 7: AMX-BF16 is EDX bit 22, AMX-TILE bit 24. Linux hands out the tile state on request, per process; a
// refusal means that the AVX-512 tier serves.
#if defined(__linux__) && defined(LAB_AMX)
bool hasAmx() {
  unsigned a, b, c, d;
  if (!hasAvx512Bf16() || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  if (!(d & (1u << 22)) || !(d & (1u << 24))) return false;
  constexpr long requestPermission = 0x1023, tileData = 18;
  return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
}
#endif

}  // namespace
#endif

const Kernels* kernelsFor(Isa isa) {
  switch (isa) {
    case Isa::portable: return portableKernels();
#if defined(LAB_X86)
    case Isa::avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? avx2Kernels() : nullptr;
    case Isa::avx512: {
      // Asked once: in a virtual machine CPUID takes as long as a small kernel.
      static const Kernels* const best =
          hasAvx512Bf16() ? avx512Bf16Kernels() : hasAvx512() ? avx512Kernels() : nullptr;
      return best;
    }
#if defined(LAB_AMX)
    case Isa::amx: {
      static const bool available = hasAmx();
      return available ? amxKernels() : nullptr;
    }
#endif
#endif
    default: return nullptr;
  }
}

}  // namespace lab
