/** The part of the contract that is about people: who reads, and how one may sign in. */

import type { Role } from "../store/account-store.ts";

export type { Role };

/** Who asks for a page. */
export interface Viewer {
  readonly accountKey: number;
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** Goes with every form as the field `form-token`. */
  readonly formToken: string;
  /** Notifications not read yet. */
  readonly unread: number;
}

/** How one may sign in at this instance. */
export interface SignIn {
  readonly password: boolean;
  /** A provider of OpenID Connect, by the name that its button bears. */
  readonly oidc: { readonly name: string } | null;
}
