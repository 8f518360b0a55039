import { between, boundedRatio, sameView, wholeView, zoomedAt, type StageSize } from "./camera.ts";
import type { Camera } from "./map-view.ts";
import type { MapPoint } from "./map-work.ts";

interface Glide {
  readonly from: Camera;
  readonly to: Camera;
  readonly begun: number;
  readonly ms: number;
}

/** A map that was not moved for so long is at rest. */
const restMs = 160;

/** Where the map is looked at from, gliding or not. */
export class StageCamera {
  #view: Camera = wholeView;
  #glide: Glide | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #moved: () => void;
  readonly #rested: (view: Camera) => void;

  /**
   * @param moved told at once, when a frame is wanted
   * @param rested told when the reader has let it be
   */
  constructor(moved: () => void, rested: (view: Camera) => void) {
    this.#moved = moved;
    this.#rested = rested;
  }

  get view(): Camera {
    return this.#view;
  }

  get isGliding(): boolean {
    return this.#glide !== null;
  }

  get isMoving(): boolean {
    return this.#resting !== undefined;
  }

  /** Looks from there at once; a glide ends. */
  look(view: Camera): void {
    this.#glide = null;
    this.#turn(view);
  }

  glideTo(to: Camera, ms: number): void {
    if (ms === 0) this.look(to);
    else this.#glide = { from: this.#view, to, begun: performance.now(), ms };
    this.#moved();
  }

  /** Zooms about a place; the next notch of a wheel goes on from where the last one leads. */
  zoomAt(at: MapPoint, size: StageSize, factor: number, ms: number): void {
    const from = this.#glide?.to ?? this.#view;
    this.glideTo(zoomedAt(from, size, at, boundedRatio(from.ratio / factor)), ms);
  }

  /** One frame of a glide. */
  step(now: number): void {
    if (this.#glide === null) return;
    const { from, to, begun, ms } = this.#glide;
    const share = Math.min(1, Math.max(0, (now - begun) / ms));
    if (share === 1) this.#glide = null;
    this.#turn(share === 1 ? to : between(from, to, 1 - (1 - share) ** 2));
  }

  end(): void {
    clearTimeout(this.#resting);
  }

  #turn(view: Camera): void {
    if (sameView(view, this.#view)) return;
    this.#view = view;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      this.#moved();
      this.#rested(this.#view);
    }, restMs);
    this.#moved();
  }
}
