import { Fragment, type ReactElement } from "react";

import { formatScore } from "../text/figures.ts";
import { similarWords } from "../words/paper.ts";
import { signals, type Signal } from "./paper-address.ts";
import { scoreOf, type SimilarRow } from "./similar-rows.ts";

const width = 200;
const gap = 2;

/** What each signal adds, as lengths with fillings of their own and as numbers. */
export function SimilarBar({ row }: { readonly row: SimilarRow }): ReactElement {
  const shown = signals.filter((name) => row.parts[name] >= 0.005);
  const startOf = (name: Signal): number =>
    width * shown.slice(0, shown.indexOf(name)).reduce((sum, before) => sum + row.parts[before], 0);
  return (
    <p className="similar-score">
      <svg viewBox={`0 0 ${width} 8`} width={width} height="8" aria-hidden="true">
        <rect className="track" width={width} height="8" />
        {shown.map((name) => (
          <rect
            key={name}
            className={`part part-${name}`}
            x={startOf(name)}
            width={Math.max(0.5, width * row.parts[name] - gap)}
            height="8"
            fill={`url(#filling-${name})`}
          />
        ))}
      </svg>
      <span className="figures">
        <span className="only-heard">{similarWords.likeness} </span>
        <b>{formatScore(scoreOf(row)).slice(0, -1)}</b>
        {shown.map((name, index) => (
          <Fragment key={name}>
            {index === 0 ? " = " : " + "}
            <span className="similar-part">
              {similarWords.signals[name].toLowerCase()} {formatScore(row.parts[name]).slice(0, -1)}
            </span>
          </Fragment>
        ))}
      </span>
    </p>
  );
}

/** Fillings that differ in form, so that nobody needs to tell colours apart. */
export function Fillings(): ReactElement {
  return (
    <svg className="fillings" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="filling-text" width="4" height="8" patternUnits="userSpaceOnUse">
          <rect className="ink" width="4" height="8" />
        </pattern>
        <pattern id="filling-neighbourhood" width="4" height="8" patternUnits="userSpaceOnUse">
          <rect className="ink" width="2" height="8" />
        </pattern>
        <pattern id="filling-coCitation" width="4" height="4" patternUnits="userSpaceOnUse">
          <circle className="ink" cx="2" cy="2" r="1.1" />
        </pattern>
        <pattern id="filling-citations" width="4" height="4" patternUnits="userSpaceOnUse">
          <rect className="ink" width="4" height="1.4" />
        </pattern>
      </defs>
    </svg>
  );
}

/** A sample of a signal's filling, beside its name. */
export function FillingSample({ name }: { readonly name: Signal }): ReactElement {
  return (
    <svg className="filling-sample" viewBox="0 0 16 8" width="16" height="8" aria-hidden="true">
      <rect className={`part part-${name}`} width="16" height="8" fill={`url(#filling-${name})`} />
    </svg>
  );
}
