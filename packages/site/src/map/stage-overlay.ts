import { placeLabels } from "./map-labels.ts";
import type { MapPoint, MapWork } from "./map-work.ts";
import type { Palette } from "./palette.ts";

/** What a layout draws below the works. */
export type StageGuides =
  | { readonly kind: "years"; readonly columns: readonly { readonly label: string; readonly x: number }[] }
  | { readonly kind: "rings"; readonly rings: readonly { readonly label: string; readonly radius: number }[] };

interface Frame {
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** From the plane of layouts to pixels of the container. */
  readonly toPixels: (point: MapPoint) => MapPoint;
  readonly works: readonly MapWork[];
  /** In pixels; null for hidden ones. Empty while nothing is labelled. */
  readonly places: readonly (Place | null)[];
  readonly near: ReadonlySet<number> | null;
  readonly attended: number | null;
}

interface Place extends MapPoint {
  readonly radius: number;
}

const labelFont = 12.5;
const mostLabels = 60;
/** Pixels of the map for one label. */
const labelRoom = 24_000;
/** Works that are asked for a label in a large map. */
const askedLabels = 300;

/** Words and lines around the works: axis and rings below them, names above. */
export class StageOverlay {
  guides: StageGuides | null = null;
  readonly #below: HTMLCanvasElement;
  readonly #above: HTMLCanvasElement;
  readonly #font: string;

  constructor(container: HTMLElement) {
    const canvas = (): HTMLCanvasElement => {
      const element = document.createElement("canvas");
      element.className = "stage-overlay";
      element.setAttribute("aria-hidden", "true");
      return element;
    };
    this.#below = canvas();
    this.#above = canvas();
    this.#font = getComputedStyle(container).getPropertyValue("--sans").trim() || "sans-serif";
    container.prepend(this.#below);
    container.append(this.#above);
  }

  draw(frame: Frame): void {
    this.#guidesOn(context(this.#below, frame), frame);
    this.#namesOn(context(this.#above, frame), frame);
  }

  remove(): void {
    this.#below.remove();
    this.#above.remove();
  }

  #guidesOn(drawing: CanvasRenderingContext2D | null, frame: Frame): void {
    if (drawing === null || this.guides === null) return;
    const { palette, toPixels, height } = frame;
    drawing.font = `500 12px ${this.#font}`;
    drawing.fillStyle = palette.inkFaint;
    drawing.strokeStyle = palette.rule;
    drawing.lineWidth = 1;
    if (this.guides.kind === "years") {
      drawing.textAlign = "center";
      const axis = 16;
      let free = Number.NEGATIVE_INFINITY;
      for (const { label, x } of this.guides.columns) {
        const at = Math.round(toPixels({ x, y: 0 }).x) + 0.5;
        line(drawing, at, axis + 8, at, height);
        const half = drawing.measureText(label).width / 2;
        if (label === "" || at - half < free + 6) continue;
        drawing.fillText(label, at, axis);
        free = at + half;
      }
      return;
    }
    const centre = toPixels({ x: 500, y: 320 });
    drawing.textAlign = "center";
    for (const { label, radius } of this.guides.rings) {
      const edge = toPixels({ x: 500 + radius * 1.5, y: 320 + radius });
      drawing.beginPath();
      drawing.ellipse(centre.x, centre.y, Math.abs(edge.x - centre.x), Math.abs(edge.y - centre.y), 0, 0, 2 * Math.PI);
      drawing.stroke();
      drawing.lineWidth = 1;
      const top = centre.y - Math.abs(edge.y - centre.y);
      outlined(drawing, label, centre.x, top + 4, palette);
    }
  }

  #namesOn(drawing: CanvasRenderingContext2D | null, frame: Frame): void {
    if (drawing === null || frame.places.length === 0) return;
    const { places, width, height, near, attended, palette } = frame;
    drawing.font = `500 ${labelFont}px ${this.#font}`;
    const inSight = (place: Place | null): place is Place =>
      place !== null && place.x > -20 && place.y > -20 && place.x < width + 20 && place.y < height + 20;
    const shown = frame.works.flatMap((work, index) => {
      const place = places[index] ?? null;
      return inSight(place) ? [{ work, place, index }] : [];
    });
    const asked = shown.toSorted((a, b) => b.place.radius - a.place.radius || a.index - b.index).slice(0, askedLabels);
    const labels = placeLabels(
      asked.map(({ work, place }) => ({ ...work, radius: place.radius })),
      asked.map(({ place }) => place),
      {
        unit: 1,
        size: 1,
        most: Math.min(mostLabels, Math.round((width * height) / labelRoom)),
        visible: () => true,
        width,
        measure: (text) => drawing.measureText(text).width,
      },
    );
    for (const { node, text, x, y, anchor } of labels) {
      const index = asked[node]?.index ?? -1;
      if (index === attended || (near !== null && !near.has(index))) continue;
      drawing.textAlign = anchor === "start" ? "left" : "right";
      drawing.fillStyle = palette.inkSoft;
      outlined(drawing, text, x, y, palette);
    }
  }
}

function outlined(drawing: CanvasRenderingContext2D, text: string, x: number, y: number, palette: Palette): void {
  const { strokeStyle, lineWidth } = drawing;
  drawing.strokeStyle = palette.ground;
  drawing.lineWidth = 3;
  drawing.lineJoin = "round";
  drawing.strokeText(text, x, y);
  drawing.fillText(text, x, y);
  drawing.strokeStyle = strokeStyle;
  drawing.lineWidth = lineWidth;
}

function line(drawing: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  drawing.beginPath();
  drawing.moveTo(x1, y1);
  drawing.lineTo(x2, y2);
  drawing.stroke();
}

/** The canvas cleared and in the pixels of the page. */
function context(canvas: HTMLCanvasElement, { width, height }: Frame): CanvasRenderingContext2D | null {
  const density = devicePixelRatio;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const drawing = canvas.getContext("2d");
  drawing?.setTransform(density, 0, 0, density, 0, 0);
  drawing?.clearRect(0, 0, width, height);
  return drawing;
}
