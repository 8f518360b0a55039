import type { ReactElement } from "react";

import { similarWords } from "../words/paper.ts";
import type { Signal } from "./paper-address.ts";
import { FillingSample } from "./similar-bar.tsx";

interface SliderProps {
  readonly name: Signal;
  readonly value: number;
  readonly controlled: boolean;
  readonly onFocus: () => void;
  readonly onChange: (value: number) => void;
}

/** How much one signal counts; the form sends it, and where there is JavaScript it ranks at once. */
export function SimilarSlider({ name, value, controlled, onFocus, onChange }: SliderProps): ReactElement {
  const id = `weight-${name}`;
  const shared = { id, name, type: "range", min: 0, max: 2, step: 0.05, "aria-describedby": `${id}-about` } as const;
  return (
    <div className="weight">
      <label htmlFor={id}>
        <FillingSample name={name} /> {similarWords.signals[name]}
      </label>
      {controlled ? (
        <input
          {...shared}
          value={value}
          onFocus={onFocus}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
      ) : (
        <input {...shared} defaultValue={value} />
      )}
      <span className="weight-value figures" aria-hidden="true">
        {value.toFixed(2)}
      </span>
      <span id={`${id}-about`} className="weight-about">
        {similarWords.signalsAbout[name]}
      </span>
    </div>
  );
}
