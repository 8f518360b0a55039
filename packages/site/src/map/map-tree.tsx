import { useState, type KeyboardEvent, type ReactElement } from "react";

import { formatCount } from "../text/figures.ts";
import { legendWords, mapWords, seedLegendWords } from "../words/map.ts";
import { describeWork } from "./describe-work.ts";
import { roles } from "./map-view.ts";
import { RoleSign } from "./role-sign.tsx";
import { treeItems, type TreeItem } from "./tree-items.ts";
import type { NeighbourhoodState } from "./use-neighbourhood.ts";

/** The map for those who cannot use the picture: roles, in each its years, in each its works, walked as a tree. */
export function MapTree({
  state,
  several,
}: {
  readonly state: NeighbourhoodState;
  readonly several: boolean;
}): ReactElement {
  const { neighbourhood, visible, view, change, attend, toggleSelected } = state;
  const { works } = neighbourhood;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const items = treeItems(works, visible, roles, closed);
  const current = items.find(({ id }) => id === focused) ?? items[0];
  const words = several ? seedLegendWords : legendWords;

  const setOpen = (id: string, open: boolean): void =>
    setClosed((old) => (open ? new Set([...old].filter((other) => other !== id)) : new Set([...old, id])));
  const focus = (id: string | undefined): void => {
    if (id === undefined) return;
    setFocused(id);
    document.querySelector<HTMLElement>(`[data-tree-item="${CSS.escape(id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, item: TreeItem): void => {
    const at = items.indexOf(item);
    const { key } = event;
    if (key === "ArrowDown") focus(items[at + 1]?.id);
    else if (key === "ArrowUp") focus(items[at - 1]?.id);
    else if (key === "Home") focus(items[0]?.id);
    else if (key === "End") focus(items.at(-1)?.id);
    else if (key === "ArrowRight" && item.work === null)
      if (item.open) focus(items[at + 1]?.id);
      else setOpen(item.id, true);
    else if (key === "ArrowLeft")
      if (item.work === null && item.open) setOpen(item.id, false);
      else focus(item.parent ?? undefined);
    else if (key === "Enter" && item.work !== null) location.assign(works[item.work]?.href ?? "");
    else if (key === " " && item.work !== null) change({ open: works[item.work]?.key ?? null });
    else if (key === "s" && item.work !== null) toggleSelected(works[item.work]?.key ?? "");
    else return;
    event.preventDefault();
  };
  return (
    <ul className="map-tree" role="tree" aria-label={mapWords.stage}>
      {items.map((item) => {
        const work = item.work === null ? undefined : works[item.work];
        return (
          <li
            key={item.id}
            role="treeitem"
            data-tree-item={item.id}
            className={`level-${item.level}`}
            aria-level={item.level}
            aria-setsize={item.siblings}
            aria-posinset={item.position}
            aria-expanded={work === undefined ? item.open : undefined}
            aria-selected={work === undefined ? undefined : view.selected.includes(work.key)}
            aria-label={work === undefined ? undefined : describeWork(work, several)}
            tabIndex={item.id === current?.id ? 0 : -1}
            onKeyDown={(event) => onKeyDown(event, item)}
            onFocus={() => {
              setFocused(item.id);
              attend(item.work);
            }}
            onClick={() => {
              if (work === undefined) setOpen(item.id, !item.open);
              else change({ open: work.key });
            }}
          >
            {work === undefined ? (
              <>
                <span aria-hidden="true">{item.open ? "▾" : "▸"}</span>{" "}
                {item.level === 1 ? (
                  <>
                    <RoleSign of={item.role} /> {words[item.role]}
                  </>
                ) : (
                  (item.year ?? mapWords.unlabelled)
                )}{" "}
                <span className="figures quiet">{formatCount(item.works)}</span>
              </>
            ) : (
              <>
                {work.title} <span className="quiet">{work.authors[0] ?? ""}</span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
