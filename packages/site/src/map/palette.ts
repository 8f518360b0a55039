import type { MapRole } from "arxivlens/api";

/** The page's colours for what is drawn on a canvas, as hex. */
export interface Palette {
  readonly ground: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly rule: string;
  readonly edge: string;
  readonly alarm: string;
  readonly focus: string;
  readonly path: string;
  readonly roles: Readonly<Record<MapRole, string>>;
  readonly groups: readonly string[];
}

/** Groups that have a colour of their own; the others share the faint one. */
export const colouredGroups = 8;

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => hex(style.getPropertyValue(`--${name}`).trim());
  return {
    ground: colour("paper"),
    ink: colour("ink"),
    inkSoft: colour("ink-soft"),
    inkFaint: colour("ink-faint"),
    rule: colour("rule"),
    edge: colour("edge"),
    alarm: colour("alarm"),
    focus: colour("reference"),
    path: colour("path"),
    roles: {
      current: colour("ink"),
      citing: colour("citing"),
      reference: colour("reference"),
      both: colour("both"),
      between: colour("ink-faint"),
    },
    groups: Array.from({ length: colouredGroups }, (_, group) => colour(`group-${group + 1}`)),
  };
}

/** `amount` of the way from one colour to another; opaque, so that what lies below does not shine through. */
export function mixed(one: string, other: string, amount: number): string {
  const name = `${one}${other}${amount}`;
  const known = mixtures.get(name);
  if (known !== undefined) return known;
  const [a, b] = [channels(one), channels(other)];
  const mixture = `#${a.map((value, at) => byte(value + ((b[at] ?? 0) - value) * amount)).join("")}`;
  mixtures.set(name, mixture);
  return mixture;
}

/** A map asks for a few mixtures thousands of times. */
const mixtures = new Map<string, string>();

const byte = (value: number): string => Math.round(value).toString(16).padStart(2, "0");
const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** `#abc` as `#aabbcc`; what is no hex colour becomes grey. */
function hex(colour: string): string {
  if (/^#[\da-f]{6}$/iu.test(colour)) return colour;
  return /^#[\da-f]{3}$/iu.test(colour) ? colour.replaceAll(/[\da-f]/giu, (digit) => digit + digit) : "#808080";
}
