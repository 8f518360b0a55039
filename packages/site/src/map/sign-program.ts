import type { MapRole } from "arxivlens/api";
import { NodeProgram, type InstancedProgramDefinition, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

/** What the program draws besides what sigma knows of a node. */
export interface SignData {
  readonly role: MapRole;
  /** Only an outline: a work without a record of its own. */
  readonly hollow: boolean;
  /** Colour of a ring around the sign, or null. */
  readonly ring: string | null;
  /** Of the ground, which fills hollow signs and parts signs from what lies below. */
  readonly ground: string;
}

const shapes: Readonly<Record<MapRole, number>> = { current: 0, citing: 1, reference: 2, both: 3, between: 4 };
const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = WebGLRenderingContext;

const vertexShader = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec4 a_ground;
attribute vec2 a_position;
attribute float a_size;
attribute float a_look;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_ground;
varying vec2 v_point;
varying float v_pixel;
varying float v_look;
const float bias = 255.0 / 254.0;
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_pixel = u_sizeRatio / a_size;
  // The triangle holds a circle of the sign's reach and of its ring, which has a width in pixels.
  float reach = 1.5 + 6.0 * v_pixel;
  vec2 offset = 2.0 * reach * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + radius * offset, 1)).xy, 0, 1);
  v_point = offset;
  v_look = a_look;
  v_ring = a_ring;
  v_ground = a_ground;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`;

// Distances are in radii, below zero inside of the sign; a_look is the shape, plus 8 for hollow, plus 16 for a ring.
const fragmentShader = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_ground;
varying vec2 v_point;
varying float v_pixel;
varying float v_look;
float shapeDistance(float shape) {
  vec2 p = v_point;
  if (shape < 1.5) return length(p) - 1.0;
  if (shape < 2.5) { vec2 q = abs(p) - vec2(0.886); return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0); }
  if (shape < 3.5) return max(max(dot(p, vec2(0.866, 0.5)), dot(p, vec2(-0.866, 0.5))), -p.y) - 0.675;
  return (abs(p.x) + abs(p.y)) * 0.7071 - 0.884;
}
float covered(float distance) {
  return clamp(0.5 - distance / v_pixel, 0.0, 1.0);
}
void main() {
  float look = v_look;
  float ring = step(15.5, look);
  look -= 16.0 * ring;
  float hollow = step(7.5, look);
  float shape = look - 8.0 * hollow;
  float d = shapeDistance(shape);
  #ifdef PICKING_MODE
  gl_FragColor = d < 3.0 * v_pixel ? v_color : vec4(0.0);
  #else
  vec4 ground = vec4(v_ground.rgb, 1.0);
  vec4 color = vec4(v_color.rgb, 1.0);
  vec4 result = ground * covered(d - 1.5 * v_pixel);
  result = mix(result, color, covered(d));
  if (hollow > 0.5) result = mix(result, ground, covered(d + 2.0 * v_pixel));
  if (shape < 0.5) {
    float inside = max(d + 0.24, 0.46 - length(v_point));
    result = mix(result, ground, covered(inside));
  }
  if (ring > 0.5) {
    float band = abs(d - 3.75 * v_pixel) - 1.25 * v_pixel;
    result = mix(result, vec4(v_ring.rgb, 1.0), covered(band));
  }
  gl_FragColor = result;
  #endif
}
`;

const uniforms = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;

type SignUniform = (typeof uniforms)[number];

/** All signs of the map in one call: the shape says the role, so that colour is never alone. */
export class SignProgram extends NodeProgram<SignUniform> {
  getDefinition(): InstancedProgramDefinition<SignUniform> {
    const bytes = (name: string) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: vertexShader,
      FRAGMENT_SHADER_SOURCE: fragmentShader,
      METHOD: TRIANGLES,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_look", size: 1, type: FLOAT },
        bytes("a_color"),
        bytes("a_ring"),
        bytes("a_ground"),
        bytes("a_id"),
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(nodeIndex: number, start: number, data: NodeDisplayData & Partial<SignData>): void {
    const { role = "citing", hollow = false, ring = null, ground = "#ffffff" } = data;
    const values = [
      data.x,
      data.y,
      data.size,
      shapes[role] + (hollow ? 8 : 0) + (ring === null ? 0 : 16),
      floatColor(data.color),
      floatColor(ring ?? ground),
      floatColor(ground),
      nodeIndex,
    ];
    values.forEach((value, at) => {
      this.array[start + at] = value;
    });
  }

  setUniforms(
    { sizeRatio, correctionRatio, matrix }: RenderParams,
    { gl, uniformLocations }: ProgramInfo<SignUniform>,
  ): void {
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
  }
}
