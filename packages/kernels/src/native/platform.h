// What the kernels need from the machine. Implemented twice: by threads of our own (pool.cpp) and by web workers
// (wasm.cpp). Everything in tier/ uses only this, so that one source serves both builds.
#pragma once
#include <stddef.h>
#include <stdint.h>

namespace lab {

using TaskFunction = void (*)(void* context, size_t task);

// Runs function(context, 0 .. tasks-1) and returns when all are done. Which thread runs a task is left to timing, so a
// task's result must not depend on it: tasks write disjoint memory, and their number must not depend on threads wherever
// it changes the order of a sum.
void parallelFor(size_t tasks, TaskFunction function, void* context);

// Threads that the running call may use: a hint for the size of tasks, never for the order of sums.
size_t threadCount();

// Never 0, never the same twice in a process.
uint64_t uniqueId();

// 64-byte aligned memory of the calling thread, valid until the thread asks for the slot again. Content is undefined,
// but the first 64 bytes of a new block are zero.
void* scratch(unsigned slot, size_t bytes);

enum ScratchSlot : unsigned {
  packedA,
  packedB,
  packedTable,
  taskList,
  partialSums,
  scores,
  scoreGradients,
  headBuffer,
  slotCount,
};

}  // namespace lab
