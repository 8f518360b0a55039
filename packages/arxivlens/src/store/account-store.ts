/** What somebody may do, least first: each role includes those before it. */
export const roles = ["reader", "member", "moderator", "admin"] as const;

/** `reader`: a library of one's own; `member`: comments; `moderator`: the queue; `admin`: people. */
export type Role = (typeof roles)[number];

/** A person of this instance. Nothing in it is secret, so that it may be shown and exported. */
export interface Account {
  readonly accountKey: number;
  /** Unique, in lower case; `erased-7` once the account is erased. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly role: Role;
  readonly createdAtMs: number;
  /** Since when it may not sign in. */
  readonly disabledAtMs: number | null;
  /** When its person left; what others built on, such as answered comments, still names the account. */
  readonly erasedAtMs: number | null;
}

export type NewAccount = Omit<Account, "accountKey" | "disabledAtMs" | "erasedAtMs">;
export type AccountChanges = Partial<Pick<Account, "name" | "displayName" | "email" | "role" | "disabledAtMs">>;

/** `last-admin`: nothing was changed, because nobody would be left to look after people. `name-taken`: nor then. */
export type AccountOutcome = "done" | "unknown" | "last-admin" | "name-taken";

/** Who one is elsewhere: issuer and subject of OpenID Connect. */
export interface OutsideIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** People of the instance and how they prove who they are. */
export interface AccountStore {
  /** Null when the name is taken. */
  create(account: NewAccount): Promise<Account | null>;
  get(accountKey: number): Promise<Account | null>;
  /** Unknown keys are left out. */
  getMany(accountKeys: readonly number[]): Promise<ReadonlyMap<number, Account>>;
  byName(name: string): Promise<Account | null>;
  /** By key, erased ones left out. */
  list(): Promise<readonly Account[]>;
  change(accountKey: number, changes: AccountChanges): Promise<AccountOutcome>;
  /** Removes everything personal; the key stays taken for good. */
  erase(accountKey: number, nowMs: number): Promise<AccountOutcome>;

  /** Null where there is none: the account signs in elsewhere, or not at all. */
  passwordHash(accountKey: number): Promise<string | null>;
  setPasswordHash(accountKey: number, hash: string, nowMs: number): Promise<void>;
  byIdentity(identity: OutsideIdentity): Promise<Account | null>;
  identities(accountKey: number): Promise<readonly OutsideIdentity[]>;
  /** False when the identity belongs to an account already. */
  addIdentity(accountKey: number, identity: OutsideIdentity): Promise<boolean>;

  /** The instance's own secret, which never leaves it; the proposed one where there is none yet. */
  instanceSecret(proposed: string): Promise<string>;
}
