import type { MapRole } from "arxivlens/api";

import { colourBytes, QuadMarks } from "./quad-marks.ts";

/** How the sign of a work is drawn. */
export interface SignLook {
  readonly role: MapRole;
  /** As `#rrggbb`. */
  readonly color: string;
  /** Only an outline: a work without a record of its own. */
  readonly hollow: boolean;
  /** Colour of a ring around the sign, or null. */
  readonly ring: string | null;
}

/** A sign at its place of the plane. */
export interface SignMark extends SignLook {
  readonly x: number;
  readonly y: number;
  /** Radius in pixels at ratio 1. */
  readonly size: number;
}

const shapes: Readonly<Record<MapRole, number>> = { current: 0, citing: 1, reference: 2, both: 3, between: 4 };

// `a_look` is the shape, plus 8 for hollow, plus 16 for a ring. The rectangle is as small as the shape allows: on a
// software renderer every pixel of it counts.
const vertexShader = /* glsl */ `
in vec2 a_position;
in float a_size;
in float a_look;
in vec4 a_color;
in vec4 a_ring;
flat out vec3 v_color;
flat out vec3 v_ring;
flat out float v_look;
flat out float v_pixel;
out vec2 v_point;
void main() {
  float radius = a_size * u_growth * u_density;
  float shape = mod(a_look, 8.0);
  v_pixel = u_density / radius;
  float reach = (shape < 2.5 ? 1.0 : 1.36) + (a_look > 15.5 ? 6.0 : 2.0) * v_pixel;
  v_point = corner() * reach;
  v_color = a_color.rgb;
  v_ring = a_ring.rgb;
  v_look = a_look;
  gl_Position = placed(pixels(a_position) + v_point * radius);
}
`;

// Distances are in radii, below zero inside of the sign; y points downwards.
const fragmentShader = /* glsl */ `#version 300 es
precision highp float;
uniform vec3 u_ground;
uniform float u_density;
flat in vec3 v_color;
flat in vec3 v_ring;
flat in float v_look;
flat in float v_pixel;
in vec2 v_point;
out vec4 result;
float shapeDistance(float shape) {
  vec2 p = v_point;
  if (shape < 1.5) return length(p) - 1.0;
  if (shape < 2.5) { vec2 q = abs(p) - vec2(0.886); return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0); }
  if (shape < 3.5) return max(max(dot(p, vec2(0.866, -0.5)), dot(p, vec2(-0.866, -0.5))), p.y) - 0.675;
  return (abs(p.x) + abs(p.y)) * 0.7071 - 0.884;
}
float covered(float distance) {
  return clamp(0.5 - distance / v_pixel * u_density, 0.0, 1.0);
}
void main() {
  float look = v_look;
  float ring = step(15.5, look);
  look -= 16.0 * ring;
  float hollow = step(7.5, look);
  float shape = look - 8.0 * hollow;
  float d = shapeDistance(shape);
  vec4 ground = vec4(u_ground, 1.0);
  vec4 color = vec4(v_color, 1.0);
  result = ground * covered(d - 1.5 * v_pixel);
  result = mix(result, color, covered(d));
  if (hollow > 0.5) result = mix(result, ground, covered(d + 2.0 * v_pixel));
  if (shape < 0.5) {
    float inside = max(d + 0.24, 0.46 - length(v_point));
    result = mix(result, ground, covered(inside));
  }
  if (ring > 0.5) {
    float band = abs(d - 3.75 * v_pixel) - 1.25 * v_pixel;
    result = mix(result, vec4(v_ring, 1.0), covered(band));
  }
}
`;

/** Draws works: the shape says the role, an outline an unresolved reference, a ring what is to be noticed. */
export class SignMarks extends QuadMarks {
  constructor(gl: WebGL2RenderingContext) {
    super(gl, vertexShader, fragmentShader, [
      { name: "a_position", kind: "point" },
      { name: "a_size", kind: "float" },
      { name: "a_look", kind: "float" },
      { name: "a_color", kind: "colour" },
      { name: "a_ring", kind: "colour" },
    ]);
  }

  show(signs: readonly SignMark[]): void {
    this.load(signs, ({ x, y, size, role, hollow, ring, color }, floats, words) => {
      floats[0] = x;
      floats[1] = y;
      floats[2] = size;
      floats[3] = shapes[role] + (hollow ? 8 : 0) + (ring === null ? 0 : 16);
      words[4] = colourBytes(color);
      words[5] = colourBytes(ring ?? color);
    });
  }
}

/**
 * How far a point lies outside of a sign, below zero inside: what the fragment shader computes, for the pointer.
 *
 * @param x and `y` from the sign's middle, in its radii, y downwards
 */
export function signDistance(role: MapRole, x: number, y: number): number {
  const [across, down] = [Math.abs(x), Math.abs(y)];
  switch (role) {
    case "current":
    case "citing":
      return Math.hypot(x, y) - 1;
    case "reference": {
      const [qx, qy] = [across - 0.886, down - 0.886];
      return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0);
    }
    case "both":
      return Math.max(across * 0.866 - y * 0.5, y) - 0.675;
    case "between":
      return (across + down) * 0.7071 - 0.884;
    default:
      return role satisfies never;
  }
}
