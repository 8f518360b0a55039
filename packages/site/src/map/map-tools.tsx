import type { ReactElement } from "react";

import { mapWords } from "../words/map.ts";
import { appearances, colourings, layouts, noFilters, sizes, type MapView } from "./map-view.ts";
import type { MapWork } from "./map-work.ts";
import type { Change } from "./use-neighbourhood.ts";

interface MapToolsProps {
  readonly view: MapView;
  readonly change: Change;
  /** Whether a picture that can be arranged is drawn at all. */
  readonly live: boolean;
}

/** How the map is laid out, sized, coloured and shown. */
export function MapTools({ view, change, live }: MapToolsProps): ReactElement {
  return (
    <div className="map-tools">
      {live ? (
        <fieldset className="choices">
          <legend>{mapWords.layout}</legend>
          {layouts.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={view.layout === name}
              title={mapWords.layoutHelp[name]}
              onClick={() => change({ layout: name, camera: null })}
            >
              {mapWords.layouts[name]}
            </button>
          ))}
        </fieldset>
      ) : null}
      <Choice
        label={mapWords.show}
        value={view.appearance}
        options={appearances.map((name) => [name, mapWords[name]])}
        onChoice={(appearance) => change({ appearance })}
      />
    </div>
  );
}

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly value: Name;
  readonly options: readonly (readonly [Name, string])[];
  readonly onChoice: (name: Name) => void;
}

function Choice<Name extends string>({ label, value, options, onChoice }: ChoiceProps<Name>): ReactElement {
  return (
    <label className="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(([name]) => name === currentTarget.value);
          if (chosen !== undefined) onChoice(chosen[0]);
        }}
      >
        {options.map(([name, word]) => (
          <option key={name} value={name}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MapFiltersProps {
  readonly works: readonly MapWork[];
  readonly view: MapView;
  readonly change: Change;
  readonly live: boolean;
  /** Brings the first work that passes into sight. */
  readonly onFind: () => void;
}

/** What map and table leave out. */
export function MapFilters({ works, view, change, live, onFind }: MapFiltersProps): ReactElement {
  const years = works.flatMap(({ year }) => year ?? []);
  const categories = [...new Set(works.flatMap(({ category }) => category ?? []))].toSorted();
  const [first, last] = years.length === 0 ? [1991, 2100] : [Math.min(...years), Math.max(...years)];
  const filtered = (Object.keys(noFilters) as (keyof typeof noFilters)[]).some(
    (name) => JSON.stringify(view[name]) !== JSON.stringify(noFilters[name]),
  );
  const whole = (text: string): number | null => (/^\d+$/u.test(text) && Number(text) > 0 ? Number(text) : null);
  return (
    <div className="map-filters">
      <label className="choice find">
        <span className="only-heard">{mapWords.find}</span>
        <input
          type="search"
          value={view.text}
          placeholder={mapWords.findHint}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          onKeyDown={({ key }) => {
            if (key === "Enter") onFind();
          }}
        />
      </label>
      <fieldset className="years">
        <legend>{mapWords.years}</legend>
        <YearField
          label={mapWords.from}
          value={view.from}
          usual={first}
          onValue={(text) => change({ from: whole(text) })}
        />
        <span aria-hidden="true">–</span>
        <YearField label={mapWords.to} value={view.to} usual={last} onValue={(text) => change({ to: whole(text) })} />
      </fieldset>
      {categories.length < 2 ? null : (
        <label className="choice">
          <span className="only-heard">{mapWords.category}</span>
          <select
            value={view.category ?? ""}
            onChange={({ currentTarget }) =>
              change({ category: currentTarget.value === "" ? null : currentTarget.value })
            }
          >
            <option value="">{mapWords.allCategories}</option>
            {categories.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="choice">
        <span>{mapWords.least}</span>
        <input
          className="number"
          type="number"
          min={0}
          inputMode="numeric"
          value={view.least === 0 ? "" : view.least}
          placeholder="0"
          onChange={({ currentTarget }) => change({ least: whole(currentTarget.value) ?? 0 })}
        />
      </label>
      {live ? (
        <>
          <Choice
            label={mapWords.size}
            value={view.size}
            options={sizes.map((name) => [name, mapWords.sizes[name]])}
            onChoice={(size) => change({ size })}
          />
          <Choice
            label={mapWords.colour}
            value={view.colour}
            options={colourings.map((name) => [name, mapWords.colours[name]])}
            onChoice={(colour) => change({ colour })}
          />
        </>
      ) : null}
      {filtered ? (
        <button type="button" onClick={() => change(noFilters)}>
          {mapWords.reset}
        </button>
      ) : null}
    </div>
  );
}

function YearField({
  label,
  value,
  usual,
  onValue,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly usual: number;
  readonly onValue: (text: string) => void;
}): ReactElement {
  return (
    <input
      className="number"
      type="number"
      inputMode="numeric"
      aria-label={label}
      value={value ?? ""}
      placeholder={String(usual)}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
    />
  );
}
