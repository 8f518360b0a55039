import { roles, type Role } from "../store/account-store.ts";

/** True when a role includes what the wanted one may do. */
export function reaches(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
