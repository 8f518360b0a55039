import type { Role } from "arxivlens/api";

import { accountWords, roleOrder } from "../words/account.ts";
import { moderationWords, notificationWords } from "../words/discussion.ts";
import { shelfWords } from "../words/shelf.ts";

interface ViewerLink {
  readonly href: string;
  readonly label: string;
  readonly from: Role;
  /** Only where people have accounts: the owner of an instance of their own has nobody to look after. */
  readonly withAccounts?: true;
}

/** Places of one's own in the menu of the masthead, in its order, and the role that each takes. */
const links: readonly ViewerLink[] = [
  { href: "/notifications", label: notificationWords.heading, from: "reader" },
  { href: "/moderation", label: moderationWords.queue, from: "moderator" },
  { href: "/library", label: shelfWords.library, from: "reader" },
  { href: "/following", label: shelfWords.following, from: "reader" },
  { href: "/account", label: accountWords.account, from: "reader" },
  { href: "/admin/people", label: accountWords.people, from: "admin", withAccounts: true },
];

export function linksFor(role: Role, hasAccounts: boolean): readonly ViewerLink[] {
  return links.filter(
    ({ from, withAccounts = false }) =>
      roleOrder.indexOf(role) >= roleOrder.indexOf(from) && (hasAccounts || !withAccounts),
  );
}
