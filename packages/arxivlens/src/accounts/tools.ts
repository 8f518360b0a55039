import type { LibraryStore } from "../store/library-store.ts";

/** The part of a store that is about people. */
export type PeopleStore = Pick<LibraryStore, "accounts" | "sessions" | "oneTimeTokens" | "audit" | "attempts">;

/** Turns passwords into what may be kept of them. Both take long on purpose. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** What accounts need from outside. */
export interface AccountTools {
  readonly store: PeopleStore;
  readonly nowMs: () => number;
  /** From a source that nobody can predict. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly passwords: PasswordHasher;
}
