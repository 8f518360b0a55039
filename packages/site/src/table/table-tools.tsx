import type { ReactElement } from "react";

import type { Change } from "../map/use-neighbourhood.ts";
import type { MapWork } from "../map/map-work.ts";
import { tableWords } from "../words/map.ts";
import { worksCsv } from "./csv.ts";

interface TableToolsProps {
  /** What an export holds: the selected works, or all that are shown. */
  readonly works: readonly MapWork[];
  readonly seeds: readonly MapWork[];
  readonly selected: number;
  readonly shown: number;
  readonly total: number;
  readonly onlySelected: boolean;
  readonly change: Change;
  readonly fileName: string;
}

/** Works that one export of the API may name. */
const mostExported = 1_000;

const formats = [
  ["bibtex", "BibTeX"],
  ["ris", "RIS"],
  ["csl-json", "CSL-JSON"],
  ["graphml", "GraphML"],
  ["gexf", "GEXF"],
] as const;

export function TableTools(props: TableToolsProps): ReactElement {
  const { works, seeds, selected, shown, total, onlySelected, change, fileName } = props;
  const address = (format: string): string => {
    // A graph is one with the papers in its middle.
    const asked =
      format === "graphml" || format === "gexf" ? [...seeds, ...works.filter(({ role }) => role !== "current")] : works;
    const ids = asked.slice(0, mostExported).map(({ key }) => encodeURIComponent(key));
    return `/api/export?format=${format}&ids=${ids.join(",")}`;
  };
  return (
    <div className="tools">
      <output className="tools-count figures">
        {tableWords.works(shown, total)}
        {selected > 0 ? ` · ${tableWords.selected(selected)}` : null}
      </output>
      {selected > 0 ? (
        <fieldset className="choices">
          <legend className="only-heard">{tableWords.selected(selected)}</legend>
          <button type="button" aria-pressed={onlySelected} onClick={() => change({ onlySelected: !onlySelected })}>
            {tableWords.onlySelected}
          </button>
          <button type="button" onClick={() => change({ selected: [], onlySelected: false })}>
            {tableWords.clear}
          </button>
        </fieldset>
      ) : null}
      {works.length === 0 ? null : (
        <p className="exports">
          <span>{tableWords.exported(selected)}</span>
          <button type="button" onClick={() => download(`${fileName}.csv`, worksCsv(works))}>
            CSV
          </button>
          {formats.map(([format, name]) => (
            <a key={format} href={address(format)} download>
              {name}
            </a>
          ))}
          {works.length > mostExported ? <span className="quiet">{tableWords.tooMany}</span> : null}
        </p>
      )}
    </div>
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
