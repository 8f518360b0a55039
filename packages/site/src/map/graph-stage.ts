import {
  between,
  boundedRatio,
  centredOn,
  pushed,
  sameView,
  signGrowth,
  toPixels,
  toPlane,
  wholeView,
  zoomedAt,
  type StageSize,
} from "./camera.ts";
import type { Camera } from "./map-view.ts";
import type { MapPoint, Neighbourhood } from "./map-work.ts";
import { readPalette, type Palette } from "./palette.ts";
import { signDistance } from "./sign-marks.ts";
import { listenForGestures } from "./stage-gestures.ts";
import type { StageState } from "./stage-look.ts";
import { stageMarks, type StageMarks } from "./stage-marks.ts";
import { StageSheet, type SheetPicture, type Wish } from "./stage-sheet.ts";
import { StageWords, type Place, type StageGuides } from "./stage-words.ts";

export interface StageEvents {
  /** The pointer has come to a work, or has left it. */
  readonly onAttend: (index: number) => void;
  readonly onLeave: (index: number) => void;
  readonly onOpen: (index: number | null) => void;
  readonly onVisit: (index: number) => void;
  readonly onSelect: (index: number) => void;
  /** The reader has moved the plane; null when all of it is in sight. */
  readonly onCamera: (camera: Camera | null) => void;
  /** What stands over the canvas has to follow. */
  readonly onFrame: () => void;
}

/** Milliseconds: works to other places, the plane to another camera by button or wheel, after it was let go, at rest. */
const times = { works: 550, fit: 250, zoom: 180, reveal: 200, coast: 200, rest: 160 } as const;
/** Steps of the pointer that the plane goes on when it is let go. */
const coastSteps = 3;
/** Pixels from the edge within which a work is not yet in sight. */
const sightMargin = 24;

interface Glide {
  readonly from: Camera;
  readonly to: Camera;
  readonly begun: number;
  readonly ms: number;
}

/** The map in WebGL: draws what it is told, and tells what the reader does. It keeps no state of the reader's. */
export class GraphStage {
  readonly #container: HTMLElement;
  readonly #sheet: StageSheet;
  readonly #words: StageWords;
  readonly #events: StageEvents;
  readonly #release: (() => void)[] = [];
  #data: Neighbourhood;
  #points: readonly MapPoint[];
  #sizes: readonly number[];
  #state: StageState;
  #palette: Palette;
  #size: StageSize = { width: 0, height: 0 };
  #camera: Camera = wholeView;
  #glide: Glide | null = null;
  /** Works on their way to other places, and the one that the pointer carries. */
  #shift: { readonly from: readonly MapPoint[]; readonly to: readonly MapPoint[]; readonly begun: number } | null =
    null;
  #carried = false;
  #moving = false;
  #pointed: number | null = null;
  #marks: StageMarks | null = null;
  #picture: SheetPicture | null = null;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #told = "";

  /** @throws when the browser gives no WebGL context */
  constructor(
    container: HTMLElement,
    data: Neighbourhood,
    points: readonly MapPoint[],
    sizes: readonly number[],
    state: StageState,
    events: StageEvents,
  ) {
    this.#container = container;
    this.#data = data;
    this.#points = points;
    this.#sizes = sizes;
    this.#state = state;
    this.#events = events;
    this.#palette = readPalette(container);
    this.#words = new StageWords(container);
    this.#sheet = new StageSheet((wish) => this.#draw(wish));
    container.append(this.#sheet.canvas);
    this.#fitContainer();
    this.#listen();
  }

  /** Other works, or other positions and sizes of the same. */
  show(data: Neighbourhood, points: readonly MapPoint[], sizes: readonly number[], state: StageState): void {
    this.#shift = null;
    this.#data = data;
    this.#points = points;
    this.#sizes = sizes;
    this.#state = state;
    this.#changed();
  }

  restyle(state: StageState): void {
    this.#state = state;
    this.#changed();
  }

  resize(sizes: readonly number[]): void {
    this.#sizes = sizes;
    this.#changed();
  }

  /** Moves works to other places: at once, or gliding there. */
  arrange(points: readonly MapPoint[], gliding: boolean): void {
    this.#shift = gliding ? { from: this.#points, to: points, begun: performance.now() } : null;
    if (!gliding) this.#points = points;
    this.#changed();
  }

  /** Lines and words that a layout puts below the works. */
  guide(guides: StageGuides | null): void {
    this.#words.guides = guides;
    this.#changed();
  }

  /** Where works stand on the plane. */
  points(): readonly MapPoint[] {
    return this.#points;
  }

  /** Where a work appears in the container, in pixels, and how large. */
  placeOf(index: number): Place | null {
    const point = this.#points[index];
    if (point === undefined) return null;
    const radius = (this.#sizes[index] ?? 4) * signGrowth(this.#camera);
    return { ...toPixels(this.#camera, this.#size, point), radius };
  }

  zoom(factor: number, gliding: boolean): void {
    this.#zoomAt({ x: this.#size.width / 2, y: this.#size.height / 2 }, factor, gliding ? times.zoom : 0);
  }

  fit(gliding: boolean): void {
    this.#glideTo(wholeView, gliding ? times.fit : 0);
  }

  /** Brings a work into sight, if it is not. */
  reveal(index: number, gliding: boolean): void {
    const place = this.placeOf(index);
    const point = this.#points[index];
    const { width, height } = this.#size;
    if (place === null || point === undefined) return;
    const inSight = (at: number, extent: number): boolean => at > sightMargin && at < extent - sightMargin;
    if (!inSight(place.x, width) || !inSight(place.y, height))
      this.#glideTo(centredOn(point, this.#camera), gliding ? times.reveal : 0);
  }

  look(camera: Camera | null): void {
    this.#glide = null;
    this.#look(camera ?? wholeView);
  }

  kill(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    for (const release of this.#release) release();
    this.#sheet.remove();
  }

  /** What the sheet draws next; words are placed for a map that rests and slide along with one that moves. */
  #draw({ camera, resting }: Wish): SheetPicture {
    this.#marks ??= stageMarks(this.#data, this.#points, this.#sizes, this.#state, this.#palette);
    const { lines, signs, arrows } = this.#marks;
    const { ground } = this.#palette;
    if (!resting && this.#picture !== null) return (this.#picture = { ...this.#picture, ground, lines, signs });
    const wording = {
      palette: this.#palette,
      camera,
      size: this.#size,
      density: this.#sheet.density,
      works: this.#data.works,
      places: this.#data.works.map((_, index) => (this.#state.visible[index] === false ? null : this.placeOf(index))),
      near: this.#state.near,
      attended: this.#state.attended,
      arrows,
    };
    const under = this.#words.below(wording, this.#sheet.margin);
    return (this.#picture = { ground, lines, signs, under, over: this.#words.above(wording) });
  }

  get #wish(): Wish {
    const brief = this.#shift !== null || this.#carried;
    return { camera: this.#camera, resting: !this.#moving && !brief, brief };
  }

  #changed(): void {
    this.#marks = null;
    this.#sheet.invalidate();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#step(now));
  }

  #step(now: number): void {
    this.#frame = 0;
    if (this.#size.width === 0 || this.#size.height === 0) return;
    this.#glideOn(now);
    this.#shiftOn(now);
    const more = this.#sheet.step(now, this.#wish);
    this.#events.onFrame();
    if (more || this.#glide !== null || this.#shift !== null) this.#schedule();
  }

  #glideTo(to: Camera, ms: number): void {
    if (ms === 0) this.look(to);
    else this.#glide = { from: this.#camera, to, begun: performance.now(), ms };
    this.#schedule();
  }

  #glideOn(now: number): void {
    if (this.#glide === null) return;
    const { from, to, begun, ms } = this.#glide;
    const share = Math.min(1, Math.max(0, (now - begun) / ms));
    if (share === 1) this.#glide = null;
    this.#look(share === 1 ? to : between(from, to, 1 - (1 - share) ** 2));
  }

  #shiftOn(now: number): void {
    if (this.#shift === null) return;
    const { from, to, begun } = this.#shift;
    const share = Math.min(1, Math.max(0, (now - begun) / times.works));
    const gone = 1 - (1 - share) ** 3;
    this.#points = to.map((end, index) => {
      const { x, y } = from[index] ?? end;
      return { x: x + (end.x - x) * gone, y: y + (end.y - y) * gone };
    });
    if (share === 1) this.#shift = null;
    this.#changed();
  }

  #zoomAt(at: MapPoint, factor: number, ms: number): void {
    const from = this.#glide?.to ?? this.#camera;
    this.#glideTo(zoomedAt(from, this.#size, at, boundedRatio(from.ratio / factor)), ms);
  }

  #look(camera: Camera): void {
    if (sameView(camera, this.#camera)) return;
    this.#camera = camera;
    this.#moving = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), times.rest);
    this.#schedule();
  }

  #settle(): void {
    this.#moving = false;
    this.#schedule();
    const { x, y, ratio } = this.#camera;
    const whole = Math.hypot(x - 0.5, y - 0.5) < 1e-3 && Math.abs(ratio - 1) < 1e-3;
    const name = `${x} ${y} ${ratio}`;
    if (name === this.#told) return;
    this.#told = name;
    this.#events.onCamera(whole ? null : this.#camera);
  }

  #pick({ x, y }: MapPoint, reach: number): number | null {
    const { works } = this.#data;
    this.#marks ??= stageMarks(this.#data, this.#points, this.#sizes, this.#state, this.#palette);
    return (
      this.#marks.order.findLast((index) => {
        const place = this.placeOf(index);
        const work = works[index];
        if (place === null || work === undefined) return false;
        const { radius } = place;
        return radius * signDistance(work.role, (x - place.x) / radius, (y - place.y) / radius) < reach;
      }) ?? null
    );
  }

  #point(work: number | null): void {
    if (work === this.#pointed) return;
    if (this.#pointed !== null) this.#events.onLeave(this.#pointed);
    this.#pointed = work;
    if (work !== null) this.#events.onAttend(work);
  }

  #fitContainer(): void {
    const { clientWidth: width, clientHeight: height } = this.#container;
    if (width === this.#size.width && height === this.#size.height && this.#sheet.density === devicePixelRatio) return;
    this.#size = { width, height };
    this.#sheet.resize(this.#size);
    this.#drawNow();
  }

  /** Without a frame between, in which the canvas would be empty or in old colours. */
  #drawNow(): void {
    if (this.#size.width === 0 || this.#size.height === 0) return;
    this.#sheet.drawNow(this.#wish);
    this.#schedule();
  }

  #listen(): void {
    const events = this.#events;
    const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
    const repaint = (): void => {
      this.#palette = readPalette(this.#container);
      this.#marks = null;
      this.#drawNow();
    };
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", repaint);
    const sized = new ResizeObserver(() => this.#fitContainer());
    sized.observe(this.#container);
    const ungesture = listenForGestures(this.#container, {
      pick: (at, reach) => this.#pick(at, reach),
      point: (work) => this.#point(work),
      push: (by) => {
        this.#glide = null;
        this.#look(pushed(this.#camera, this.#size, by));
      },
      coast: ({ x, y }) => {
        if (isStill()) return;
        this.#glideTo(pushed(this.#camera, this.#size, { x: coastSteps * x, y: coastSteps * y }), times.coast);
      },
      zoom: (at, factor, gliding) => this.#zoomAt(at, factor, gliding && !isStill() ? times.fit : 0),
      carry: (work, to) => {
        this.#shift = null;
        this.#carried = true;
        this.#points = this.#points.with(work, toPlane(this.#camera, this.#size, to));
        this.#changed();
      },
      drop: () => {
        this.#carried = false;
        this.#schedule();
      },
      click: (work, withShift) => {
        if (work !== null && withShift) events.onSelect(work);
        else events.onOpen(work);
      },
      visit: (work) => events.onVisit(work),
    });
    this.#release.push(
      ungesture,
      () => themes.disconnect(),
      () => dark.removeEventListener("change", repaint),
      () => sized.disconnect(),
    );
  }
}
