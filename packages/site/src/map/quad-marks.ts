import { bindVertices, glProgram, vertexBytes, type GlProgram, type VertexLayout } from "./gl-program.ts";

/** Where the plane lies on the canvas, in its own pixels: `point * scale + offset`. */
export interface SheetView {
  readonly scale: number;
  readonly offset: readonly [number, number];
  readonly size: readonly [number, number];
  /** Pixels of the canvas for one of the page. */
  readonly density: number;
  /** How much larger signs and lines are than at ratio 1. */
  readonly growth: number;
  readonly ground: readonly [number, number, number];
}

/** What every vertex shader of the map begins with; its corners come from the number of the vertex. */
export const viewSource = /* glsl */ `#version 300 es
uniform float u_scale;
uniform vec2 u_offset;
uniform vec2 u_size;
uniform float u_density;
uniform float u_growth;
vec2 corner() { return vec2(float(gl_VertexID & 1), float((gl_VertexID >> 1) & 1)) * 2.0 - 1.0; }
vec2 pixels(vec2 point) { return point * u_scale + u_offset; }
vec4 placed(vec2 pixel) { return vec4(pixel.x / u_size.x * 2.0 - 1.0, 1.0 - pixel.y / u_size.y * 2.0, 0, 1); }
`;

/**
 * Marks of one kind, each a rectangle of four vertices. Not instanced: the software renderer draws every instance as a
 * call of its own, which costs more than the rectangle.
 */
export class QuadMarks {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: GlProgram;
  readonly #layout: VertexLayout;
  readonly #array: WebGLVertexArrayObject;
  readonly #vertices: WebGLBuffer;
  readonly #indices: WebGLBuffer;
  #room = 0;
  count = 0;

  constructor(gl: WebGL2RenderingContext, vertexSource: string, fragmentSource: string, layout: VertexLayout) {
    this.#gl = gl;
    this.#layout = layout;
    this.#program = glProgram(gl, viewSource + vertexSource, fragmentSource, layout);
    this.#array = gl.createVertexArray();
    this.#vertices = gl.createBuffer();
    this.#indices = gl.createBuffer();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#vertices);
    bindVertices(gl, layout);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#indices);
    gl.bindVertexArray(null);
  }

  /** @param write puts the values of one mark's vertices at a position of both views, which share their bytes */
  load<Mark>(marks: readonly Mark[], write: (mark: Mark, floats: Float32Array, words: Uint32Array) => void): void {
    const gl = this.#gl;
    const stride = vertexBytes(this.#layout) / 4;
    const floats = new Float32Array(4 * stride * marks.length);
    const words = new Uint32Array(floats.buffer);
    marks.forEach((mark, index) => {
      const start = 4 * stride * index;
      write(mark, floats.subarray(start, start + stride), words.subarray(start, start + stride));
      for (let copy = 1; copy < 4; copy++) words.copyWithin(start + copy * stride, start, start + stride);
    });
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#vertices);
    gl.bufferData(gl.ARRAY_BUFFER, floats, gl.DYNAMIC_DRAW);
    this.count = marks.length;
    if (marks.length <= this.#room) return;
    this.#room = marks.length;
    const indices = new Uint32Array(6 * marks.length);
    for (let index = 0; index < marks.length; index++)
      indices.set(
        [0, 1, 2, 2, 1, 3].map((vertex) => 4 * index + vertex),
        6 * index,
      );
    gl.bindVertexArray(this.#array);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
  }

  draw({ scale, offset, size, density, growth, ground }: SheetView, first = 0, count: number = this.count): void {
    if (count <= 0) return;
    const gl = this.#gl;
    const { program, uniform } = this.#program;
    gl.useProgram(program);
    gl.uniform1f(uniform("u_scale"), scale);
    gl.uniform2f(uniform("u_offset"), ...offset);
    gl.uniform2f(uniform("u_size"), ...size);
    gl.uniform1f(uniform("u_density"), density);
    gl.uniform1f(uniform("u_growth"), growth);
    gl.uniform3f(uniform("u_ground"), ...ground);
    gl.bindVertexArray(this.#array);
    gl.drawElements(gl.TRIANGLES, 6 * count, gl.UNSIGNED_INT, 24 * first);
    gl.bindVertexArray(null);
  }
}

/** A colour such as `#1a2b3c` as the four bytes that a vertex holds. */
export function colourBytes(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  return (0xff << 24) | ((value & 0xff) << 16) | (value & 0xff00) | (value >>> 16);
}
