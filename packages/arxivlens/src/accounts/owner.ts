import type { Account } from "../store/account-store.ts";
import { StoreError } from "../store/errors.ts";
import { newToken } from "./secret-token.ts";
import type { AccountTools } from "./tools.ts";

/** The one reader of a single-user instance. */
export interface Owner {
  /** An admin, made when first asked for. */
  account(): Promise<Account>;
  /** The same, or null where there is none yet. */
  known(): Promise<Account | null>;
  /** What the owner's form tokens are made of, in place of a session's token. */
  formSecret(): Promise<string>;
}

export function createOwner({ store, nowMs, randomBytes }: AccountTools): Owner {
  let secret: Promise<string> | null = null;
  let ownerKey: number | null = null;

  const isOwner = (account: Account | null): account is Account =>
    account !== null && account.role === "admin" && account.disabledAtMs === null && account.erasedAtMs === null;

  /** The first admin: also the one who set the instance up, should its accounts be switched off again. */
  const known = async (): Promise<Account | null> => {
    const remembered = ownerKey === null ? null : await store.accounts.get(ownerKey);
    if (isOwner(remembered)) return remembered;
    const found = (await store.accounts.list()).find(isOwner) ?? null;
    ownerKey = found?.accountKey ?? null;
    return found;
  };

  return {
    known,
    async account() {
      const found = await known();
      if (found !== null) return found;
      const owner = { name: "owner", displayName: "Owner", email: null, role: "admin", createdAtMs: nowMs() } as const;
      // Two first requests at once: the second finds what the first has made.
      const made = (await store.accounts.create(owner)) ?? (await known());
      if (made === null)
        throw new StoreError("damaged", "no admin is left, and the name owner is taken; see arxivlens people list");
      return made;
    },
    async formSecret() {
      secret ??= store.accounts.instanceSecret(newToken(randomBytes));
      return secret;
    },
  };
}
