import { LineMarks } from "./line-marks.ts";
import { SignMarks } from "./sign-marks.ts";
import { WordMark } from "./word-mark.ts";

/** What a sheet holds of WebGL; made anew when the browser has taken the context away and given it back. */
export interface SheetMarks {
  readonly lines: LineMarks;
  readonly signs: SignMarks;
  readonly under: WordMark;
  readonly over: WordMark;
  /** The place where a picture grows that is not yet shown. */
  readonly buffer: (width: number, height: number) => WebGLFramebuffer;
  /** Copies it to the canvas. */
  readonly present: (width: number, height: number) => void;
  readonly release: () => void;
}

export function sheetMarks(gl: WebGL2RenderingContext): SheetMarks {
  let held: { readonly frame: WebGLFramebuffer; readonly pixels: WebGLRenderbuffer } | null = null;
  const buffer = (width: number, height: number): WebGLFramebuffer => {
    if (held !== null) return held.frame;
    held = { frame: gl.createFramebuffer(), pixels: gl.createRenderbuffer() };
    gl.bindRenderbuffer(gl.RENDERBUFFER, held.pixels);
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, held.frame);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, held.pixels);
    return held.frame;
  };
  return {
    lines: new LineMarks(gl),
    signs: new SignMarks(gl),
    under: new WordMark(gl),
    over: new WordMark(gl),
    buffer,
    present: (width, height) => {
      // Chromium empties a canvas that was shown before what is next drawn on it; a copy does not count as drawing.
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, buffer(width, height));
      gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
      gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    },
    release: () => {
      if (held === null) return;
      gl.deleteFramebuffer(held.frame);
      gl.deleteRenderbuffer(held.pixels);
      held = null;
    },
  };
}
