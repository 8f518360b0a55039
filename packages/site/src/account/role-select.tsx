import type { Role } from "arxivlens/api";
import type { ReactElement } from "react";

import { roleMay, roleName, roleOrder } from "../words/account.ts";

interface RoleSelectProps {
  readonly value: Role;
  readonly id?: string;
  /** Where no visible label names it. */
  readonly label?: string;
  /** Says what each role may do. */
  readonly explained?: boolean;
}

export function RoleSelect({ value, id, label, explained = false }: RoleSelectProps): ReactElement {
  return (
    <select name="role" id={id} aria-label={label} defaultValue={value}>
      {roleOrder.map((role) => (
        <option key={role} value={role}>
          {explained ? `${roleName(role)}: ${roleMay(role)}` : roleName(role)}
        </option>
      ))}
    </select>
  );
}
