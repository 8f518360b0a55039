// Phones lay the rows out as grids, and some browsers then forget that this is a table: hence the roles, said aloud.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { WorkRole } from "arxivlens/api";
import { useMemo, useState, type ReactElement } from "react";

import { useEnhanced } from "../client/use-enhanced.ts";
import { RoleSign } from "../map/role-sign.tsx";
import { RowSave } from "../shelf/row-save.tsx";
import { formatCount } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { worksCsv } from "./csv.ts";
import { filterRows, sortRows, type SortKey, type Sorting, type TableRow } from "./table-rows.ts";
import { TableTools } from "./table-tools.tsx";

interface WorksTableProps {
  readonly rows: readonly TableRow[];
  /** Without the ending. */
  readonly fileName: string;
}

const columns: readonly { readonly key: SortKey; readonly label: string; readonly falling: boolean }[] = [
  { key: "role", label: "Role", falling: false },
  { key: "title", label: "Title", falling: false },
  { key: "authors", label: "Authors", falling: false },
  { key: "year", label: "Year", falling: true },
  { key: "citedBy", label: "Cited by", falling: true },
  { key: "sources", label: "Source of the edge", falling: false },
];

/** Every citing work and reference. Whole without JavaScript; sorting, filters and export come with it. */
export function WorksTable({ rows, fileName }: WorksTableProps): ReactElement {
  const enhanced = useEnhanced();
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [text, setText] = useState("");
  const [role, setRole] = useState<WorkRole | "all">("all");
  const shown = useMemo(() => {
    const filtered = filterRows(rows, text, role);
    return sorting === null ? filtered : sortRows(filtered, sorting);
  }, [rows, text, role, sorting]);

  const sortBy = (key: SortKey, falling: boolean): void =>
    setSorting((old) => (old?.key === key ? { key, descending: !old.descending } : { key, descending: falling }));

  return (
    <>
      {enhanced ? (
        <TableTools
          text={text}
          onText={setText}
          role={role}
          onRole={setRole}
          shown={shown.length}
          total={rows.length}
          onExport={() => download(`${fileName}.csv`, worksCsv(shown))}
        />
      ) : null}
      <table className="works-table" role="table" aria-labelledby="works-heading">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, label, falling }) => {
              const direction = sorting?.key !== key ? undefined : sorting.descending ? "descending" : "ascending";
              return (
                <th key={key} scope="col" role="columnheader" className={`col-${key}`} aria-sort={direction}>
                  {enhanced ? (
                    <button type="button" onClick={() => sortBy(key, falling)}>
                      {label}
                      <span className="sort-sign" aria-hidden="true">
                        {direction === undefined ? "" : direction === "ascending" ? "↑" : "↓"}
                      </span>
                    </button>
                  ) : (
                    label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row) => (
            <WorkRow key={`${row.role}-${row.key}`} row={row} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 ? <p className="quiet">No work matches this filter.</p> : null}
    </>
  );
}

function WorkRow({ row }: { readonly row: TableRow }): ReactElement {
  const authors = shortAuthors(row.authors, 3);
  return (
    <tr role="row">
      <td role="cell" className="col-role">
        <RoleSign of={row.role} /> {row.role}
      </td>
      <th role="rowheader" scope="row" className="col-title">
        {row.titleHtml === null ? (
          <a href={row.href}>{row.title}</a>
        ) : (
          // The title with its formula is the label.
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label
          <a href={row.href} dangerouslySetInnerHTML={{ __html: row.titleHtml }} />
        )}
        {row.resolved ? null : <span className="unresolved"> reference line only</span>}
        <RowSave paper={row.key} title={row.title} />
      </th>
      <td role="cell" className="col-authors" title={authors.more > 0 ? row.authors.join(", ") : undefined}>
        {row.authors.length === 0 ? "–" : authors.text}
        {authors.more > 0 ? <span className="more"> and {authors.more} more</span> : null}
      </td>
      <td role="cell" className="col-year">
        {row.year ?? "–"}
      </td>
      <td role="cell" className="col-citedBy">
        {formatCount(row.citedBy)}
      </td>
      <td role="cell" className="col-sources">
        {row.sources.join(", ")}
      </td>
    </tr>
  );
}

function download(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
