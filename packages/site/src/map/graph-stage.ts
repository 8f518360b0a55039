import { centredOn, isWhole, pushed, signGrowth, toPixels, toPlane, wholeView, type StageSize } from "./camera.ts";
import type { Camera } from "./map-view.ts";
import type { MapPoint, Neighbourhood } from "./map-work.ts";
import { readPalette, type Palette } from "./palette.ts";
import { signDistance } from "./sign-marks.ts";
import { StageCamera } from "./stage-camera.ts";
import { listenForGestures } from "./stage-gestures.ts";
import type { StageEvents } from "./stage-events.ts";
import type { StageState } from "./stage-look.ts";
import { stageMarks, type StageMarks } from "./stage-marks.ts";
import type { SheetPicture } from "./sheet-graphics.ts";
import { StageSheet, type Wish } from "./stage-sheet.ts";
import { watchLooks } from "./stage-watch.ts";
import { StageWords, type Place, type StageGuides } from "./stage-words.ts";
import { shiftedWorks, type WorkShift } from "./work-shift.ts";

/** Milliseconds of a glide to the whole plane, by button, to a work, by wheel, and after the plane was let go. */
const times = { fit: 250, zoom: 180, reveal: 200, wheel: 250, coast: 200 } as const;
/** Pixels from the edge within which a work is not yet in sight. */
const sightMargin = 24;

/** The map in WebGL: draws what it is told, and tells what the reader does. It keeps no state of the reader's. */
export class GraphStage {
  readonly #container: HTMLElement;
  readonly #sheet: StageSheet;
  readonly #words: StageWords;
  readonly #camera: StageCamera;
  readonly #events: StageEvents;
  readonly #release: () => void;
  #data: Neighbourhood;
  #points: readonly MapPoint[];
  #sizes: readonly number[];
  #state: StageState;
  #palette: Palette;
  #size: StageSize = { width: 0, height: 0 };
  #shift: WorkShift | null = null;
  /** Whether the pointer carries a work. */
  #carried = false;
  #pointed: number | null = null;
  #marks: StageMarks | null = null;
  #picture: SheetPicture | null = null;
  #frame = 0;

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
    this.#camera = new StageCamera(
      () => this.#schedule(),
      (view) => events.onCamera(isWhole(view) ? null : view),
    );
    this.#sheet = new StageSheet(
      (wish) => this.#draw(wish),
      () => this.#drawNow(),
    );
    container.append(this.#sheet.canvas);
    this.#fitContainer();
    this.#release = this.#listen();
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
    const radius = (this.#sizes[index] ?? 4) * signGrowth(this.#camera.view);
    return { ...toPixels(this.#camera.view, this.#size, point), radius };
  }

  zoom(factor: number, gliding: boolean): void {
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    this.#camera.zoomAt(middle, this.#size, factor, gliding ? times.zoom : 0);
  }

  fit(gliding: boolean): void {
    this.#camera.glideTo(wholeView, gliding ? times.fit : 0);
  }

  /** Brings a work into sight, if it is not. */
  reveal(index: number, gliding: boolean): void {
    const place = this.placeOf(index);
    const point = this.#points[index];
    const { width, height } = this.#size;
    if (place === null || point === undefined) return;
    const inSight = (at: number, extent: number): boolean => at > sightMargin && at < extent - sightMargin;
    if (!inSight(place.x, width) || !inSight(place.y, height))
      this.#camera.glideTo(centredOn(point, this.#camera.view), gliding ? times.reveal : 0);
  }

  look(camera: Camera | null): void {
    this.#camera.look(camera ?? wholeView);
  }

  kill(): void {
    cancelAnimationFrame(this.#frame);
    this.#camera.end();
    this.#release();
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
      density: this.#sheet.frame.density,
      works: this.#data.works,
      places: this.#data.works.map((_, index) => (this.#state.visible[index] === false ? null : this.placeOf(index))),
      near: this.#state.near,
      attended: this.#state.attended,
      arrows,
    };
    const under = this.#words.below(wording, this.#sheet.frame.margin);
    return (this.#picture = { ground, lines, signs, under, over: this.#words.above(wording) });
  }

  get #wish(): Wish {
    const brief = this.#shift !== null || this.#carried;
    return { camera: this.#camera.view, resting: !this.#camera.isMoving && !brief, brief };
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
    this.#camera.step(now);
    this.#shiftOn(now);
    const more = this.#sheet.step(now, this.#wish);
    this.#events.onFrame();
    if (more || this.#camera.isGliding || this.#shift !== null) this.#schedule();
  }

  #shiftOn(now: number): void {
    if (this.#shift === null) return;
    const { points, done } = shiftedWorks(this.#shift, now);
    this.#points = points;
    if (done) this.#shift = null;
    this.#changed();
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
    if (width === this.#size.width && height === this.#size.height && this.#sheet.frame.density === devicePixelRatio)
      return;
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

  /** @returns ends it */
  #listen(): () => void {
    const events = this.#events;
    const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
    const unwatch = watchLooks(
      this.#container,
      () => {
        this.#palette = readPalette(this.#container);
        this.#marks = null;
        this.#drawNow();
      },
      () => this.#fitContainer(),
    );
    const ungesture = listenForGestures(this.#container, {
      pick: (at, reach) => this.#pick(at, reach),
      point: (work) => this.#point(work),
      push: (by) => {
        this.#camera.look(pushed(this.#camera.view, this.#size, by));
      },
      coast: (by) => {
        if (!isStill()) this.#camera.glideTo(pushed(this.#camera.view, this.#size, by), times.coast);
      },
      zoom: (at, factor, gliding) =>
        this.#camera.zoomAt(at, this.#size, factor, gliding && !isStill() ? times.wheel : 0),
      carry: (work, to) => {
        this.#shift = null;
        this.#carried = true;
        this.#points = this.#points.with(work, toPlane(this.#camera.view, this.#size, to));
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
    return () => {
      ungesture();
      unwatch();
    };
  }
}
