import { useCallback, useMemo, useState, type ReactElement } from "react";

import type { WholeList } from "../map/neighbourhood-view.tsx";
import type { SortKey } from "../map/map-view.ts";
import type { NeighbourhoodState } from "../map/use-neighbourhood.ts";
import { tableWords } from "../words/map.ts";
import { sortWorks } from "./sort-works.ts";
import { TableTools } from "./table-tools.tsx";
import { WorksTable } from "./works-table.tsx";

/** Rows of one page of the table, in the server's HTML too. */
const rowsOfPage = 100;

interface WorksSectionProps {
  readonly state: NeighbourhoodState;
  readonly enhanced: boolean;
  readonly fileName: string;
  readonly citing: WholeList | null;
  readonly references: WholeList | null;
}

/** The works of the map as a table: the same filters, the same selection. */
export function WorksSection({ state, enhanced, fileName, citing, references }: WorksSectionProps): ReactElement {
  const { neighbourhood, visible, view, change, attended, attend, leave, toggleSelected } = state;
  const { works } = neighbourhood;
  const [page, setPage] = useState(1);
  const positions = useMemo(() => {
    const shown = works.flatMap((work, at) => (visible[at] === false || work.role === "current" ? [] : [at]));
    return view.sorting === null ? shown : sortWorks(works, shown, view.sorting);
  }, [works, visible, view.sorting]);
  const pages = Math.max(1, Math.ceil(positions.length / rowsOfPage));
  const now = Math.min(page, pages);
  const rows = useMemo(
    () => positions.slice((now - 1) * rowsOfPage, now * rowsOfPage).flatMap((at) => works[at] ?? []),
    [positions, now, works],
  );
  const selected = useMemo(() => new Set(view.selected), [view.selected]);
  const onAttend = useCallback(
    (key: string, isThere: boolean) => (isThere ? attend : leave)(works.findIndex((work) => work.key === key)),
    [attend, leave, works],
  );
  const onSort = (key: SortKey, falling: boolean): void =>
    change({
      sorting: { key, descending: view.sorting?.key === key ? !view.sorting.descending : falling },
    });
  const exported = positions.flatMap((at) => works[at] ?? []);
  const seeds = works.filter(({ role }) => role === "current");
  return (
    <>
      {enhanced ? (
        <TableTools
          works={selected.size > 0 ? works.filter(({ key }) => selected.has(key)) : exported}
          seeds={seeds}
          selected={selected.size}
          shown={positions.length}
          total={works.length - seeds.length}
          onlySelected={view.onlySelected}
          change={change}
          fileName={fileName}
        />
      ) : null}
      <p className="table-order">
        {tableWords.order}{" "}
        {citing === null || citing.total === 0 ? null : <a href={citing.href}>{tableWords.allCiting(citing.total)}</a>}{" "}
        {references === null || references.total === 0 ? null : (
          <a href={references.href}>{tableWords.allReferences(references.total)}</a>
        )}
      </p>
      <WorksTable
        works={rows}
        labelledBy="works-heading"
        controls={
          enhanced
            ? {
                sorting: view.sorting,
                onSort,
                selected,
                onSelect: toggleSelected,
                onSelectAll: (all) =>
                  change({
                    selected: all
                      ? [...new Set([...view.selected, ...rows.map(({ key }) => key)])]
                      : view.selected.filter((key) => !rows.some((row) => row.key === key)),
                  }),
                attended: attended === null ? null : (works[attended]?.key ?? null),
                onAttend,
              }
            : null
        }
      />
      {positions.length === 0 ? <p className="quiet">{tableWords.noMatch}</p> : null}
      {enhanced && pages > 1 ? (
        <nav className="paging" aria-label={tableWords.pages}>
          <button type="button" disabled={now <= 1} onClick={() => setPage(now - 1)}>
            {tableWords.earlier}
          </button>
          <span className="figures">{tableWords.page(now, pages)}</span>
          <button type="button" disabled={now >= pages} onClick={() => setPage(now + 1)}>
            {tableWords.later}
          </button>
        </nav>
      ) : null}
    </>
  );
}
