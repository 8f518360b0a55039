import type { WorkRole } from "arxivlens/api";
import type { ReactElement } from "react";

import { RoleSign } from "../map/role-sign.tsx";
import { formatCount } from "../text/figures.ts";

interface TableToolsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly role: WorkRole | "all";
  readonly onRole: (role: WorkRole | "all") => void;
  readonly shown: number;
  readonly total: number;
  readonly onExport: () => void;
}

const roles: readonly { readonly role: WorkRole | "all"; readonly label: string }[] = [
  { role: "all", label: "All" },
  { role: "citing", label: "Citing" },
  { role: "reference", label: "References" },
];

export function TableTools({ text, onText, role, onRole, shown, total, onExport }: TableToolsProps): ReactElement {
  return (
    <div className="tools">
      <label className="tools-filter">
        <span>Filter</span>
        <input
          type="search"
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          placeholder="title, author, year"
        />
      </label>
      <fieldset className="choices">
        <legend className="only-heard">Roles shown in the table</legend>
        {roles.map((choice) => (
          <button
            key={choice.role}
            type="button"
            aria-pressed={choice.role === role}
            onClick={() => onRole(choice.role)}
          >
            {choice.role === "all" ? null : <RoleSign of={choice.role} />} {choice.label}
          </button>
        ))}
      </fieldset>
      <output className="tools-count figures">
        {shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`} works
      </output>
      <button type="button" onClick={onExport}>
        Export CSV
      </button>
    </div>
  );
}
