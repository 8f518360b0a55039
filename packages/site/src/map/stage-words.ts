import { toPixels, type StageSize } from "./camera.ts";
import { placeLabels } from "./map-labels.ts";
import type { Camera } from "./map-view.ts";
import type { MapPoint, MapWork } from "./map-work.ts";
import type { Palette } from "./palette.ts";
import type { Margin } from "./sheet-frame.ts";
import type { Words } from "./sheet-graphics.ts";

/** What a layout draws below the works. */
export type StageGuides =
  | { readonly kind: "years"; readonly columns: readonly { readonly label: string; readonly x: number }[] }
  | { readonly kind: "rings"; readonly rings: readonly { readonly label: string; readonly radius: number }[] };

/** What is written, and for which camera. */
export interface Wording {
  readonly palette: Palette;
  readonly camera: Camera;
  readonly size: StageSize;
  readonly density: number;
  readonly works: readonly MapWork[];
  /** In pixels; null for hidden ones. */
  readonly places: readonly (Place | null)[];
  readonly near: ReadonlySet<number> | null;
  readonly attended: number | null;
  /** Citations whose direction is shown, as the places of the citing and the cited work. */
  readonly arrows: readonly (readonly [number, number])[];
}

export interface Place extends MapPoint {
  readonly radius: number;
}

const labelFont = 12.5;
const mostLabels = 60;
/** Pixels of the map for one label. */
const labelRoom = 24_000;
/** Works that are asked for a label in a large map. */
const askedLabels = 300;
/** Length and half the width of an arrow's head, in pixels. */
const arrowHead = { length: 7, half: 3 } as const;
/** Pixels from the edge of a sign to the outer edge of its ring. */
const ringReach = 5;

/** Words and lines around the works: axis and rings below them, names and the heads of arrows above. */
export class StageWords {
  guides: StageGuides | null = null;
  readonly #below = document.createElement("canvas");
  readonly #above = document.createElement("canvas");
  readonly #font: string;

  constructor(container: HTMLElement) {
    this.#font = getComputedStyle(container).getPropertyValue("--sans").trim() || "sans-serif";
  }

  /** @param margin how far the lines go beyond the stage, so that they are there when the map is moved */
  below(wording: Wording, margin: Margin): Words | null {
    if (this.guides === null) return null;
    this.#guidesOn(context(this.#below, wording, margin), wording, margin);
    return { canvas: this.#below, camera: wording.camera, margin };
  }

  above(wording: Wording): Words {
    const margin = { x: 0, y: 0 };
    const drawing = context(this.#above, wording, margin);
    this.#arrowsOn(drawing, wording);
    this.#namesOn(drawing, wording);
    return { canvas: this.#above, camera: wording.camera, margin };
  }

  #guidesOn(drawing: CanvasRenderingContext2D | null, { palette, camera, size }: Wording, margin: Margin): void {
    if (drawing === null || this.guides === null) return;
    const pixels = (point: MapPoint): MapPoint => toPixels(camera, size, point);
    drawing.font = `500 12px ${this.#font}`;
    drawing.fillStyle = palette.inkFaint;
    drawing.strokeStyle = palette.rule;
    drawing.lineWidth = 1;
    if (this.guides.kind === "years") {
      drawing.textAlign = "center";
      const axis = 16;
      let free = Number.NEGATIVE_INFINITY;
      for (const { label, x } of this.guides.columns) {
        const at = Math.round(pixels({ x, y: 0 }).x) + 0.5;
        line(drawing, at, axis + 8, at, size.height + margin.y);
        const half = drawing.measureText(label).width / 2;
        if (label === "" || at - half < free + 6) continue;
        drawing.fillText(label, at, axis);
        free = at + half;
      }
      return;
    }
    const centre = pixels({ x: 500, y: 320 });
    drawing.textAlign = "center";
    for (const { label, radius } of this.guides.rings) {
      const edge = pixels({ x: 500 + radius * 1.5, y: 320 + radius });
      drawing.beginPath();
      drawing.ellipse(centre.x, centre.y, Math.abs(edge.x - centre.x), Math.abs(edge.y - centre.y), 0, 0, 2 * Math.PI);
      drawing.stroke();
      drawing.lineWidth = 1;
      const top = centre.y - Math.abs(edge.y - centre.y);
      outlined(drawing, label, centre.x, top + 4, palette);
    }
  }

  #arrowsOn(drawing: CanvasRenderingContext2D | null, { arrows, places, attended, palette }: Wording): void {
    if (drawing === null) return;
    drawing.fillStyle = palette.inkSoft;
    for (const [from, to] of arrows) {
      const [start, end] = [places[from] ?? null, places[to] ?? null];
      if (start === null || end === null) continue;
      drawing.save();
      drawing.translate(end.x, end.y);
      drawing.rotate(Math.atan2(end.y - start.y, end.x - start.x));
      drawing.beginPath();
      const tip = -end.radius - (to === attended ? ringReach : 1);
      drawing.moveTo(tip, 0);
      drawing.lineTo(tip - arrowHead.length, -arrowHead.half);
      drawing.lineTo(tip - arrowHead.length, arrowHead.half);
      drawing.fill();
      drawing.restore();
    }
  }

  #namesOn(drawing: CanvasRenderingContext2D | null, wording: Wording): void {
    if (drawing === null) return;
    const { places, size, near, attended, palette } = wording;
    const { width, height } = size;
    drawing.font = `500 ${labelFont}px ${this.#font}`;
    const inSight = (place: Place | null): place is Place =>
      place !== null && place.x > -20 && place.y > -20 && place.x < width + 20 && place.y < height + 20;
    const shown = wording.works.flatMap((work, index) => {
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

/** The canvas cleared and in the pixels of the page, counted from the stage's corner. */
function context(
  canvas: HTMLCanvasElement,
  { size, density }: Wording,
  margin: Margin,
): CanvasRenderingContext2D | null {
  const [left, top] = [Math.round(margin.x * density), Math.round(margin.y * density)];
  canvas.width = Math.round(size.width * density) + 2 * left;
  canvas.height = Math.round(size.height * density) + 2 * top;
  // It is sent to WebGL each time it changes.
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  drawing?.setTransform(density, 0, 0, density, left, top);
  return drawing;
}
