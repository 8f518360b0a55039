// The native thread pool. Tasks are claimed one by one from a counter. Idle workers spin for a moment, since the next
// operation of a step follows within microseconds, and then sleep, since two pools that both spin ruin each other.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

#include "native.h"
#include "platform.h"

namespace lab {
namespace {

constexpr uint64_t openBit = 1ull << 63;
constexpr uint64_t countMask = 0xffff;
constexpr auto spinTime = std::chrono::microseconds(150);

inline void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

struct Pool {
  std::mutex callers;  // one job at a time; a second caller does its job alone
  // openBit | epoch << 16 | workers inside. A worker enters only while the job is open, so the caller need not wait for
  // workers that are asleep.
  std::atomic<uint64_t> state{0};
  std::atomic<size_t> next{0};
  TaskFunction function = nullptr;
  void* context = nullptr;
  size_t tasks = 0;
  size_t guests = 0;  // workers that may enter
  size_t workers = 0;
  std::atomic<size_t> sleepers{0};
  std::mutex bed;
  std::condition_variable alarm;

  void work() {
    for (size_t task; (task = next.fetch_add(1, std::memory_order_relaxed)) < tasks;) function(context, task);
  }

  bool news(uint64_t seen) const {
    const uint64_t now = state.load();
    return (now & openBit) && (now >> 16) != (seen >> 16);
  }

  void worker() {
    uint64_t seen = 0;
    for (;;) {
      auto asleepAt = std::chrono::steady_clock::now() + spinTime;
      for (int i = 1; !news(seen); i++) {
        relax();
        if (i % 64 != 0 || std::chrono::steady_clock::now() < asleepAt) continue;
        std::unique_lock<std::mutex> lock(bed);
        sleepers.fetch_add(1);
        alarm.wait(lock, [&] { return news(seen); });
        sleepers.fetch_sub(1);
      }
      uint64_t now = state.load();
      while ((now & openBit) && (now & countMask) < guests) {
        if (!state.compare_exchange_weak(now, now + 1)) continue;
        work();
        state.fetch_sub(1);
        break;
      }
      seen = now;
    }
  }

  void run(size_t count, size_t limit, TaskFunction f, void* c) {
    while (workers + 1 < limit) {
      std::thread([this] { worker(); }).detach();
      workers++;
    }
    function = f;
    context = c;
    tasks = count;
    guests = limit - 1;
    next.store(0);
    const uint64_t epoch = (state.load() & ~openBit) >> 16;
    state.store(openBit | ((epoch + 1) << 16));
    if (sleepers.load() > 0) {
      std::lock_guard<std::mutex> lock(bed);
      alarm.notify_all();
    }
    work();
    state.fetch_and(~openBit);
    for (int i = 0; (state.load() & countMask) != 0; i++) {
      if (i < 20000) relax();
      else std::this_thread::yield();
    }
  }
};

// Never destroyed: workers outlive static destructors.
Pool& pool() {
  static Pool* const instance = new Pool;
  return *instance;
}

thread_local size_t limit = 1;
thread_local bool inside = false;  // no nesting

struct Slots {
  void* memory[slotCount] = {};
  size_t size[slotCount] = {};
  ~Slots() {
    for (void* block : memory) std::free(block);
  }
};
thread_local Slots slots;

}  // namespace

void setThreads(size_t threads) { limit = threads; }
size_t threadCount() { return inside ? 1 : limit; }

void parallelFor(size_t tasks, TaskFunction function, void* context) {
  if (tasks > 1 && limit > 1 && !inside) {
    Pool& shared = pool();
    std::unique_lock<std::mutex> lock(shared.callers, std::try_to_lock);
    if (lock.owns_lock()) {
      inside = true;
      shared.run(tasks, limit, function, context);
      inside = false;
      return;
    }
  }
  for (size_t task = 0; task < tasks; task++) function(context, task);
}

uint64_t uniqueId() {
  static std::atomic<uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

void* allocateAligned(size_t bytes) {
  const size_t page = 2u << 20;
  const size_t alignment = bytes >= page ? page : 64;
  void* memory = nullptr;
  if (posix_memalign(&memory, alignment, (bytes + 63) / 64 * 64 + 64) != 0) return nullptr;
  adviseHugePages(memory, bytes);
  return memory;
}

void* scratch(unsigned slot, size_t bytes) {
  if (slots.size[slot] < bytes) {
    std::free(slots.memory[slot]);
    const size_t size = bytes + bytes / 4;
    slots.memory[slot] = allocateAligned(size);
    // A kernel has no way to report this; the arena of the step is far larger and is checked when it is allocated.
    if (slots.memory[slot] == nullptr) std::abort();
    memset(slots.memory[slot], 0, 64);
    slots.size[slot] = size;
  }
  return slots.memory[slot];
}

}  // namespace lab
