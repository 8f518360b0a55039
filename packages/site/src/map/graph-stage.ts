import { DirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";

import { plane } from "./layouts.ts";
import type { Camera } from "./map-view.ts";
import type { MapPoint, Neighbourhood } from "./map-work.ts";
import { readPalette, type Palette } from "./palette.ts";
import { SignProgram } from "./sign-program.ts";
import { edgeLook, nodeLook, type StageState } from "./stage-look.ts";
import { StageOverlay, type StageGuides } from "./stage-overlay.ts";
import { enableDragging, keepPageScroll } from "./stage-gestures.ts";

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

/** Beyond this many citations they are left out while the plane moves; beyond so many works, the words as well. */
const heldEdges = 2_500;
const heldLabels = 400;
const wholeView = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
const glideMs = 550;

/** The map in WebGL: draws what it is told, and tells what the reader does. It keeps no state of the reader's. */
export class GraphStage {
  readonly #container: HTMLElement;
  readonly #graph = new DirectedGraph<Record<string, unknown>, Record<string, unknown>>();
  readonly #sigma: Sigma;
  readonly #overlay: StageOverlay;
  readonly #events: StageEvents;
  readonly #release: (() => void)[] = [];
  #data: Neighbourhood;
  #onPath = new Set<string>();
  #state: StageState;
  #palette: Palette;
  #cancelGlide: () => void = () => {};
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
    this.#state = state;
    this.#events = events;
    this.#palette = readPalette(container);
    this.#fill(points, sizes);
    const quiet = (): void => {};
    this.#sigma = new Sigma(this.#graph, container, {
      allowInvalidContainer: true,
      stagePadding: 0,
      zIndex: true,
      renderLabels: false,
      hideEdgesOnMove: data.edges.length > heldEdges,
      defaultNodeType: "sign",
      nodeProgramClasses: { sign: SignProgram },
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
      defaultDrawNodeHover: quiet,
      minCameraRatio: 0.03,
      maxCameraRatio: 2.5,
      doubleClickZoomingRatio: 1,
      minEdgeThickness: 1.7,
      nodeReducer: (key, attributes) => ({
        ...attributes,
        ...nodeLook(this.#work(key), Number(key), this.#state, this.#palette),
      }),
      edgeReducer: (key, attributes) => ({ ...attributes, ...this.#edge(attributes, key) }),
    });
    this.#sigma.setCustomBBox({ x: [0, plane.width], y: [-plane.height, 0] });
    this.#overlay = new StageOverlay(container);
    this.#sigma.on("afterRender", () => this.#afterRender());
    this.#listen();
    this.#sigma.refresh();
  }

  /** Other works, or other positions and sizes of the same. */
  show(data: Neighbourhood, points: readonly MapPoint[], sizes: readonly number[], state: StageState): void {
    this.#cancelGlide();
    this.#data = data;
    this.#state = state;
    this.#sigma.setSetting("hideEdgesOnMove", data.edges.length > heldEdges);
    this.#graph.clear();
    this.#fill(points, sizes);
    this.#sigma.refresh();
  }

  restyle(state: StageState): void {
    this.#state = state;
    // Attributes of the look are asked anew; positions and the grid of the plane stay.
    this.#sigma.refresh({ skipIndexation: true });
  }

  resize(sizes: readonly number[]): void {
    this.#graph.updateEachNodeAttributes((key, attributes) => ({ ...attributes, size: sizes[Number(key)] ?? 4 }), {
      attributes: ["size"],
    });
  }

  /** Moves works to other places: at once, or gliding there. */
  arrange(points: readonly MapPoint[], gliding: boolean): void {
    this.#cancelGlide();
    const from = this.points();
    const place = (share: number): void =>
      this.#graph.updateEachNodeAttributes(
        (key, attributes) => {
          const [start, end] = [from[Number(key)], points[Number(key)]];
          if (start === undefined || end === undefined) return attributes;
          return {
            ...attributes,
            x: start.x + (end.x - start.x) * share,
            y: -(start.y + (end.y - start.y) * share),
          };
        },
        { attributes: ["x", "y"] },
      );
    if (!gliding) {
      place(1);
      return;
    }
    const begun = performance.now();
    let frame = 0;
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - begun) / glideMs));
      place(1 - (1 - share) ** 3);
      if (share < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    this.#cancelGlide = () => cancelAnimationFrame(frame);
  }

  /** Lines and words that a layout puts below the works. */
  guide(guides: StageGuides | null): void {
    this.#overlay.guides = guides;
    this.#sigma.scheduleRender();
  }

  /** Where works stand on the plane. */
  points(): readonly MapPoint[] {
    return this.#data.works.map((_, index) => {
      const node = this.#graph.getNodeAttributes(String(index));
      return { x: Number(node["x"]), y: -Number(node["y"]) };
    });
  }

  /** Where a work appears in the container, in pixels, and how large. */
  placeOf(index: number): { readonly x: number; readonly y: number; readonly radius: number } | null {
    const shown = this.#sigma.getNodeDisplayData(String(index));
    if (shown === undefined) return null;
    const { x, y } = this.#sigma.framedGraphToViewport(shown);
    return { x, y, radius: this.#sigma.scaleSize(shown.size) };
  }

  zoom(factor: number, gliding: boolean): void {
    const camera = this.#sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: gliding ? 180 : 1 });
  }

  fit(gliding: boolean): void {
    void this.#sigma.getCamera().animate(wholeView, { duration: gliding ? 250 : 1 });
  }

  /** Brings a work into sight, if it is not. */
  reveal(index: number, gliding: boolean): void {
    const place = this.placeOf(index);
    const { width, height } = this.#sigma.getDimensions();
    if (place === null || (place.x > 24 && place.y > 24 && place.x < width - 24 && place.y < height - 24)) return;
    const shown = this.#sigma.getNodeDisplayData(String(index));
    if (shown !== undefined)
      void this.#sigma.getCamera().animate({ x: shown.x, y: shown.y }, { duration: gliding ? 200 : 1 });
  }

  look(camera: Camera | null): void {
    this.#sigma.getCamera().setState({ ...wholeView, ...camera });
  }

  kill(): void {
    this.#cancelGlide();
    for (const release of this.#release) release();
    this.#overlay.remove();
    this.#sigma.kill();
  }

  #fill(points: readonly MapPoint[], sizes: readonly number[]): void {
    const { works, edges, paths } = this.#data;
    works.forEach((_, index) => {
      const { x, y } = points[index] ?? { x: 0, y: 0 };
      this.#graph.addNode(String(index), { x, y: -y, size: sizes[index] ?? 4 });
    });
    for (const [from, to] of edges) this.#graph.addEdge(String(from), String(to), { from, to });
    this.#onPath = new Set(paths.flatMap((path) => path.slice(1).map((node, at) => pairName(path[at] ?? node, node))));
  }

  #work(key: string): Neighbourhood["works"][number] {
    const work = this.#data.works[Number(key)];
    if (work === undefined) throw new RangeError(`the map has no work number ${key}`);
    return work;
  }

  #edge(attributes: Record<string, unknown>, _key: string): ReturnType<typeof edgeLook> {
    const ends = [Number(attributes["from"]), Number(attributes["to"])] as const;
    return edgeLook(ends, this.#data.works, this.#onPath.has(pairName(...ends)), this.#state, this.#palette);
  }

  #afterRender(): void {
    const moving = this.#sigma.getCamera().isAnimated() || this.#sigma.getMouseCaptor().isMoving;
    const { works } = this.#data;
    const { width, height } = this.#sigma.getDimensions();
    const labelled = !moving || works.length <= heldLabels;
    const toPixels = (point: MapPoint): MapPoint => this.#sigma.graphToViewport({ x: point.x, y: -point.y });
    this.#overlay.draw({
      palette: this.#palette,
      width,
      height,
      toPixels,
      works,
      places: labelled
        ? works.map((_, index) => (this.#state.visible[index] === false ? null : this.placeOf(index)))
        : [],
      near: this.#state.near,
      attended: this.#state.attended,
    });
    this.#events.onFrame();
  }

  #listen(): void {
    const sigma = this.#sigma;
    const events = this.#events;
    const dragging = enableDragging(sigma, this.#graph);
    this.#release.push(keepPageScroll(this.#container));
    sigma.on("enterNode", ({ node }) => {
      // What slips under the pointer while the plane moves is not meant.
      if (!sigma.getMouseCaptor().isMoving) events.onAttend(Number(node));
    });
    sigma.on("leaveNode", ({ node }) => events.onLeave(Number(node)));
    sigma.on("clickNode", ({ node, event }) => {
      if (dragging.moved()) return;
      if (event.original.shiftKey) events.onSelect(Number(node));
      else events.onOpen(Number(node));
    });
    sigma.on("clickStage", () => events.onOpen(null));
    sigma.on("doubleClickNode", (payload) => {
      payload.preventSigmaDefault();
      events.onVisit(Number(payload.node));
    });
    let settled: ReturnType<typeof setTimeout> | undefined;
    sigma.getCamera().on("updated", () => {
      clearTimeout(settled);
      settled = setTimeout(() => {
        const { x, y, ratio } = sigma.getCamera().getState();
        const whole = Math.hypot(x - 0.5, y - 0.5) < 1e-3 && Math.abs(ratio - 1) < 1e-3;
        const name = `${x} ${y} ${ratio}`;
        if (name === this.#told) return;
        this.#told = name;
        // The words come back when the plane rests.
        sigma.scheduleRender();
        events.onCamera(whole ? null : { x, y, ratio });
      }, 160);
    });
    const repaint = (): void => {
      this.#palette = readPalette(this.#container);
      sigma.refresh({ skipIndexation: true });
    };
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", repaint);
    const sized = new ResizeObserver(() => sigma.resize());
    sized.observe(this.#container);
    this.#release.push(
      () => clearTimeout(settled),
      () => themes.disconnect(),
      () => dark.removeEventListener("change", repaint),
      () => sized.disconnect(),
    );
  }
}

const pairName = (one: number, other: number): string => (one < other ? `${one} ${other}` : `${other} ${one}`);
