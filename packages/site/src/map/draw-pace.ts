/** Marks that are drawn in one frame: at first, and at least. */
const starting = 1_000;
const fewest = 100;
/** After frames in time a portion grows by this; after a late one it shrinks to what would have been in time, at most so far. */
const growth = 1.25;
const steepest = 0.25;
/** A frame that comes later than this after the one before has been missed by the screen; they should come so often. */
const lateMs = 26;
const frameMs = 12;

/** The part of WebGL that tells when drawing is done. */
export type Fences = Pick<
  WebGL2RenderingContext,
  | "fenceSync"
  | "getSyncParameter"
  | "deleteSync"
  | "flush"
  | "isContextLost"
  | "SYNC_GPU_COMMANDS_COMPLETE"
  | "SYNC_STATUS"
  | "SIGNALED"
>;

/**
 * How much may be drawn in a frame. Drawing runs beside the script and would pile up unseen: each portion is followed by
 * a fence, and nothing more is sent before that is passed. Whether frames were late meanwhile says how much the next one
 * bears.
 */
export class DrawPace {
  readonly #gl: Fences;
  #fence: WebGLSync | null = null;
  #marks = 0;
  #last = 0;
  #slowest = 0;
  #portion = starting;

  constructor(gl: Fences) {
    this.#gl = gl;
  }

  /** Marks that fit into a frame. */
  get portion(): number {
    return this.#portion;
  }

  /** Whether something that was sent is still being drawn. */
  get isWaiting(): boolean {
    return this.#fence !== null;
  }

  /** So many marks were sent. */
  sent(marks: number, now: number): void {
    const gl = this.#gl;
    if (this.#fence !== null) gl.deleteSync(this.#fence);
    this.#fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    this.#marks = marks;
    this.#last = now;
    this.#slowest = 0;
  }

  /** Asked once a frame: whether what was sent before is drawn. */
  isReady(now: number): boolean {
    if (this.#fence === null) return true;
    const gl = this.#gl;
    this.#slowest = Math.max(this.#slowest, now - this.#last);
    this.#last = now;
    if (gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) !== gl.SIGNALED && !gl.isContextLost()) return false;
    gl.deleteSync(this.#fence);
    this.#fence = null;
    if (this.#slowest > lateMs)
      this.#portion = Math.max(fewest, this.#portion * Math.max(steepest, frameMs / this.#slowest));
    else if (this.#marks > this.#portion / growth) this.#portion *= growth;
    return true;
  }
}
