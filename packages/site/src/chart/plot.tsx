import type { ReactElement, ReactNode } from "react";

import { formatShort } from "../text/figures.ts";
import { share, ticks, type Domain } from "./scale.ts";

interface PlotProps {
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly x: Domain;
  readonly y: Domain;
  /** A vertical rule with its label, or none. */
  readonly rule: { readonly at: number; readonly label: string } | null;
  readonly percent?: boolean;
  readonly legend?: ReactNode;
  /** Paths in a box of 1000 x 1000, y downwards; see `pathOf`. */
  readonly children: ReactNode;
}

/**
 * Axes around a drawing. Text is placed in per cent and paths stretch, so that a chart fills any width with letters
 * of one size, and needs neither JavaScript nor inline styles.
 */
export function Plot({ title, description, x, y, rule, percent = false, legend, children }: PlotProps): ReactElement {
  const ruleShare = rule === null ? null : share(rule.at, x);
  return (
    <figure className="plot">
      <figcaption>
        <span className="plot-title">{title}</span> {legend}
      </figcaption>
      <svg className="plot-axes" role="img" aria-label={`${title}. ${description}`}>
        {ticks(y, 4).map((value) => (
          <g key={value}>
            <line className="grid" x1="0" x2="100%" y1={at(1 - share(value, y))} y2={at(1 - share(value, y))} />
            <text className="tick" x="-8" y={at(1 - share(value, y))} dy="4" textAnchor="end">
              {percent ? `${formatShort(value * 100)}%` : formatShort(value)}
            </text>
          </g>
        ))}
        {ticks(x, 5).map((value) => (
          <text key={value} className="tick" x={at(share(value, x))} y="100%" dy="18" textAnchor="middle">
            {formatShort(value)}
          </text>
        ))}
        <svg
          className="plot-drawing"
          x="0"
          y="0"
          width="100%"
          height="100%"
          viewBox="0 0 1000 1000"
          preserveAspectRatio="none"
        >
          {children}
        </svg>
        {rule === null || ruleShare === null ? null : (
          <g className="rule">
            <line x1={at(ruleShare)} x2={at(ruleShare)} y1="0" y2="100%" />
            <text
              x={at(ruleShare)}
              y="0"
              dy="-6"
              textAnchor={ruleShare > 0.8 ? "end" : ruleShare < 0.2 ? "start" : "middle"}
            >
              {rule.label}
            </text>
          </g>
        )}
      </svg>
    </figure>
  );
}

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** A polyline in the box of `Plot`. */
export function pathOf(points: readonly PlotPoint[], x: Domain, y: Domain): string {
  return points
    .map(
      (point, index) =>
        `${index === 0 ? "M" : "L"}${coordinate(share(point.x, x))} ${coordinate(1 - share(point.y, y))}`,
    )
    .join("");
}

/** A closed band between two polylines over the same steps. */
export function bandOf(upper: readonly PlotPoint[], lower: readonly PlotPoint[], x: Domain, y: Domain): string {
  const back = pathOf(lower.toReversed(), x, y).replace(/^M/, "L");
  return upper.length === 0 ? "" : `${pathOf(upper, x, y)}${back}Z`;
}

function at(value: number): string {
  return `${Math.round(value * 10_000) / 100}%`;
}

function coordinate(value: number): number {
  return Math.round(value * 10_000) / 10;
}
