import type { Account, Role } from "../store/account-store.ts";
import type { Journal } from "./journal.ts";
import type { OneTimeLinks } from "./one-time-links.ts";
import type { Owner } from "./owner.ts";
import { passwordFault } from "./password-rules.ts";
import { profileFaults, type Faults, type Profile } from "./profile.ts";
import type { AccountTools } from "./tools.ts";

/** The new account, or what is wrong with what was typed. `gone`: the link does not work any more. */
export type JoinOutcome =
  | { readonly kind: "joined"; readonly account: Account }
  | { readonly kind: "faults"; readonly faults: Faults }
  | { readonly kind: "gone" };

/** Getting an account, and getting back into it. */
export interface Membership {
  /** The first admin: takes over the account of single-user mode where there is one, with all that is in it. */
  setUp(token: string, profile: Profile, password: string, repeated: string): Promise<JoinOutcome>;
  join(token: string, profile: Profile, password: string, repeated: string): Promise<JoinOutcome>;
  /** A new password by an admin's link; ends every session of the account. */
  resetPassword(token: string, password: string, repeated: string): Promise<JoinOutcome>;
}

export function createMembership(
  { store, passwords, nowMs }: AccountTools,
  { links, owner, journal }: { readonly links: OneTimeLinks; readonly owner: Owner; readonly journal: Journal },
): Membership {
  const create = async (profile: Profile, role: Role, hash: string): Promise<Account | null> => {
    const account = await store.accounts.create({ ...profile, role, createdAtMs: nowMs() });
    if (account !== null) await store.accounts.setPasswordHash(account.accountKey, hash, nowMs());
    return account;
  };

  /** The link is used up last but one: a name that was taken meanwhile must not cost it. */
  const begin = async (
    purpose: "setup" | "invitation",
    token: string,
    typed: { readonly profile: Profile; readonly password: string; readonly repeated: string },
    make: (role: Role, hash: string) => Promise<Account | null>,
  ): Promise<JoinOutcome> => {
    const { profile, password, repeated } = typed;
    const link = await links.find(purpose, token);
    if (link === null) return { kind: "gone" };
    const faults = { ...profileFaults(profile), ...passwordFaults(password, repeated, profile) };
    const taken = await store.accounts.byName(profile.name);
    const own = purpose === "setup" ? await owner.known() : null;
    const all: Faults =
      taken !== null && taken.accountKey !== own?.accountKey && faults["name"] === undefined
        ? { ...faults, name: "taken" }
        : faults;
    if (Object.keys(all).length > 0) return { kind: "faults", faults: all };
    const hash = await passwords.hash(password);
    if ((await links.spend(purpose, token)) === null) return { kind: "gone" };
    const account = await make(link.role ?? "reader", hash);
    return account === null ? { kind: "faults", faults: { name: "taken" } } : { kind: "joined", account };
  };

  return {
    async setUp(token, profile, password, repeated) {
      const outcome = await begin("setup", token, { profile, password, repeated }, async (_role, hash) => {
        const own = await owner.known();
        if (own === null) return create(profile, "admin", hash);
        await store.accounts.change(own.accountKey, profile);
        await store.accounts.setPasswordHash(own.accountKey, hash, nowMs());
        return store.accounts.get(own.accountKey);
      });
      if (outcome.kind === "joined") await journal({ action: "setup", actorKey: outcome.account.accountKey });
      return outcome;
    },

    async join(token, profile, password, repeated) {
      const outcome = await begin("invitation", token, { profile, password, repeated }, (role, hash) =>
        create(profile, role, hash),
      );
      if (outcome.kind === "joined")
        await journal({ action: "joined", actorKey: outcome.account.accountKey, detail: outcome.account.role });
      return outcome;
    },

    async resetPassword(token, password, repeated) {
      const link = await links.find("reset", token);
      const account = link?.accountKey == null ? null : await store.accounts.get(link.accountKey);
      if (account === null) return { kind: "gone" };
      const faults = passwordFaults(password, repeated, account);
      if (Object.keys(faults).length > 0) return { kind: "faults", faults };
      const hash = await passwords.hash(password);
      if ((await links.spend("reset", token)) === null) return { kind: "gone" };
      await store.accounts.setPasswordHash(account.accountKey, hash, nowMs());
      await store.sessions.endAll(account.accountKey, null);
      await journal({ action: "password-reset", actorKey: account.accountKey });
      return { kind: "joined", account };
    },
  };
}

/** What is wrong with a new password that was typed twice. */
export function passwordFaults(password: string, repeated: string, profile: Profile): Faults {
  const fault = passwordFault(password, profile);
  if (fault !== null) return { password: fault };
  return password === repeated ? {} : { repeated: "differs" };
}
