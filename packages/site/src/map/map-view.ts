import type { MapRole } from "arxivlens/api";

export const layouts = ["sides", "force", "timeline", "similarity"] as const;
export const sizes = ["cited", "rank", "degree"] as const;
export const colourings = ["role", "group"] as const;
export const appearances = ["picture", "tree"] as const;
export const sortKeys = ["role", "title", "authors", "year", "citedBy", "sources"] as const;
export const roles: readonly MapRole[] = ["current", "citing", "reference", "both", "between"];

export type LayoutName = (typeof layouts)[number];
export type SizeName = (typeof sizes)[number];
export type Colouring = (typeof colourings)[number];
export type SortKey = (typeof sortKeys)[number];

export interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** What part of the plane is seen: its middle in widths of the plane, y upwards, and 1 over the enlargement. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly ratio: number;
}

/** Everything that a reader has set on map and table; it is written into the address, so that a view is a permalink. */
export interface MapView {
  readonly layout: LayoutName;
  readonly size: SizeName;
  readonly colour: Colouring;
  readonly appearance: (typeof appearances)[number];
  readonly hiddenRoles: readonly MapRole[];
  readonly from: number | null;
  readonly to: number | null;
  readonly category: string | null;
  readonly least: number;
  readonly text: string;
  readonly selected: readonly string[];
  readonly onlySelected: boolean;
  /** Key of the work whose card is open. */
  readonly open: string | null;
  readonly sorting: Sorting | null;
  /** Neighbours wanted; null for as many as the page brought. */
  readonly limit: number | null;
  /** Null while everything is in sight. */
  readonly camera: Camera | null;
}

export const initialView: MapView = {
  layout: "sides",
  size: "cited",
  colour: "role",
  appearance: "picture",
  hiddenRoles: [],
  from: null,
  to: null,
  category: null,
  least: 0,
  text: "",
  selected: [],
  onlySelected: false,
  open: null,
  sorting: null,
  limit: null,
  camera: null,
};

/** What hides works, back to nothing hidden. */
export const noFilters: Pick<MapView, "hiddenRoles" | "from" | "to" | "category" | "least" | "text" | "onlySelected"> =
  {
    hiddenRoles: [],
    from: null,
    to: null,
    category: null,
    least: 0,
    text: "",
    onlySelected: false,
  };

const mostFetched = 5_000;
const mostSelected = 1_000;

/** The part of an address behind `#`; empty for the view that a page begins with. */
export function viewAddress(view: MapView): string {
  const fields = new URLSearchParams();
  const put = (name: string, value: string | number | null, usual: string | number | null): void => {
    if (value !== null && value !== usual) fields.set(name, String(value));
  };
  put("layout", view.layout, initialView.layout);
  put("size", view.size, initialView.size);
  put("colour", view.colour, initialView.colour);
  put("as", view.appearance, initialView.appearance);
  put("hide", view.hiddenRoles.join("."), "");
  put("from", view.from, null);
  put("to", view.to, null);
  put("cat", view.category, null);
  put("least", view.least, 0);
  put("find", view.text, "");
  put("selected", view.selected.join(","), "");
  put("only", view.onlySelected ? "selected" : "", "");
  put("open", view.open, null);
  put("sort", view.sorting === null ? null : `${view.sorting.descending ? "-" : ""}${view.sorting.key}`, null);
  put("limit", view.limit, null);
  put(
    "at",
    view.camera === null ? null : [view.camera.x, view.camera.y, view.camera.ratio].map(thousandth).join(","),
    null,
  );
  return fields.toString();
}

/** The view that an address asks for. What is not understood is as it is at the beginning. */
export function viewOfAddress(hash: string): MapView {
  const text = hash.replace(/^#/u, "");
  if (!text.includes("=")) return initialView;
  const fields = new URLSearchParams(text);
  const one = <T extends string>(name: string, values: readonly T[], usual: T): T =>
    values.find((value) => value === fields.get(name)) ?? usual;
  const whole = (name: string, most: number): number | null => {
    const value = Number(fields.get(name) ?? "");
    return fields.has(name) && Number.isInteger(value) && value > 0 && value <= most ? value : null;
  };
  const list = (name: string, separator: string): readonly string[] =>
    (fields.get(name) ?? "").split(separator).filter((part) => part !== "");
  const sort = fields.get("sort") ?? "";
  const sortKey = sortKeys.find((key) => key === sort.replace(/^-/u, ""));
  const camera = list("at", ",").map(Number);
  const [x = Number.NaN, y = Number.NaN, ratio = Number.NaN] = camera;
  return {
    layout: one("layout", layouts, initialView.layout),
    size: one("size", sizes, initialView.size),
    colour: one("colour", colourings, initialView.colour),
    appearance: one("as", appearances, initialView.appearance),
    hiddenRoles: roles.filter((role) => list("hide", ".").includes(role)),
    from: whole("from", 9999),
    to: whole("to", 9999),
    category: fields.get("cat"),
    least: whole("least", 1e9) ?? 0,
    text: fields.get("find") ?? "",
    selected: [...new Set(list("selected", ","))].slice(0, mostSelected),
    onlySelected: fields.get("only") === "selected",
    open: fields.get("open"),
    sorting: sortKey === undefined ? null : { key: sortKey, descending: sort.startsWith("-") },
    limit: whole("limit", mostFetched),
    camera: [x, y, ratio].every(Number.isFinite) && ratio > 0 ? { x, y, ratio } : null,
  };
}

const thousandth = (value: number): number => Math.round(value * 1000) / 1000;
