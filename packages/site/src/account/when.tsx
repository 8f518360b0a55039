import type { ReactElement } from "react";

/** A moment as text that can be read anywhere: UTC, to the minute. */
export function momentText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function When({ iso, short = false }: { readonly iso: string; readonly short?: boolean }): ReactElement {
  return (
    <time className="figures" dateTime={iso}>
      {short ? momentText(iso).replace(" UTC", "") : momentText(iso)}
    </time>
  );
}
