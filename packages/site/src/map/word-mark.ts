import { QuadMarks, type SheetView } from "./quad-marks.ts";

const vertexShader = /* glsl */ `
in vec2 a_upper;
in vec2 a_lower;
out vec2 v_at;
void main() {
  v_at = 0.5 + 0.5 * corner();
  gl_Position = placed(mix(a_upper, a_lower, v_at));
}
`;

const fragmentShader = /* glsl */ `#version 300 es
precision mediump float;
uniform sampler2D u_words;
in vec2 v_at;
out vec4 color;
void main() { color = texture(u_words, v_at); }
`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws what was written on a canvas: words and thin lines, which WebGL has no means for. */
export class WordMark extends QuadMarks {
  readonly #context: WebGL2RenderingContext;
  readonly #texture: WebGLTexture;

  constructor(gl: WebGL2RenderingContext) {
    super(gl, vertexShader, fragmentShader, [
      { name: "a_upper", kind: "point" },
      { name: "a_lower", kind: "point" },
    ]);
    this.#context = gl;
    this.#texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
  }

  show(words: HTMLCanvasElement): void {
    const gl = this.#context;
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, words);
  }

  /** @param box where the words go, in pixels of the sheet */
  place(view: SheetView, box: Box): void {
    this.load([box], ({ x, y, width, height }, floats) => floats.set([x, y, x + width, y + height]));
    this.#context.bindTexture(this.#context.TEXTURE_2D, this.#texture);
    this.draw(view);
  }
}
