import type { Role } from "arxivlens/api";

import { accountWords } from "../words/account.ts";

interface ViewerLink {
  readonly href: string;
  readonly label: string;
  readonly from: Role;
}

/** Places of one's own in the menu of the masthead, in its order, and the role that each takes. */
const links: readonly ViewerLink[] = [
  { href: "/account", label: accountWords.account, from: "reader" },
  { href: "/admin/people", label: accountWords.people, from: "admin" },
];

const order: readonly Role[] = ["reader", "member", "moderator", "admin"];

export function linksFor(role: Role): readonly ViewerLink[] {
  return links.filter(({ from }) => order.indexOf(role) >= order.indexOf(from));
}
