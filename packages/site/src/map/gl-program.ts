/** A program of WebGL with the places of its values. */
export interface GlProgram {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

/** What a vertex holds, in the order of its bytes: floats, or four bytes of a colour. */
export type VertexLayout = readonly { readonly name: string; readonly kind: "float" | "point" | "colour" }[];

const bytesOf = { float: 4, point: 8, colour: 4 } as const;

export const vertexBytes = (layout: VertexLayout): number => layout.reduce((sum, { kind }) => sum + bytesOf[kind], 0);

/** @throws when the driver refuses a shader; the message is the driver's */
export function glProgram(
  gl: WebGL2RenderingContext,
  vertexSource: string,
  fragmentSource: string,
  layout: VertexLayout,
): GlProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  layout.forEach(({ name }, place) => gl.bindAttribLocation(program, place, name));
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) === false && !gl.isContextLost())
    throw Object.assign(new Error(`WebGL refuses a program of the map: ${gl.getProgramInfoLog(program) ?? ""}`), {
      code: "webgl-program",
    });
  const places = new Map<string, WebGLUniformLocation | null>();
  return {
    program,
    uniform: (name) => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name) ?? null;
    },
  };
}

/** Tells WebGL how the bytes of the bound buffer are laid out. */
export function bindVertices(gl: WebGL2RenderingContext, layout: VertexLayout): void {
  const stride = vertexBytes(layout);
  let offset = 0;
  layout.forEach(({ kind }, place) => {
    gl.enableVertexAttribArray(place);
    if (kind === "colour") gl.vertexAttribPointer(place, 4, gl.UNSIGNED_BYTE, true, stride, offset);
    else gl.vertexAttribPointer(place, kind === "point" ? 2 : 1, gl.FLOAT, false, stride, offset);
    offset += bytesOf[kind];
  });
}
