import { createElement, type ComponentType, type ReactElement } from "react";
import { hydrateRoot } from "react-dom/client";

import { LabRuns } from "../lab/lab-runs.tsx";
import { NeighbourhoodView } from "../map/neighbourhood-view.tsx";
import { SimilarList } from "../paper/similar-list.tsx";

const islands: Readonly<Record<string, (props: string) => ReactElement>> = {
  neighbourhood: island(NeighbourhoodView),
  similar: island(SimilarList),
  lab: island(LabRuns),
};

/** Brings every island of the page to life. */
export function hydrateIslands(page: Document): void {
  for (const root of page.querySelectorAll<HTMLElement>("[data-island]")) {
    const name = root.dataset["island"] ?? "";
    const props = page.querySelector(`script[data-props-of="${name}"]`)?.textContent;
    const create = islands[name];
    if (create !== undefined && props !== undefined && props !== null)
      hydrateRoot(root, create(props), { identifierPrefix: name });
  }
}

/** The data was written by the same component's page, so its shape is known. */
function island<P extends object>(component: ComponentType<P>): (props: string) => ReactElement {
  return (props) => createElement(component, JSON.parse(props) as P);
}
