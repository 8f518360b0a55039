import { covers, sameView, slideBetween, type StageSize } from "./camera.ts";
import { DrawPace } from "./draw-pace.ts";
import type { Camera } from "./map-view.ts";
import { neededPart, sameScale, sheetFrame, slideTransform, type SheetFrame } from "./sheet-frame.ts";
import { SheetGraphics, type Drawing, type SheetPicture } from "./sheet-graphics.ts";

/** How a picture is wanted: `brief` while works move. */
export interface Wish {
  readonly camera: Camera;
  readonly resting: boolean;
  readonly brief: boolean;
}

/** What the canvas shows. */
interface Shown {
  readonly camera: Camera;
  readonly brief: boolean;
  /** Whether lines and signs are kept beside, so that words alone can be written anew. */
  readonly kept: boolean;
  /** The camera that its words were placed for at rest. */
  readonly worded: Camera | null;
}

/** A picture that grows. */
interface Job extends Wish, Drawing {
  /** Marks that are drawn. */
  readonly done: number;
}

/** Share of the margin that is still there when the next picture begins, and the enlargement at which it does. */
const reserve = 0.5;
const mostEnlarged = 2.5;
/** While nothing moves, a picture that is sharp sooner is worth late frames. */
const patience = 3;

/**
 * The map on one opaque canvas, larger than the stage. A finished picture is moved and scaled by the compositor, which
 * any machine does sixty times a second; the next one is drawn in portions that fit into frames, and shown when it is
 * whole. Where all fits into one frame, every frame is a picture of its own.
 */
export class StageSheet {
  readonly canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #picture: (wish: Wish) => SheetPicture;
  #size: StageSize = { width: 0, height: 0 };
  #frame: SheetFrame = sheetFrame(this.#size, 1);
  #graphics: SheetGraphics;
  #pace: DrawPace;
  #job: Job | null = null;
  #shown: Shown | null = null;
  #stale = true;
  #transform = "";

  /**
   * @param picture asked when a picture begins
   * @param restored told when the browser gives back the graphics that it had taken away; all has to be drawn anew
   * @throws when the browser gives no WebGL context
   */
  constructor(picture: (wish: Wish) => SheetPicture, restored: () => void) {
    this.#picture = picture;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "stage-sheet";
    this.canvas.setAttribute("aria-hidden", "true");
    // Soft edges are the shaders' work; a canvas without transparency costs half of one with it when it is moved.
    const gl = this.canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false });
    if (gl === null) throw Object.assign(new Error("the browser gives no WebGL 2"), { code: "webgl-missing" });
    this.#gl = gl;
    this.#graphics = new SheetGraphics(gl, this.#size, this.#frame);
    this.#pace = new DrawPace(gl);
    this.canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    this.canvas.addEventListener("webglcontextrestored", () => {
      this.#graphics = new SheetGraphics(gl, this.#size, this.#frame);
      this.#empty();
      this.#pace = new DrawPace(gl);
      restored();
    });
  }

  get frame(): SheetFrame {
    return this.#frame;
  }

  /** Follows the stage; an empty canvas is left until the next picture. */
  resize(size: StageSize): void {
    this.#size = size;
    this.#frame = sheetFrame(size, devicePixelRatio);
    const { width, height, margin, density } = this.#frame;
    this.canvas.width = width;
    this.canvas.height = height;
    const { style } = this.canvas;
    style.width = `${width / density}px`;
    style.height = `${height / density}px`;
    style.left = `${-margin.x}px`;
    style.top = `${-margin.y}px`;
    this.#graphics.fit(size, this.#frame);
    this.#empty();
  }

  /** What is drawn has changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Draws all at once. */
  drawNow(wish: Wish): void {
    this.#begin(wish, true);
    this.#advance(Number.POSITIVE_INFINITY, performance.now());
    this.#place(wish.camera);
  }

  /**
   * One frame.
   * @returns whether there is more to draw
   */
  step(now: number, wish: Wish): boolean {
    if (this.#pace.isReady(now)) {
      const wanted = this.#job === null ? this.#wanted(wish) : null;
      if (wanted === "words") this.#reword(wish);
      else if (wanted === "picture") this.#begin(wish, false);
      this.#advance(this.#pace.portion * (wish.resting ? patience : 1), now);
    }
    this.#place(wish.camera);
    return this.#job !== null || this.#pace.isWaiting || this.#wanted(wish) !== null;
  }

  remove(): void {
    this.canvas.remove();
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  #empty(): void {
    this.#job = null;
    this.#shown = null;
    this.#stale = true;
  }

  #wanted({ camera, resting }: Wish): "picture" | "words" | null {
    const shown = this.#shown;
    if (this.#stale || shown === null) return "picture";
    const slide = slideBetween(shown.camera, camera, this.#size);
    if (!resting) {
      if (sameView(shown.camera, camera)) return null;
      const lasts = slide.scale < mostEnlarged && this.#covered(shown, camera, reserve);
      return lasts && !this.#fitsFrame() ? null : "picture";
    }
    if (!shown.brief && shown.worded !== null && sameView(shown.worded, camera)) return null;
    const exact = shown.kept && !shown.brief && sameScale(slide) && this.#covered(shown, camera, 0);
    return exact && !this.#graphics.hasWordsBelow ? "words" : "picture";
  }

  /** @param ahead share of the margin that has to be covered as well */
  #covered(shown: Shown, camera: Camera, ahead: number): boolean {
    const { margin } = this.#frame;
    const around = { x: margin.x * ahead, y: margin.y * ahead };
    const part = neededPart(camera, this.#size, this.#graphics.extent, around);
    return covers(slideBetween(shown.camera, camera, this.#size), this.#size, margin, part);
  }

  /** Whether a whole picture is no more than a portion. */
  #fitsFrame(): boolean {
    return this.#graphics.cost <= this.#pace.portion;
  }

  #begin(wish: Wish, direct: boolean): void {
    this.#graphics.send(this.#picture(wish));
    this.#stale = false;
    const drawing = { ...wish, direct: direct || this.#fitsFrame() };
    this.#job = { ...drawing, done: this.#graphics.begin(drawing) };
  }

  /** Draws as many marks as there is room for; shows the picture when it is whole. */
  #advance(portion: number, now: number): void {
    const job = this.#job;
    if (job === null) return;
    const all = job.direct ? Number.POSITIVE_INFINITY : portion;
    const { done, room } = this.#graphics.draw(job, job.done, all);
    if (this.#graphics.isWhole(done)) {
      const { camera, brief, direct, resting } = job;
      this.#graphics.finish(job);
      this.#shown = { camera, brief, kept: !direct, worded: resting ? camera : null };
      this.#job = null;
    } else this.#job = { ...job, done };
    this.#pace.sent(job.direct ? this.#graphics.cost : portion - room, now);
  }

  /** Writes the words for where the map has come to rest over lines and signs that are already there. */
  #reword(wish: Wish): void {
    if (this.#shown === null) return;
    this.#graphics.send(this.#picture(wish));
    this.#graphics.finish({ camera: this.#shown.camera, brief: false, direct: false });
    this.#shown = { ...this.#shown, worded: wish.camera };
  }

  /** Moves the finished picture to where the camera looks. */
  #place(camera: Camera): void {
    if (this.#shown === null) return;
    const transform = slideTransform(slideBetween(this.#shown.camera, camera, this.#size), this.#frame);
    if (transform === this.#transform) return;
    this.#transform = transform;
    this.canvas.style.transform = transform;
  }
}
