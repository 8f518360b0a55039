import type { Account, Role } from "../store/account-store.ts";
import type { IdentityClaims } from "./identity-provider.ts";
import type { Journal } from "./journal.ts";
import type { OneTimeLinks } from "./one-time-links.ts";
import type { Owner } from "./owner.ts";
import { profileFaults, readProfile } from "./profile.ts";
import type { Sessions, SignInPlace } from "./sessions.ts";
import type { AccountTools } from "./tools.ts";

export type IdentityOutcome =
  | { readonly kind: "signed-in"; readonly account: Account; readonly token: string }
  /** Nobody here has this identity, or the account may not sign in. */
  | { readonly kind: "unknown" }
  /** The invitation does not work any more. */
  | { readonly kind: "gone" };

/** Signing in by who one is elsewhere. Accounts are found by issuer and subject alone: addresses change hands. */
export interface IdentitySignIn {
  /** @param newAccounts role of an account that is made for somebody unknown; null where only the invited come in */
  signIn(claims: IdentityClaims, newAccounts: Role | null, place: SignInPlace): Promise<IdentityOutcome>;
  /** With the link of an invitation, or of the first admin. */
  join(
    claims: IdentityClaims,
    link: { readonly purpose: "setup" | "invitation"; readonly token: string },
    place: SignInPlace,
  ): Promise<IdentityOutcome>;
  /** Adds an identity to the account of somebody who is signed in; false when it belongs to another. */
  link(account: Account, claims: IdentityClaims): Promise<boolean>;
}

export function createIdentitySignIn(
  { store, nowMs }: AccountTools,
  parts: {
    readonly sessions: Sessions;
    readonly links: OneTimeLinks;
    readonly owner: Owner;
    readonly journal: Journal;
  },
): IdentitySignIn {
  const { sessions, links, owner, journal } = parts;

  const enter = async (account: Account, { network, browser }: SignInPlace): Promise<IdentityOutcome> => {
    if (account.disabledAtMs !== null) {
      await journal({ action: "sign-in-failed", subjectKey: account.accountKey, network, detail: "disabled" });
      return { kind: "unknown" };
    }
    const token = await sessions.begin(account.accountKey, { network, browser });
    await journal({ action: "sign-in", actorKey: account.accountKey, network, detail: "identity provider" });
    return { kind: "signed-in", account, token };
  };

  /** Under the name that the person has at the provider, or the next free one. */
  const create = async (claims: IdentityClaims, role: Role): Promise<Account> => {
    const wanted = claims.name ?? claims.email?.split("@")[0] ?? "";
    const stem = wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, "-")
      .replaceAll(/^-+|-+$/gu, "")
      .slice(0, 24);
    for (let number = 0; ; number++) {
      const name = `${stem.length < 2 ? "reader" : stem}${number === 0 ? "" : `-${number + 1}`}`;
      const typed = { name, displayName: claims.displayName ?? "", email: claims.email ?? "" };
      const profile = readProfile(typed);
      const faults = profileFaults(profile);
      if (faults["name"] !== undefined) continue;
      const account = await store.accounts.create({
        ...profile,
        displayName: profile.displayName.slice(0, 80),
        email: faults["email"] === undefined ? profile.email : null,
        role,
        createdAtMs: nowMs(),
      });
      if (account === null) continue;
      await store.accounts.addIdentity(account.accountKey, claims);
      await journal({ action: "joined", actorKey: account.accountKey, detail: `${role}, identity provider` });
      return account;
    }
  };

  return {
    async signIn(claims, newAccounts, place) {
      const account = await store.accounts.byIdentity(claims);
      if (account !== null) return enter(account, place);
      if (newAccounts !== null) return enter(await create(claims, newAccounts), place);
      await journal({ action: "sign-in-failed", network: place.network, detail: "unknown identity" });
      return { kind: "unknown" };
    },

    async join(claims, { purpose, token }, place) {
      const known = await store.accounts.byIdentity(claims);
      if (known !== null) return enter(known, place);
      const link = await links.spend(purpose, token);
      if (link === null) return { kind: "gone" };
      const own = purpose === "setup" ? await owner.known() : null;
      if (own === null) return enter(await create(claims, link.role ?? "reader"), place);
      await store.accounts.addIdentity(own.accountKey, claims);
      await journal({ action: "setup", actorKey: own.accountKey, detail: "identity provider" });
      return enter(own, place);
    },

    async link({ accountKey }, claims) {
      const added = await store.accounts.addIdentity(accountKey, claims);
      if (added) await journal({ action: "identity-linked", actorKey: accountKey });
      return added;
    },
  };
}
