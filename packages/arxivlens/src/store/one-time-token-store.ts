import type { Role } from "./account-store.ts";

/** What a link that works once is for. */
export interface OneTimeToken {
  /** `setup`: the first admin; `invitation`: a new account; `reset`: a new password. */
  readonly purpose: "setup" | "invitation" | "reset";
  /** Of a reset. */
  readonly accountKey: number | null;
  /** Of an invitation: the role its account begins with. */
  readonly role: Role | null;
  /** For whom, as the inviter wrote it. */
  readonly note: string;
  readonly createdBy: number | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Links that work once, by the SHA-256 of their token. */
export interface OneTimeTokenStore {
  issue(tokenHash: string, token: OneTimeToken): Promise<void>;
  /** Null when unknown, spent or expired. */
  find(tokenHash: string, nowMs: number): Promise<OneTimeToken | null>;
  /** Takes it out of use, for one caller only; null as for `find`. */
  spend(tokenHash: string, nowMs: number): Promise<OneTimeToken | null>;
  /** Those that work still, latest first, each with its hash. */
  list(nowMs: number): Promise<readonly (OneTimeToken & { readonly tokenHash: string })[]>;
  /** False when there is none. */
  revoke(tokenHash: string): Promise<boolean>;
  /** Revokes all of a purpose, of one account where it is given. */
  revokeAll(purpose: OneTimeToken["purpose"], accountKey: number | null): Promise<void>;
}
