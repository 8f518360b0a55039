import type { ReactElement } from "react";

interface RangesProps {
  readonly text: string;
  /** Places to mark, in UTF-16 units, end excluded, in reading order. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** A text with marked places, as the search found them. */
export function Ranges({ text, ranges }: RangesProps): ReactElement {
  const pieces: ReactElement[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    pieces.push(<span key={at}>{text.slice(at, start)}</span>, <mark key={`m${start}`}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return ranges.length === 0 ? (
    <>{text}</>
  ) : (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}
