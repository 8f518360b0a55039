import { expect, test } from "vitest";
import type { FloatArray } from "./backend.ts";
import { MemoryPool } from "./memory-pool.ts";
import { activate } from "./ops/activation.ts";
import { add } from "./ops/rows.ts";
import { createReferenceBackend } from "./reference/reference-backend.ts";
import { Tape } from "./tape.ts";

/** A backend that counts what is allocated. */
function counting() {
  const backend = createReferenceBackend({ dtype: "f64" });
  const lengths: number[] = [];
  return {
    lengths,
    backend: { ...backend, allocate: (n: number): FloatArray => (lengths.push(n), backend.allocate(n)) },
  };
}

const twice = (tape: Tape, recording: boolean) => {
  const x = recording ? tape.variable("x", [2], [1, -2]) : tape.constant("x", [2], [1, -2]);
  let inner = x;
  const result = tape.scoped(() => {
    inner = activate(x, "relu");
    return add(inner, x);
  });
  return { x, inner, result };
};

test("a scope of an evaluation keeps its result; what else it made is given back, and reading that is an error", () => {
  const { backend, lengths } = counting();
  const tape = new Tape(backend, { recording: false });
  const { x, inner, result } = twice(tape, false);
  const before = lengths.length;
  tape.constant("next", [2], [5, 6]);
  expect(lengths.length).toBe(before);
  expect([...x.data, ...result.data]).toEqual([1, -2, 2, -2]);
  expect(() => inner.data).toThrow(/was released/);
});

test("scopes nest: the inner result lives until the outer scope ends", () => {
  const tape = new Tape(createReferenceBackend({ dtype: "f64" }), { recording: false });
  const x = tape.constant("x", [1], [3]);
  let inner = x;
  const outer = tape.scoped(() => {
    inner = tape.scoped(() => add(add(x, x), x));
    return add(inner, x);
  });
  expect([...outer.data]).toEqual([12]);
  expect(() => inner.data).toThrow(/was released/);
});

test("while a tape records, a scope keeps everything for the backward pass", () => {
  const tape = new Tape(createReferenceBackend({ dtype: "f64" }));
  const { inner } = twice(tape, true);
  expect([...inner.data]).toEqual([1, 0]);
});

test("a scope that fails leaves the tape as it was", () => {
  const tape = new Tape(createReferenceBackend({ dtype: "f64" }), { recording: false });
  expect(() =>
    tape.scoped(() => {
      throw new RangeError("no");
    }),
  ).toThrow("no");
  const { data } = tape.constant("after", [1], [1]);
  expect([...tape.scoped(() => tape.constant("other", [1], [2])).data, ...data]).toEqual([2, 1]);
});

test("tapes that share a pool take what the other has given back", () => {
  const { backend, lengths } = counting();
  const memory = new MemoryPool(backend);
  for (let i = 0; i < 5; i++) {
    const tape = new Tape(backend, { recording: i % 2 === 0, memory });
    tape.constant("x", [100], new Float64Array(100));
    tape.reset();
  }
  expect(lengths.length).toBe(1);
});
