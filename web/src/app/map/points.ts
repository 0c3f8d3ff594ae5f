import { scaleOf, type Camera, type Frame } from './camera';
import { colourCount } from './hue';

const vertexSource = `#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in uint hue;
uniform vec2 centre;
uniform vec2 scale;
uniform float size;
uniform float count;
uniform int only;
uniform float strength;
uniform vec3 palette[${colourCount}];
flat out vec4 tint;
void main() {
  gl_Position = vec4((place - centre) * scale, 0.0, 1.0);
  // The rare come first and lie below; the frequent are drawn last, and a little larger.
  float frequency = float(gl_VertexID) / count;
  gl_PointSize = size * (0.8 + 0.8 * pow(frequency, 6.0));
  bool shown = only < 0 || only == int(hue);
  tint = vec4(palette[hue], shown ? strength : 0.1);
}`;

const fragmentSource = `#version 300 es
precision mediump float;
flat in vec4 tint;
out vec4 colour;
void main() {
  vec2 at = gl_PointCoord * 2.0 - 1.0;
  float cover = tint.a * (1.0 - smoothstep(0.6, 1.0, dot(at, at)));
  colour = vec4(tint.rgb * cover, cover);
}`;

/** How the points look: red, green and blue of each hue, 0..1, and the hue that alone is lit (-1: all). */
export interface Look {
  palette: Float32Array;
  only: number;
  /** Of the colour, 0..1. */
  strength: number;
}

/** All songs as points: one buffer that never changes, moved by two uniforms. */
export class MapPoints {
  readonly #gl: WebGL2RenderingContext;
  readonly #points: Float32Array;
  readonly #hues: Uint8Array;
  #uniforms: Record<string, WebGLUniformLocation | null> = {};

  /** @returns undefined where there is no WebGL2 */
  static on(canvas: HTMLCanvasElement, points: Float32Array, hues: Uint8Array): MapPoints | undefined {
    const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false });
    return gl ? new MapPoints(gl, points, hues) : undefined;
  }

  /** @param points x and y of each track in order of position, -1..1; @param hues the colour of its hue, 0..8 */
  private constructor(gl: WebGL2RenderingContext, points: Float32Array, hues: Uint8Array) {
    this.#gl = gl;
    // The most frequent track last, so that it lies on top.
    this.#points = new Float32Array(points.length);
    for (let from = 0, to = points.length - 2; to >= 0; from += 2, to -= 2) this.#points.set(points.subarray(from, from + 2), to);
    this.#hues = hues.slice().reverse();
    this.prepare();
  }

  /** Gives the graphics card what it needs; again after it has lost it. */
  prepare(): void {
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, vertexSource], [gl.FRAGMENT_SHADER, fragmentSource]] as const) {
      const shader = gl.createShader(type);
      if (!shader) return;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    for (const name of ['centre', 'scale', 'size', 'count', 'only', 'strength', 'palette']) {
      this.#uniforms[name] = gl.getUniformLocation(program, name);
    }
    this.#fill(0, this.#points, () => gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0));
    this.#fill(1, this.#hues, () => gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_BYTE, 0, 0));
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.clearColor(0, 0, 0, 0);
  }

  #fill(attribute: number, values: Float32Array | Uint8Array, point: () => void): void {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(attribute);
    point();
  }

  /** @param ratio device pixels for each CSS pixel */
  draw(camera: Camera, frame: Frame, ratio: number, look: Look): void {
    const gl = this.#gl;
    const count = this.#hues.length;
    const scale = scaleOf(camera, frame) * 2;
    gl.viewport(0, 0, frame.width * ratio, frame.height * ratio);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform2f(this.#uniforms['centre'] ?? null, camera.x, camera.y);
    gl.uniform2f(this.#uniforms['scale'] ?? null, scale / frame.width, scale / frame.height);
    gl.uniform1f(this.#uniforms['size'] ?? null, pointSize(count, camera.zoom) * ratio);
    gl.uniform1f(this.#uniforms['count'] ?? null, count);
    gl.uniform1i(this.#uniforms['only'] ?? null, look.only);
    gl.uniform1f(this.#uniforms['strength'] ?? null, look.strength);
    gl.uniform3fv(this.#uniforms['palette'] ?? null, look.palette);
    gl.drawArrays(gl.POINTS, 0, count);
  }

  release(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

/** A point's width in CSS pixels: smaller the more there are, larger the closer one comes. */
function pointSize(count: number, zoom: number): number {
  const crowd = Math.max(2.2, Math.min(7, 260 / Math.sqrt(count)));
  return Math.min(16, crowd * Math.max(1, zoom) ** 0.35);
}
