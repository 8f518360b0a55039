import { covers, sameView, scaleOf, signGrowth, slideBetween, toPixels, type Box, type StageSize } from "./camera.ts";
import { DrawPace } from "./draw-pace.ts";
import type { LineMark } from "./line-marks.ts";
import type { Camera } from "./map-view.ts";
import type { SheetView } from "./quad-marks.ts";
import { sheetMarks, type SheetMarks } from "./sheet-marks.ts";
import type { SignMark } from "./sign-marks.ts";
import type { WordMark } from "./word-mark.ts";

/** Words written for a camera, on a canvas that reaches `margin` pixels of the page over every edge of the stage. */
export interface Words {
  readonly canvas: HTMLCanvasElement;
  readonly camera: Camera;
  readonly margin: Margin;
}

/** What is drawn; what is the same object as before is not sent to the graphics again. */
export interface SheetPicture {
  readonly ground: string;
  /** From the lowest to the uppermost. */
  readonly lines: readonly LineMark[];
  readonly signs: readonly SignMark[];
  readonly under: Words | null;
  readonly over: Words | null;
}

export interface Margin {
  readonly x: number;
  readonly y: number;
}

/** How a picture is wanted: `brief` while works move, inside of the stage only and without thousands of lines. */
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

interface Job extends Wish {
  /** Drawn in one go to the canvas itself. */
  readonly direct: boolean;
  /** Marks that are drawn. */
  done: number;
}

/** A sign costs less than a line. */
const signCost = 0.3;
/** Pixels that cost as much as a line, when cleared and copied. */
const pixelsPerLine = 2_500;
/** Lines that are drawn while works move. */
const briefLines = 2_500;
/** How far the sheet reaches over each edge, as a share of the stage, and its pixels at most. */
const overhang = 0.25;
const mostPixels = 16_000_000;
/** Share of the margin that is still there when the next picture begins, and the enlargement at which it does. */
const reserve = 0.5;
const mostEnlarged = 2.5;
/** Room that names take beside the outermost signs. */
const nameRoom = { x: 180, y: 40 } as const;
const still = 1e-6;

/**
 * The map on one opaque canvas, larger than the stage. A finished picture is moved and scaled by the compositor, which
 * any machine does sixty times a second; the next one is drawn in portions that fit into frames, and shown when it is
 * whole. Where all fits into one frame, every frame is a picture of its own.
 */
export class StageSheet {
  readonly canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #picture: (wish: Wish) => SheetPicture;
  #marks: SheetMarks;
  #sent: SheetPicture | null = null;
  #size: StageSize = { width: 0, height: 0 };
  #density = 1;
  #margin: Margin = { x: 0, y: 0 };
  #job: Job | null = null;
  #shown: Shown | null = null;
  /** What of the plane the works take. */
  #extent: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  #stale = true;
  #pace: DrawPace;
  #transform = "";

  /**
   * @param picture asked when a picture begins
   * @throws when the browser gives no WebGL context
   */
  constructor(picture: (wish: Wish) => SheetPicture) {
    this.#picture = picture;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "stage-sheet";
    this.canvas.setAttribute("aria-hidden", "true");
    // Soft edges are the shaders' work; a canvas without transparency costs half of one with it when it is moved.
    const gl = this.canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false });
    if (gl === null) throw Object.assign(new Error("the browser gives no WebGL 2"), { code: "webgl-missing" });
    this.#gl = gl;
    this.#marks = sheetMarks(gl);
    this.#pace = new DrawPace(gl);
    this.canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    this.canvas.addEventListener("webglcontextrestored", () => {
      this.#marks = sheetMarks(gl);
      this.#pace = new DrawPace(gl);
      this.#sent = null;
      this.#job = null;
      this.#stale = true;
    });
  }

  get margin(): Margin {
    return this.#margin;
  }

  get density(): number {
    return this.#density;
  }

  /** Follows the stage; an empty canvas is left until the next picture. */
  resize(size: StageSize): void {
    this.#size = size;
    this.#density = devicePixelRatio;
    const [wide, high] = [Math.round(size.width * this.#density), Math.round(size.height * this.#density)];
    const room = Math.min(1 + 2 * overhang, Math.max(1, Math.sqrt(mostPixels / Math.max(1, wide * high))));
    const [left, top] = [Math.round((wide * (room - 1)) / 2), Math.round((high * (room - 1)) / 2)];
    this.#margin = { x: left / this.#density, y: top / this.#density };
    this.canvas.width = wide + 2 * left;
    this.canvas.height = high + 2 * top;
    const { style } = this.canvas;
    style.width = `${this.canvas.width / this.#density}px`;
    style.height = `${this.canvas.height / this.#density}px`;
    style.left = `${-this.#margin.x}px`;
    style.top = `${-this.#margin.y}px`;
    this.#marks.release();
    this.#job = null;
    this.#shown = null;
    this.#stale = true;
  }

  /** What is drawn has changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Draws all at once. */
  drawNow(wish: Wish): void {
    this.#begin(wish, true);
    this.#pace.sent(this.#advance(Number.POSITIVE_INFINITY), performance.now());
    this.#place(wish.camera);
  }

  /**
   * One frame.
   * @returns whether there is more to draw
   */
  step(now: number, wish: Wish): boolean {
    if (this.#pace.isReady(now)) this.#draw(now, wish);
    this.#place(wish.camera);
    return this.#job !== null || this.#pace.isWaiting || this.#wanted(wish) !== null;
  }

  #draw(now: number, wish: Wish): void {
    const wanted = this.#job === null ? this.#wanted(wish) : null;
    if (wanted === "words") this.#reword(wish);
    else if (wanted === "picture") this.#begin(wish, false);
    if (this.#job !== null) this.#pace.sent(this.#advance(this.#pace.portion), now);
  }

  #wanted(wish: Wish): "picture" | "words" | null {
    const shown = this.#shown;
    if (this.#stale || shown === null) return "picture";
    const { camera } = wish;
    const slide = slideBetween(shown.camera, camera, this.#size);
    if (!wish.resting) {
      if (sameView(shown.camera, camera)) return null;
      const covered =
        slide.scale < mostEnlarged && covers(slide, this.#size, this.#margin, this.#needed(camera, reserve));
      return covered && !this.#fitsFrame() ? null : "picture";
    }
    if (!shown.brief && shown.worded !== null && sameView(shown.worded, camera)) return null;
    const exact = Math.abs(slide.scale - 1) < still && covers(slide, this.#size, this.#margin, this.#needed(camera, 0));
    return exact && shown.kept && !shown.brief && this.#sent?.under === null ? "words" : "picture";
  }

  /** The part of the stage, and of what may soon be seen, where there are works; the rest is empty ground. */
  #needed(camera: Camera, ahead: number): Box {
    const [across, down] = [this.#margin.x * ahead, this.#margin.y * ahead];
    const { width, height } = this.#size;
    const upper = toPixels(camera, this.#size, { x: this.#extent.left, y: this.#extent.top });
    const lower = toPixels(camera, this.#size, { x: this.#extent.right, y: this.#extent.bottom });
    return {
      left: Math.max(-across, upper.x - nameRoom.x),
      top: Math.max(-down, upper.y - nameRoom.y),
      right: Math.min(width + across, lower.x + nameRoom.x),
      bottom: Math.min(height + down, lower.y + nameRoom.y),
    };
  }

  /** Of a whole picture, in lines. */
  #cost(): number {
    const { lines, signs } = this.#marks;
    return (this.canvas.width * this.canvas.height) / pixelsPerLine + lines.count + signs.count * signCost;
  }

  /** Whether a whole picture is no more than a portion. */
  #fitsFrame(): boolean {
    return this.#cost() <= this.#pace.portion;
  }

  /** Asks for the picture and sends what is new of it. */
  #send(wish: Wish): SheetPicture {
    const picture = this.#picture(wish);
    const { lines, signs, under, over } = this.#marks;
    const sent = this.#sent;
    if (picture.lines !== sent?.lines) lines.show(picture.lines);
    if (picture.signs !== sent?.signs) {
      signs.show(picture.signs);
      this.#extent = extentOf(picture.signs);
    }
    if (picture.under !== null && picture.under !== sent?.under) under.show(picture.under.canvas);
    if (picture.over !== null && picture.over !== sent?.over) over.show(picture.over.canvas);
    this.#sent = picture;
    return picture;
  }

  #begin(wish: Wish, direct: boolean): void {
    const { ground, under } = this.#send(wish);
    this.#stale = false;
    const lines = this.#marks.lines.count;
    const skipped = wish.brief && lines > briefLines ? lines : 0;
    const job = { ...wish, direct: direct || this.#fitsFrame(), done: skipped };
    this.#job = job;
    this.#target(job.direct);
    this.#gl.clearColor(...channelsOf(ground), 1);
    this.#gl.clear(this.#gl.COLOR_BUFFER_BIT);
    this.#inside(job.brief);
    if (!job.brief) this.#write(job.camera, this.#marks.under, under);
  }

  /**
   * Draws as many marks as there is room for; shows the picture when it is whole.
   * @returns what that cost, in lines
   */
  #advance(portion: number): number {
    const job = this.#job;
    if (job === null) return 0;
    const { lines, signs } = this.#marks;
    const view = this.#view(job.camera);
    let room = job.direct ? Number.POSITIVE_INFINITY : portion;
    this.#target(job.direct);
    this.#inside(job.brief);
    if (job.done < lines.count) {
      const count = Math.min(lines.count - job.done, Math.ceil(room));
      lines.draw(view, job.done, count);
      job.done += count;
      room -= count;
    }
    if (room > 0 && job.done >= lines.count) {
      const first = job.done - lines.count;
      const count = Math.min(signs.count - first, Math.ceil(room / signCost));
      signs.draw(view, first, count);
      job.done += count;
      room -= count * signCost;
    }
    this.#gl.disable(this.#gl.SCISSOR_TEST);
    if (job.done >= lines.count + signs.count) {
      this.#job = null;
      this.#finish(job);
    }
    return job.direct ? this.#cost() : portion - room;
  }

  #finish({ camera, resting, brief, direct }: Job): void {
    if (!direct) this.#marks.present(this.canvas.width, this.canvas.height);
    const over = this.#sent?.over ?? null;
    this.#target(true);
    if (!brief) this.#write(camera, this.#marks.over, over);
    this.#shown = { camera, brief, kept: !direct, worded: resting ? camera : null };
  }

  /** Writes the words for where the map has come to rest over lines and signs that are already there. */
  #reword(wish: Wish): void {
    if (this.#shown === null) return;
    const { over } = this.#send(wish);
    this.#marks.present(this.canvas.width, this.canvas.height);
    this.#target(true);
    this.#write(this.#shown.camera, this.#marks.over, over);
    this.#shown = { ...this.#shown, worded: wish.camera };
  }

  #target(direct: boolean): void {
    const gl = this.#gl;
    const { width, height } = this.canvas;
    gl.bindFramebuffer(gl.FRAMEBUFFER, direct ? null : this.#marks.buffer(width, height));
    gl.viewport(0, 0, width, height);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  #inside(brief: boolean): void {
    if (!brief) return;
    const gl = this.#gl;
    const [left, top] = [Math.round(this.#margin.x * this.#density), Math.round(this.#margin.y * this.#density)];
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(left, top, this.canvas.width - 2 * left, this.canvas.height - 2 * top);
  }

  #view(camera: Camera): SheetView {
    const density = this.#density;
    const scale = scaleOf(this.#size, camera) * density;
    const origin = toPixels(camera, this.#size, { x: 0, y: 0 });
    return {
      scale,
      offset: [(origin.x + this.#margin.x) * density, (origin.y + this.#margin.y) * density],
      size: [this.canvas.width, this.canvas.height],
      density,
      growth: signGrowth(camera),
      ground: channelsOf(this.#sent?.ground ?? "#ffffff"),
    };
  }

  /** Words of another camera slide along; enlarged or shrunk they would be ugly and are left out until the map rests. */
  #write(camera: Camera, mark: WordMark, words: Words | null): void {
    if (words === null) return;
    const { x, y, scale } = slideBetween(words.camera, camera, this.#size);
    if (Math.abs(scale - 1) > still) return;
    const density = this.#density;
    mark.place(this.#view(camera), {
      x: Math.round((x + this.#margin.x - words.margin.x) * density),
      y: Math.round((y + this.#margin.y - words.margin.y) * density),
      width: words.canvas.width,
      height: words.canvas.height,
    });
  }

  /** Moves the finished picture to where the camera looks. */
  #place(camera: Camera): void {
    const shown = this.#shown;
    if (shown === null) return;
    const { x, y, scale } = slideBetween(shown.camera, camera, this.#size);
    // From the stage's corner to the canvas's own, which the margin lies before.
    const [left, top] = [x + this.#margin.x * (1 - scale), y + this.#margin.y * (1 - scale)];
    const whole = (value: number): number => Math.round(value * this.#density) / this.#density;
    const transform = sameView(shown.camera, camera)
      ? "none"
      : Math.abs(scale - 1) < still
        ? `translate(${whole(left)}px, ${whole(top)}px)`
        : `translate(${left}px, ${top}px) scale(${scale})`;
    if (transform === this.#transform) return;
    this.#transform = transform;
    this.canvas.style.transform = transform;
  }

  remove(): void {
    this.canvas.remove();
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

const channelsOf = (hex: string): readonly [number, number, number] => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
};

function extentOf(signs: readonly SignMark[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of signs) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
