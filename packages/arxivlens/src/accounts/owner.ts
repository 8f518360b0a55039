import type { Account } from "../store/account-store.ts";
import { StoreError } from "../store/errors.ts";
import { newToken } from "./secret-token.ts";
import type { AccountTools } from "./tools.ts";

/** Name of the account that single-user mode makes; nobody can sign in with it until it is given a password. */
export const ownerName = "owner";

/** The one reader of a single-user instance. */
export interface Owner {
  /** An admin, made when first asked for. */
  account(): Promise<Account>;
  /** What the owner's form tokens are made of, in place of a session's token. */
  formSecret(): Promise<string>;
}

export function createOwner({ store, nowMs, randomBytes }: AccountTools): Owner {
  let secret: Promise<string> | null = null;
  return {
    async account() {
      const known = await store.accounts.byName(ownerName);
      if (known !== null) return known;
      const owner = {
        name: ownerName,
        displayName: "Owner",
        email: null,
        role: "admin",
        createdAtMs: nowMs(),
      } as const;
      // Two first requests at once: the second finds what the first has made.
      const made = (await store.accounts.create(owner)) ?? (await store.accounts.byName(ownerName));
      if (made === null) throw new StoreError("damaged", `the account "${ownerName}" can be neither made nor found`);
      return made;
    },
    async formSecret() {
      secret ??= store.accounts.instanceSecret(newToken(randomBytes));
      return secret;
    },
  };
}
