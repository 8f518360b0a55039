// Phones lay the rows out as grids, and some browsers then forget that this is a table: hence the roles, said aloud.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { memo, type ReactElement } from "react";

import type { Sorting, SortKey } from "../map/map-view.ts";
import type { MapWork } from "../map/map-work.ts";
import { RoleSign } from "../map/role-sign.tsx";
import { RowSave } from "../shelf/row-save.tsx";
import { formatCount } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { mapWords, roleColumn, tableWords } from "../words/map.ts";
import { workWords } from "../words/work.ts";
import { claimText } from "./claims.ts";

/** What a row shows of a work; lists of whole pages have it too. */
export type TableWork = Pick<
  MapWork,
  | "key"
  | "role"
  | "title"
  | "titleHtml"
  | "authors"
  | "authorCount"
  | "year"
  | "href"
  | "citedBy"
  | "claims"
  | "resolved"
  | "withdrawn"
>;

/** What a living table can do; null on pages without JavaScript and in lists of whole pages. */
export interface TableControls {
  readonly sorting: Sorting | null;
  readonly onSort: (key: SortKey, falling: boolean) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (key: string) => void;
  readonly onSelectAll: (all: boolean) => void;
  readonly attended: string | null;
  readonly onAttend: (key: string, isThere: boolean) => void;
}

const columns: readonly { readonly key: SortKey; readonly falling: boolean }[] = [
  { key: "role", falling: false },
  { key: "title", falling: false },
  { key: "authors", falling: false },
  { key: "year", falling: true },
  { key: "citedBy", falling: true },
  { key: "sources", falling: false },
];

interface WorksTableProps {
  readonly works: readonly TableWork[];
  readonly labelledBy: string;
  readonly controls: TableControls | null;
}

export function WorksTable({ works, labelledBy, controls }: WorksTableProps): ReactElement {
  const all = works.length > 0 && works.every(({ key }) => controls?.selected.has(key) === true);
  return (
    <table className="works-table" role="table" aria-labelledby={labelledBy}>
      <thead role="rowgroup">
        <tr role="row">
          {controls === null ? null : (
            <th scope="col" role="columnheader" className="col-select">
              <input
                type="checkbox"
                aria-label={tableWords.selectAll}
                checked={all}
                onChange={() => controls.onSelectAll(!all)}
              />
            </th>
          )}
          {columns.map(({ key, falling }) => {
            const sorting = controls?.sorting?.key === key ? controls.sorting : null;
            const direction = sorting === null ? undefined : sorting.descending ? "descending" : "ascending";
            const label = tableWords.columns[key];
            return (
              <th key={key} scope="col" role="columnheader" className={`col-${key}`} aria-sort={direction}>
                {controls === null ? (
                  label
                ) : (
                  <button type="button" onClick={() => controls.onSort(key, falling)}>
                    {label}
                    <span className="sort-sign" aria-hidden="true">
                      {direction === undefined ? "" : direction === "ascending" ? "↑" : "↓"}
                    </span>
                  </button>
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {works.map((work) => (
          <WorkRow
            key={`${work.role}-${work.key}`}
            work={work}
            selectable={controls !== null}
            selected={controls?.selected.has(work.key) ?? false}
            attended={controls?.attended === work.key}
            onSelect={controls?.onSelect}
            onAttend={controls?.onAttend}
          />
        ))}
      </tbody>
    </table>
  );
}

interface WorkRowProps {
  readonly work: TableWork;
  readonly selectable: boolean;
  readonly selected: boolean;
  readonly attended: boolean;
  readonly onSelect: ((key: string) => void) | undefined;
  readonly onAttend: ((key: string, isThere: boolean) => void) | undefined;
}

/** Remembered: a pointer that wanders over the map changes two rows, not a hundred. */
const WorkRow = memo(function WorkRow({
  work,
  selectable,
  selected,
  attended,
  onSelect,
  onAttend,
}: WorkRowProps): ReactElement {
  const names = shortAuthors(work.authors, 3);
  const more = work.authorCount - work.authors.length + names.more;
  return (
    <tr
      role="row"
      className={attended ? "attended" : undefined}
      data-selected={selected ? "" : undefined}
      onPointerEnter={() => onAttend?.(work.key, true)}
      onPointerLeave={() => onAttend?.(work.key, false)}
    >
      {selectable ? (
        <td role="cell" className="col-select">
          <input
            type="checkbox"
            aria-label={tableWords.select(work.title)}
            checked={selected}
            onChange={() => onSelect?.(work.key)}
          />
        </td>
      ) : null}
      <td role="cell" className="col-role">
        <RoleSign of={work.role} /> {roleColumn[work.role]}
      </td>
      <th role="rowheader" scope="row" className="col-title">
        {work.titleHtml === null ? (
          <a href={work.href}>{work.title}</a>
        ) : (
          // The title with its formula is the label.
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label
          <a href={work.href} dangerouslySetInnerHTML={{ __html: work.titleHtml }} />
        )}
        {work.withdrawn ? <span className="withdrawn-word"> {mapWords.withdrawn}</span> : null}
        {work.resolved ? null : <span className="unresolved"> {mapWords.unresolved}</span>}
        <RowSave paper={work.key} title={work.title} />
      </th>
      <td role="cell" className="col-authors" title={more > 0 ? work.authors.join(", ") : undefined}>
        {work.authors.length === 0 ? "–" : names.text}
        {work.authors.length > 0 && more > 0 ? <span className="more">{workWords.moreAuthors(more)}</span> : null}
      </td>
      <td role="cell" className="col-year">
        {work.year ?? "–"}
      </td>
      <td role="cell" className="col-citedBy">
        {formatCount(work.citedBy)}
      </td>
      <td role="cell" className="col-sources">
        {work.claims.map(claimText).join("; ")}
      </td>
    </tr>
  );
});
