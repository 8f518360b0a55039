import { describe, expect, test } from "vitest";

import { DrawPace, type Fences } from "./draw-pace.ts";

/** Graphics that draw so many marks a millisecond, one portion after the other. */
class Graphics {
  now = 0;
  doneAt = 0;
  readonly fences: Fences = {
    SYNC_GPU_COMMANDS_COMPLETE: 37143,
    SYNC_STATUS: 37140,
    SIGNALED: 37145,
    fenceSync: () => ({}),
    getSyncParameter: () => (this.now >= this.doneAt ? 37145 : 37144),
    deleteSync: () => undefined,
    flush: () => undefined,
    isContextLost: () => false,
  };
  readonly #marksPerMs: number;

  constructor(marksPerMs: number) {
    this.#marksPerMs = marksPerMs;
  }

  draw(marks: number): void {
    this.doneAt = Math.max(this.doneAt, this.now) + marks / this.#marksPerMs;
  }
}

/** Draws for so many frames; the screen shows one when the graphics are free, as a software renderer does. */
function run(
  marksPerMs: number,
  frames: number,
): { readonly portions: readonly number[]; readonly intervals: readonly number[] } {
  const machine = new Graphics(marksPerMs);
  const pace = new DrawPace(machine.fences);
  const portions: number[] = [];
  const intervals: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    if (pace.isReady(machine.now)) {
      machine.draw(pace.portion);
      portions.push(pace.portion);
      pace.sent(pace.portion, machine.now);
    }
    const next = Math.max(machine.now + 1000 / 60, machine.doneAt);
    intervals.push(next - machine.now);
    machine.now = next;
  }
  return { portions, intervals };
}

describe("the pace of drawing", () => {
  test("graphics that keep up are given more and more, so that whole maps fit into a frame", () => {
    expect(run(10_000, 30).portions.at(-1)).toBeGreaterThan(25_000);
  });

  test("on graphics that do not, most frames are in time however slow they are", () => {
    for (const marksPerMs of [20, 50, 100]) {
      const late = run(marksPerMs, 200)
        .intervals.slice(20)
        .filter((interval) => interval > 26).length;
      expect(late).toBeLessThan(40);
    }
  });

  test("nothing is sent while the fence before is not passed", () => {
    const machine = new Graphics(1);
    const pace = new DrawPace(machine.fences);
    machine.draw(1_000);
    pace.sent(1_000, 0);
    machine.now = 500;
    expect([pace.isReady(500), pace.isWaiting]).toEqual([false, true]);
    machine.now = 1_000;
    expect([pace.isReady(1_000), pace.isWaiting]).toEqual([true, false]);
    expect(pace.portion).toBe(250);
  });

  test("graphics that were taken away hold nothing up", () => {
    const machine = new Graphics(1);
    const pace = new DrawPace({ ...machine.fences, getSyncParameter: () => null, isContextLost: () => true });
    pace.sent(1_000, 0);
    expect(pace.isReady(16)).toBe(true);
  });
});
