// What the addon needs beside the kernels: threads, processor features, memory.
#pragma once
#include <stddef.h>

#include "kernels.h"

namespace lab {

// Threads for the kernels that the calling thread starts from now on.
void setThreads(size_t threads);

// 64-byte aligned; null when there is none. Freed with free().
void* allocateAligned(size_t bytes);
// Large pages spare the processor most address translations of a big matrix. A hint, without effect where unknown.
void adviseHugePages(void* memory, size_t bytes);

enum class Isa { portable, avx2, avx512, amx };
constexpr size_t isaCount = 4;
const char* nameOf(Isa isa);

// Null when this processor, its operating system or this build cannot run the tier.
const Kernels* kernelsFor(Isa isa);

// Keeps the addon in memory after the worker that loaded it has ended: the pool's threads run its code.
void stayLoaded();

}  // namespace lab
