/** The part of the contract that is about people: who reads, how one signs in, and the pages about accounts. */

import type { Faults, FieldFault } from "../accounts/profile.ts";
import type { SecurityAction } from "../accounts/journal.ts";
import type { Role } from "../store/account-store.ts";

export type { Faults, FieldFault, Role, SecurityAction };

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

/** A form as it was sent and what is wrong with it, by field. */
export interface FormView {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Faults;
}

/** Why nobody was signed in. `wait`: too many failures; `unknown`: signed in at the provider, but without an account here. */
export type LoginFault = "refused" | "wait" | "unknown" | "provider-unreachable" | "provider-refused";

export interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly browser: string | null;
  readonly network: string | null;
  /** ISO date-times, UTC. */
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

export interface SecurityEventView {
  readonly key: number;
  readonly at: string;
  readonly action: string;
  /** Names; null for nobody, or the operator at the terminal. */
  readonly actor: string | null;
  readonly subject: string | null;
  readonly network: string | null;
  readonly detail: string;
}

export interface AccountView {
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly hasPassword: boolean;
  readonly identities: readonly string[];
  readonly sessions: readonly SessionView[];
  readonly events: readonly SecurityEventView[];
  readonly profile: FormView;
  readonly password: Faults;
  readonly deletion: Faults;
  /** True for the admin without whom nobody could look after people. */
  readonly lastAdmin: boolean;
  /** What has just been done, for a word of confirmation. */
  readonly done: AccountDone | null;
}

export const accountDone = ["profile", "password", "session", "linked", "not-linked"] as const;
export type AccountDone = (typeof accountDone)[number];

export interface PersonView {
  readonly accountKey: number;
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly role: Role;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
  readonly disabled: boolean;
  readonly signsIn: "password" | "provider" | "both" | "not";
}

export interface PeopleView {
  readonly people: readonly PersonView[];
  readonly invitations: readonly {
    readonly id: string;
    readonly role: Role;
    readonly note: string;
    readonly expiresAt: string;
  }[];
  /** A link that was just made, shown this once. */
  readonly link: { readonly for: string; readonly address: string; readonly purpose: "invitation" | "reset" } | null;
  readonly notice: "last-admin" | "unknown" | "done" | null;
}

export interface AuditView {
  /** Latest first. */
  readonly events: readonly SecurityEventView[];
  /** Address of the page with earlier ones. */
  readonly earlier: string | null;
}

/** What this instance keeps about its readers, for the notice; it follows from how it is run. */
export interface PrivacyView {
  readonly singleUser: boolean;
  readonly cookie: { readonly name: string; readonly days: number; readonly idleDays: number } | null;
  readonly flowCookie: { readonly name: string; readonly minutes: number; readonly provider: string } | null;
}

/** Pages about accounts. */
export type AccountPage =
  | {
      readonly kind: "login";
      readonly next: string;
      readonly name: string;
      readonly fault: LoginFault | null;
      readonly waitSeconds: number;
    }
  | {
      readonly kind: "credentials";
      readonly purpose: "setup" | "invitation" | "reset";
      /** Where the form goes, the link's own address. */
      readonly action: string;
      readonly role: Role | null;
      readonly form: FormView;
    }
  | { readonly kind: "link-gone"; readonly purpose: "setup" | "invitation" | "reset" }
  | { readonly kind: "account"; readonly account: AccountView }
  | { readonly kind: "people"; readonly people: PeopleView }
  | { readonly kind: "audit"; readonly audit: AuditView }
  | { readonly kind: "privacy"; readonly privacy: PrivacyView };
