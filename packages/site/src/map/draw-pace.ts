/** Marks that are drawn in one frame: at first, and at least. */
const starting = 1_000;
const fewest = 100;
/** Milliseconds of a frame that drawing may take; the rest is the compositor's and the page's. */
const shareMs = 6;
/** A frame that comes later than this after the one before has been missed by the screen. */
const lateMs = 26;

/**
 * How much may be drawn in a frame. Drawing runs beside the script, so it is followed by a fence: nothing more is sent
 * before that is passed, and how long it took says how much the next frame bears.
 */
export class DrawPace {
  readonly #gl: WebGL2RenderingContext;
  #fence: WebGLSync | null = null;
  #sent = { marks: 0, at: 0, frames: 0 };
  #portion = starting;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** Marks that fit into a frame. */
  get portion(): number {
    return this.#portion;
  }

  get isWaiting(): boolean {
    return this.#fence !== null;
  }

  /** So many marks were sent. */
  sent(marks: number, now: number): void {
    const gl = this.#gl;
    if (this.#fence !== null) gl.deleteSync(this.#fence);
    this.#fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    this.#sent = { marks, at: now, frames: 0 };
  }

  /** Asked once a frame: whether what was sent before is drawn. */
  isReady(now: number): boolean {
    if (this.#fence === null) return true;
    const gl = this.#gl;
    const { marks, at, frames } = this.#sent;
    const passed = gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) === gl.SIGNALED || gl.isContextLost();
    if (!passed) {
      this.#sent = { marks, at, frames: frames + 1 };
      return false;
    }
    gl.deleteSync(this.#fence);
    this.#fence = null;
    const tookMs = now - at;
    if (frames > 0) this.#portion = Math.min(this.#portion, Math.max(fewest, (marks * shareMs) / tookMs));
    else if (tookMs > lateMs) this.#portion = Math.max(fewest, this.#portion * 0.7);
    else if (marks >= 0.9 * this.#portion) this.#portion *= 1.25;
    return true;
  }
}
