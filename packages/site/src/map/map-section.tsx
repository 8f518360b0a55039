import { useCallback, useEffect, useRef, useState, type ReactElement } from "react";

import { mapWords } from "../words/map.ts";
import type { GraphStage } from "./graph-stage.ts";
import { MapCard } from "./map-card.tsx";
import { GroupLegend, MapLegend } from "./map-legend.tsx";
import { MapStage } from "./map-stage.tsx";
import { MapFilters, MapTools } from "./map-tools.tsx";
import { MapTree } from "./map-tree.tsx";
import type { MapWork } from "./map-work.ts";
import { StageButtons } from "./stage-buttons.tsx";
import type { NeighbourhoodState } from "./use-neighbourhood.ts";

interface MapSectionProps {
  readonly state: NeighbourhoodState;
  readonly enhanced: boolean;
  readonly several: boolean;
  /** The seeds as `/map` takes them. */
  readonly ids: string;
}

/** How many works a press of "more" leads to. */
const steps = [150, 500, 1_500, 5_000];

/** The map with all that governs it. */
export function MapSection({ state, enhanced, several, ids }: MapSectionProps): ReactElement {
  const { neighbourhood, view, change, visible, degrees, fetching, failure, attend } = state;
  const { works, shown, total, rule } = neighbourhood;
  const stage = useRef<GraphStage | null>(null);
  const figure = useRef<HTMLElement>(null);
  const [graphics, setGraphics] = useState<boolean | null>(null);
  const live = graphics === true;
  const onGraphics = useCallback((drawn: boolean) => setGraphics(drawn), []);
  const asTree = enhanced && view.appearance === "tree";
  const opened = works.findIndex(({ key }) => key === view.open);
  const card = works[opened];
  const next = steps.find((step) => step > shown) ?? 0;
  const more = Math.min(next, total) - shown;
  const statement = mapWords.statement(shown, total, rule);

  useEffect(() => {
    if (opened >= 0 && live) stage.current?.reveal(opened, false);
  }, [opened, live]);
  const find = (): void => {
    const first = visible.indexOf(true);
    if (first < 0) return;
    attend(first);
    stage.current?.reveal(first, false);
    figure.current?.querySelector<HTMLElement>(".stage-surface")?.focus({ preventScroll: true });
  };

  return (
    <figure className={enhanced ? "map enhanced" : "map"} ref={figure}>
      <div className="map-bar">
        <MapLegend
          works={works}
          several={several}
          enhanced={enhanced}
          hidden={view.hiddenRoles}
          onToggle={(role) =>
            change({
              hiddenRoles: view.hiddenRoles.includes(role)
                ? view.hiddenRoles.filter((other) => other !== role)
                : [...view.hiddenRoles, role],
            })
          }
        />
        <MapTools view={view} change={change} live={graphics !== false} />
      </div>
      <MapFilters works={works} view={view} change={change} live={graphics !== false} onFind={find} />
      <div className="stage-frame">
        {asTree ? <MapTree state={state} several={several} /> : null}
        <div className="stage-holder" hidden={asTree}>
          <MapStage state={state} several={several} stage={stage} onGraphics={onGraphics} />
          {live ? <StageButtons stage={stage} figure={figure} /> : null}
        </div>
        {card === undefined ? null : (
          <MapCard
            work={card}
            degree={degrees[opened] ?? 0}
            several={several}
            why={
              card.role === "between" ? mapWords.whyBetween : rule === null ? mapWords.whyAll : mapWords.whyRule(rule)
            }
            selected={view.selected.includes(card.key)}
            onSelect={() => state.toggleSelected(card.key)}
            onClose={() => change({ open: null })}
            joint={card.role === "current" ? null : `/map?ids=${ids},${encodeURIComponent(card.key)}`}
          />
        )}
      </div>
      <figcaption>
        {view.colour === "group" && live ? <GroupLegend works={works} /> : null}
        <p className="map-statement">
          {statement} {visible.includes(false) ? hiddenWords(works, visible) : null}{" "}
          {view.size === "cited" ? mapWords.largerSign : null}{" "}
          {enhanced && more > 0 ? (
            <button
              type="button"
              className="more-button"
              disabled={fetching}
              onClick={() => change({ limit: Math.min(next, total), camera: null })}
            >
              {fetching ? mapWords.loading : mapWords.more(more)}
            </button>
          ) : null}
        </p>
        {failure === null ? null : (
          <p className="map-statement trouble-line" role="alert">
            {view.layout === "similarity" ? mapWords.noLikeness : mapWords.failed(failure)}
          </p>
        )}
        {graphics === false ? <p className="map-statement">{mapWords.noGraphics}</p> : null}
        <details className="map-help">
          <summary>{mapWords.helpHeading}</summary>
          <p>{mapWords.pointerHelp}</p>
          <p id="map-help">{mapWords.help}</p>
        </details>
      </figcaption>
    </figure>
  );
}

/** How many of the works around the papers in the middle pass; those in the middle always do. */
function hiddenWords(works: readonly MapWork[], visible: readonly boolean[]): string {
  const around = works.flatMap(({ role }, at) => (role === "current" ? [] : [visible[at] ?? true]));
  return mapWords.hidden(around.filter(Boolean).length, around.length);
}
