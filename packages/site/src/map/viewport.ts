/** What the map shows: a point `(x, y)` of the layout appears at `x * scale + left`, `y * scale + top` in map units. */
export interface Viewport {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export const wholeMap: Viewport = { scale: 1, left: 0, top: 0 };

const smallest = 0.5;
const largest = 8;

/** Zooms so that the layout point under `(x, y)` stays there. */
export function zoomAt(view: Viewport, x: number, y: number, factor: number): Viewport {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor));
  const applied = scale / view.scale;
  return { scale, left: x - (x - view.left) * applied, top: y - (y - view.top) * applied };
}

export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, left: view.left + dx, top: view.top + dy };
}
