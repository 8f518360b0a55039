// The machine as WebAssembly gives it: linear memory, and in the threaded build web workers that wait inside work().
#if !defined(__wasm__)
#error "built by build-wasm.mjs only"
#endif
#include "platform.h"

extern "C" unsigned char __heap_base;

namespace lab {
namespace {

constexpr size_t maxWorkers = 15;
constexpr size_t stackBytes = 1 << 17;
constexpr size_t pageBytes = 1 << 16;

alignas(64) unsigned char stacks[maxWorkers * stackBytes];
uintptr_t heapEnd = 0;

struct Slots {
  void* memory[slotCount];
  size_t size[slotCount];
} slots[maxWorkers + 1];

// Threads are told apart by their stacks: there is no thread-local storage without a C library.
size_t threadIndex() {
  unsigned char here;
  const uintptr_t at = reinterpret_cast<uintptr_t>(&here), first = reinterpret_cast<uintptr_t>(stacks);
  return at >= first && at < first + sizeof stacks ? 1 + (at - first) / stackBytes : 0;
}

// A bump allocator; 0 when memory cannot grow. Locked, since workers ask for scratch memory.
int locked = 0;
void* allocateBytes(size_t bytes) {
  while (__atomic_exchange_n(&locked, 1, __ATOMIC_ACQUIRE) != 0) {
  }
  if (heapEnd == 0) heapEnd = (reinterpret_cast<uintptr_t>(&__heap_base) + 63) / 64 * 64;
  void* result = nullptr;
  const uint64_t end = uint64_t(heapEnd) + (uint64_t(bytes) + 63) / 64 * 64;
  const uint64_t have = uint64_t(__builtin_wasm_memory_size(0)) * pageBytes;
  const uint64_t missing = end > have ? (end - have + pageBytes - 1) / pageBytes : 0;
  if (end < 0xffffffffull && (missing == 0 || __builtin_wasm_memory_grow(0, missing) != size_t(-1))) {
    result = reinterpret_cast<void*>(heapEnd);
    heapEnd = uintptr_t(end);
  }
  __atomic_store_n(&locked, 0, __ATOMIC_RELEASE);
  return result;
}

size_t limit = 1;

#if defined(LAB_WASM_THREADS)
// The protocol of pool.cpp: a worker enters only while the job is open.
constexpr uint32_t openBit = 1u << 31, countMask = 0xff;
uint32_t state = 0;  // openBit | epoch << 8 | workers inside
uint32_t next = 0;
TaskFunction jobFunction;
void* jobContext;
size_t jobTasks, guests;
bool inside = false;

void claim() {
  for (size_t task; (task = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED)) < jobTasks;) jobFunction(jobContext, task);
}
#endif

}  // namespace

size_t threadCount() { return limit; }

uint64_t uniqueId() {
  static uint64_t last = 0;
  return ++last;  // products start on the first thread only
}

void* scratch(unsigned slot, size_t bytes) {
  Slots& own = slots[threadIndex()];
  if (own.size[slot] < bytes) {
    const size_t size = bytes + bytes / 4;
    own.memory[slot] = allocateBytes(size);
    if (own.memory[slot] == nullptr) __builtin_trap();
    __builtin_memset(own.memory[slot], 0, 64);
    own.size[slot] = size;
  }
  return own.memory[slot];
}

void parallelFor(size_t tasks, TaskFunction function, void* context) {
#if defined(LAB_WASM_THREADS)
  if (tasks > 1 && limit > 1 && !inside && threadIndex() == 0) {
    inside = true;
    jobFunction = function;
    jobContext = context;
    jobTasks = tasks;
    guests = limit - 1;
    __atomic_store_n(&next, 0, __ATOMIC_RELAXED);
    const uint32_t epoch = (__atomic_load_n(&state, __ATOMIC_SEQ_CST) & ~openBit) >> 8;
    __atomic_store_n(&state, openBit | (((epoch + 1) & 0x7fffff) << 8), __ATOMIC_SEQ_CST);
    __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&state), guests);
    claim();
    __atomic_fetch_and(&state, ~openBit, __ATOMIC_SEQ_CST);
    // Spins: the first thread of a page may not wait, and a task is short.
    while ((__atomic_load_n(&state, __ATOMIC_SEQ_CST) & countMask) != 0) {
    }
    inside = false;
    return;
  }
#endif
  for (size_t task = 0; task < tasks; task++) function(context, task);
}

}  // namespace lab

#define LAB_EXPORT extern "C" __attribute__((visibility("default"), used))

LAB_EXPORT void* allocate(size_t bytes) { return lab::allocateBytes(bytes); }
LAB_EXPORT void setThreads(size_t threads) { lab::limit = threads; }
LAB_EXPORT void* stackTop(size_t worker) { return lab::stacks + (worker + 1) * lab::stackBytes; }
LAB_EXPORT size_t maxThreads() { return lab::maxWorkers + 1; }

#if defined(LAB_WASM_THREADS)
// The life of a worker: never returns.
LAB_EXPORT void work() {
  using namespace lab;
  uint32_t seen = 0;
  for (;;) {
    uint32_t now = __atomic_load_n(&state, __ATOMIC_SEQ_CST);
    for (int spins = 0; !((now & openBit) && (now >> 8) != (seen >> 8)); spins++) {
      if (spins > 5000) {
        __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int*>(&state), int(now), -1);
        spins = 0;
      }
      now = __atomic_load_n(&state, __ATOMIC_SEQ_CST);
    }
    while ((now & openBit) && (now & countMask) < guests) {
      if (!__atomic_compare_exchange_n(&state, &now, now + 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) continue;
      claim();
      __atomic_fetch_sub(&state, 1, __ATOMIC_SEQ_CST);
      break;
    }
    seen = now;
  }
}
#endif

// What compilers call for copies too large to be written out.
extern "C" void* memcpy(void* to, const void* from, size_t bytes) {
  unsigned char* out = static_cast<unsigned char*>(to);
  const unsigned char* in = static_cast<const unsigned char*>(from);
  for (size_t i = 0; i < bytes; i++) out[i] = in[i];
  return to;
}
extern "C" void* memset(void* to, int value, size_t bytes) {
  unsigned char* out = static_cast<unsigned char*>(to);
  for (size_t i = 0; i < bytes; i++) out[i] = static_cast<unsigned char>(value);
  return to;
}
