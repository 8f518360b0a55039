import { scaleOf, signGrowth, slideBetween, toPixels, type Box, type StageSize } from "./camera.ts";
import { LineMarks, type LineMark } from "./line-marks.ts";
import type { Camera } from "./map-view.ts";
import type { SheetView } from "./quad-marks.ts";
import { extentOf, sameScale, type Margin, type SheetFrame } from "./sheet-frame.ts";
import { SignMarks, type SignMark } from "./sign-marks.ts";
import { WordMark } from "./word-mark.ts";

/** Words written for a camera, on a canvas that reaches `margin` over every edge of the stage. */
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

/** How a picture is drawn. */
export interface Drawing {
  readonly camera: Camera;
  /** Inside of the stage only, without words and without thousands of lines. */
  readonly brief: boolean;
  /** To the canvas itself, not beside it. */
  readonly direct: boolean;
}

/** A sign costs less than a line; so many pixels, cleared and copied, cost as much as one. */
const signCost = 0.3;
const pixelsPerLine = 2_500;
/** Lines that are drawn in brief. */
const briefLines = 2_500;

/** What a sheet draws with: a picture grows on the canvas or, in portions, beside it. */
export class SheetGraphics {
  readonly #gl: WebGL2RenderingContext;
  #size: StageSize;
  #frame: SheetFrame;
  readonly #lines: LineMarks;
  readonly #signs: SignMarks;
  readonly #under: WordMark;
  readonly #over: WordMark;
  #sent: SheetPicture | null = null;
  #extent = extentOf([]);
  #beside: { readonly frame: WebGLFramebuffer; readonly pixels: WebGLRenderbuffer } | null = null;

  constructor(gl: WebGL2RenderingContext, size: StageSize, frame: SheetFrame) {
    this.#gl = gl;
    this.#size = size;
    this.#frame = frame;
    this.#lines = new LineMarks(gl);
    this.#signs = new SignMarks(gl);
    this.#under = new WordMark(gl);
    this.#over = new WordMark(gl);
  }

  /** Follows the canvas to another size. */
  fit(size: StageSize, frame: SheetFrame): void {
    this.#size = size;
    this.#frame = frame;
    if (this.#beside === null) return;
    this.#gl.deleteFramebuffer(this.#beside.frame);
    this.#gl.deleteRenderbuffer(this.#beside.pixels);
    this.#beside = null;
  }

  /** What of the plane the works take. */
  get extent(): Box {
    return this.#extent;
  }

  /** Whether words lie below the lines, so that they cannot be written anew over them. */
  get hasWordsBelow(): boolean {
    return (this.#sent?.under ?? null) !== null;
  }

  /** Of a whole picture, in lines. */
  get cost(): number {
    const { width, height } = this.#frame;
    return (width * height) / pixelsPerLine + this.#lines.count + this.#signs.count * signCost;
  }

  send(picture: SheetPicture): void {
    const sent = this.#sent;
    const { lines, signs, under, over } = picture;
    if (lines !== sent?.lines) this.#lines.show(lines);
    if (signs !== sent?.signs) {
      this.#signs.show(signs);
      this.#extent = extentOf(signs);
    }
    if (under !== null && under !== sent?.under) this.#under.show(under.canvas);
    if (over !== null && over !== sent?.over) this.#over.show(over.canvas);
    this.#sent = picture;
  }

  /**
   * The empty ground of a picture.
   * @returns the number of marks that may be passed over
   */
  begin({ camera, brief, direct }: Drawing): number {
    const gl = this.#gl;
    this.#aim(direct);
    gl.clearColor(...this.#ground(), 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!brief) this.#write(camera, this.#under, this.#sent?.under ?? null);
    return brief && this.#lines.count > briefLines ? this.#lines.count : 0;
  }

  /**
   * Draws what there is room for of the marks from number `done` on.
   *
   * @param room in lines
   */
  draw(
    { camera, brief, direct }: Drawing,
    done: number,
    room: number,
  ): { readonly done: number; readonly room: number } {
    const [lines, signs] = [this.#lines, this.#signs];
    const view = this.#view(camera);
    this.#aim(direct);
    if (brief) this.#keepInside();
    let left = room;
    let next = done;
    if (next < lines.count) {
      const count = Math.min(lines.count - next, Math.ceil(left));
      lines.draw(view, next, count);
      next += count;
      left -= count;
    }
    if (left > 0 && next >= lines.count) {
      const first = next - lines.count;
      const count = Math.min(signs.count - first, Math.ceil(left / signCost));
      signs.draw(view, first, count);
      next += count;
      left -= count * signCost;
    }
    this.#gl.disable(this.#gl.SCISSOR_TEST);
    return { done: next, room: left };
  }

  /** Whether so many marks are all. */
  isWhole(done: number): boolean {
    return done >= this.#lines.count + this.#signs.count;
  }

  /** Puts what grew beside onto the canvas, and words over it. */
  finish({ camera, brief, direct }: Drawing): void {
    if (!direct) this.#copy();
    this.#aim(true);
    if (!brief) this.#write(camera, this.#over, this.#sent?.over ?? null);
  }

  #aim(direct: boolean): void {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, direct ? null : this.#buffer());
    gl.viewport(0, 0, this.#frame.width, this.#frame.height);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  #keepInside(): void {
    const gl = this.#gl;
    const { width, height, margin, density } = this.#frame;
    const [left, top] = [Math.round(margin.x * density), Math.round(margin.y * density)];
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(left, top, width - 2 * left, height - 2 * top);
  }

  #buffer(): WebGLFramebuffer {
    if (this.#beside !== null) return this.#beside.frame;
    const gl = this.#gl;
    this.#beside = { frame: gl.createFramebuffer(), pixels: gl.createRenderbuffer() };
    gl.bindRenderbuffer(gl.RENDERBUFFER, this.#beside.pixels);
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, this.#frame.width, this.#frame.height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#beside.frame);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, this.#beside.pixels);
    return this.#beside.frame;
  }

  #copy(): void {
    const gl = this.#gl;
    const { width, height } = this.#frame;
    // Chromium empties a canvas that was shown before what is next drawn on it; a copy does not count as drawing.
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#buffer());
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  }

  #view(camera: Camera): SheetView {
    const { width, height, margin, density } = this.#frame;
    const origin = toPixels(camera, this.#size, { x: 0, y: 0 });
    return {
      scale: scaleOf(this.#size, camera) * density,
      offset: [(origin.x + margin.x) * density, (origin.y + margin.y) * density],
      size: [width, height],
      density,
      growth: signGrowth(camera),
      ground: this.#ground(),
    };
  }

  #ground(): readonly [number, number, number] {
    const value = Number.parseInt((this.#sent?.ground ?? "#ffffff").slice(1), 16);
    return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
  }

  /** Words of another camera slide along; enlarged or shrunk they would be ugly and are left out until the map rests. */
  #write(camera: Camera, mark: WordMark, words: Words | null): void {
    if (words === null) return;
    const slide = slideBetween(words.camera, camera, this.#size);
    if (!sameScale(slide)) return;
    const { margin, density } = this.#frame;
    mark.place(this.#view(camera), {
      x: Math.round((slide.x + margin.x - words.margin.x) * density),
      y: Math.round((slide.y + margin.y - words.margin.y) * density),
      width: words.canvas.width,
      height: words.canvas.height,
    });
  }
}
