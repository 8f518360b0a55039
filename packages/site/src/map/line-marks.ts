import type { MapPoint } from "./map-work.ts";
import { colourBytes, QuadMarks } from "./quad-marks.ts";

/** A citation as a line between two places of the plane. */
export interface LineMark {
  readonly from: MapPoint;
  readonly to: MapPoint;
  /** As `#rrggbb`. */
  readonly color: string;
  /** In pixels. */
  readonly width: number;
}

const vertexShader = /* glsl */ `
in vec2 a_from;
in vec2 a_to;
in vec4 a_color;
in float a_width;
flat out vec3 v_color;
flat out float v_half;
out float v_aside;
void main() {
  vec2 from = pixels(a_from);
  vec2 along = pixels(a_to) - from;
  float reach = length(along);
  vec2 direction = reach > 0.0 ? along / reach : vec2(1.0, 0.0);
  vec2 at = corner();
  v_half = 0.5 * a_width * u_density;
  v_color = a_color.rgb;
  v_aside = at.y * (v_half + 0.5);
  gl_Position = placed(from + along * (0.5 + 0.5 * at.x) + vec2(-direction.y, direction.x) * v_aside);
}
`;

const fragmentShader = /* glsl */ `#version 300 es
precision mediump float;
flat in vec3 v_color;
flat in float v_half;
in float v_aside;
out vec4 color;
void main() {
  float covered = clamp(v_half + 0.5 - abs(v_aside), 0.0, 1.0);
  color = vec4(v_color * covered, covered);
}
`;

/** Draws citations: lines of a width in pixels with soft edges. */
export class LineMarks extends QuadMarks {
  constructor(gl: WebGL2RenderingContext) {
    super(gl, vertexShader, fragmentShader, [
      { name: "a_from", kind: "point" },
      { name: "a_to", kind: "point" },
      { name: "a_color", kind: "colour" },
      { name: "a_width", kind: "float" },
    ]);
  }

  show(lines: readonly LineMark[]): void {
    this.load(lines, ({ from, to, color, width }, floats, words) => {
      floats[0] = from.x;
      floats[1] = from.y;
      floats[2] = to.x;
      floats[3] = to.y;
      words[4] = colourBytes(color);
      floats[5] = width;
    });
  }
}
