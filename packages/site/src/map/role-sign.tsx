import type { MapNode } from "arxivlens/api";
import type { ReactElement } from "react";

/** The shape that stands for a role, everywhere: ring and point the current paper, circle citing, square reference, triangle both, diamond between. */
export function RoleSign({ of: role }: { readonly of: MapNode["role"] }): ReactElement {
  return (
    <svg className={`role-sign role-${role}`} viewBox="-8 -8 16 16" width="12" height="12" aria-hidden="true">
      <RoleShape of={role} radius={role === "current" ? 7 : 6} />
    </svg>
  );
}

export function RoleShape({
  of: role,
  radius,
}: {
  readonly of: MapNode["role"];
  readonly radius: number;
}): ReactElement {
  switch (role) {
    case "current":
      return (
        <>
          <circle className="ring" r={radius} fill="none" />
          <circle r={radius * 0.45} />
        </>
      );
    case "citing":
      return <circle r={radius} />;
    case "reference": {
      // Same area as the circle.
      const side = radius * Math.sqrt(Math.PI);
      return <rect x={-side / 2} y={-side / 2} width={side} height={side} />;
    }
    case "both": {
      const reach = radius * 1.35;
      return <path d={`M0 ${-reach}L${reach * 0.87} ${reach * 0.5}L${-reach * 0.87} ${reach * 0.5}Z`} />;
    }
    case "between": {
      const reach = radius * 1.25;
      return <path d={`M0 ${-reach}L${reach} 0L0 ${reach}L${-reach} 0Z`} />;
    }
    default:
      return role satisfies never;
  }
}
