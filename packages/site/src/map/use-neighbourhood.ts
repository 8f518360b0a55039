import type { JointMap } from "arxivlens/api";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { fetchSetTitles } from "../client/set-titles.ts";
import { fetchAllMarks } from "../client/shelf-marks.ts";
import { initialView, viewAddress, viewOfAddress, type MapView } from "./map-view.ts";
import { degrees, neighbourhoodOf, type Neighbourhood } from "./map-work.ts";
import { visibleWorks } from "./visible-works.ts";

export type Change = (change: Partial<MapView>) => void;

/** One state behind map, tree and table. */
export interface NeighbourhoodState {
  readonly neighbourhood: Neighbourhood;
  readonly degrees: readonly number[];
  readonly view: MapView;
  readonly change: Change;
  /** Whether each work passes the filters. */
  readonly visible: readonly boolean[];
  /** Position of the work that pointer or focus rests on, in any of the views. */
  readonly attended: number | null;
  readonly attend: (index: number | null) => void;
  /** Ends the attention to a work, unless another has it by now: the pointer enters a row before it leaves a sign. */
  readonly leave: (index: number) => void;
  readonly toggleSelected: (key: string) => void;
  readonly fetching: boolean;
  /** Why the last fetch failed, for people. */
  readonly failure: string | null;
}

/** @param ids the seeds, as `/api/map` takes them */
export function useNeighbourhood(first: Neighbourhood, ids: string): NeighbourhoodState {
  const [view, setView] = useState<MapView>(initialView);
  const [attended, attend] = useState<number | null>(null);
  const leave = useCallback((index: number) => attend((old) => (old === index ? null : old)), []);
  const change = useCallback((part: Partial<MapView>) => setView((old) => ({ ...old, ...part })), []);
  useAddress(view, setView);
  const fetched = useFetched(first, ids, view);
  const { neighbourhood } = fetched;
  const { hiddenRoles, from, to, category, least, text, selected, onlySelected } = view;
  // Not of the whole view: where the plane has been moved to changes often and hides nothing.
  const visible = useMemo(
    () => visibleWorks(neighbourhood.works, { hiddenRoles, from, to, category, least, text, selected, onlySelected }),
    [neighbourhood, hiddenRoles, from, to, category, least, text, selected, onlySelected],
  );
  const counts = useMemo(() => degrees(neighbourhood), [neighbourhood]);
  const toggleSelected = useCallback(
    (key: string) =>
      setView((old) => ({
        ...old,
        selected: old.selected.includes(key) ? old.selected.filter((other) => other !== key) : [...old.selected, key],
      })),
    [],
  );
  return { ...fetched, degrees: counts, view, change, visible, attended, attend, leave, toggleSelected };
}

/** Keeps the view in the part of the address behind `#`, and follows it when the reader goes back. */
function useAddress(view: MapView, setView: (view: MapView) => void): void {
  const isRead = useRef(false);
  useEffect(() => {
    const read = (): void => setView(viewOfAddress(location.hash));
    if (location.hash.includes("=")) read();
    isRead.current = true;
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, [setView]);
  const address = viewAddress(view);
  const written = useRef("");
  useEffect(() => {
    if (!isRead.current || address === written.current) return;
    written.current = address;
    const plain = `${location.pathname}${location.search}`;
    if (address !== "") history.replaceState(history.state, "", `${plain}#${address}`);
    else if (location.hash.includes("=")) history.replaceState(history.state, "", plain);
  }, [address]);
}

/** What the page brought, or more of it, or the same with likeness, as the view wants. */
function useFetched(
  first: Neighbourhood,
  ids: string,
  view: MapView,
): Pick<NeighbourhoodState, "neighbourhood" | "fetching" | "failure"> {
  const [neighbourhood, setNeighbourhood] = useState(first);
  const [failure, setFailure] = useState<string | null>(null);
  const [fetching, setFetching] = useState(false);
  const limit = view.limit !== null && first.total > first.shown ? Math.max(view.limit, first.shown) : first.shown;
  const likeness = view.layout === "similarity";
  const done = useRef({ limit: first.shown, likeness: false });
  const known = useRef(setTitles(first));
  useEffect(() => {
    if (limit === done.current.limit && (!likeness || done.current.likeness)) return undefined;
    const control = new AbortController();
    setFetching(true);
    setFailure(null);
    fetchMap(ids, limit, likeness, control.signal)
      .then(async (answer) => ({ ...answer, titles: await titlesOf(answer.map, known.current) }))
      .then(
        ({ map, paths, titles }) => {
          if (control.signal.aborted) return;
          done.current = { limit, likeness };
          known.current = titles;
          void fetchAllMarks();
          setNeighbourhood(neighbourhoodOf(map, paths, (_title, key) => titles.get(key) ?? null));
          setFetching(false);
        },
        (error: unknown) => {
          if (control.signal.aborted) return;
          setFailure(error instanceof Error ? error.message : String(error));
          setFetching(false);
        },
      );
    return () => control.abort();
  }, [ids, limit, likeness]);
  return { neighbourhood, fetching, failure };
}

async function fetchMap(ids: string, limit: number, likeness: boolean, signal: AbortSignal): Promise<JointMap> {
  const address = `/api/map?ids=${ids}&limit=${Math.max(1, limit)}${likeness ? "&likeness=1" : ""}`;
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as JointMap;
}

/** Titles of a map that are set already, by key. */
const setTitles = ({ works }: Neighbourhood): ReadonlyMap<string, string> =>
  new Map(works.flatMap(({ key, titleHtml }) => (titleHtml === null ? [] : [[key, titleHtml] as const])));

/** Titles with formulas: those that are set already stay, the others are asked for. */
async function titlesOf(
  { nodes }: JointMap["map"],
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const unset = nodes.filter(({ key, richTitle }) => richTitle !== null && !known.has(key));
  return new Map([...known, ...(await fetchSetTitles(unset.map(({ key }) => key)))]);
}
