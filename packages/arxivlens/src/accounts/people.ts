import type { Account, AccountOutcome, Role } from "../store/account-store.ts";
import type { OneTimeToken } from "../store/one-time-token-store.ts";
import type { Journal } from "./journal.ts";
import type { AccountTools } from "./tools.ts";

/** An account as an admin sees it. */
export interface Person extends Account {
  readonly hasPassword: boolean;
  readonly identities: number;
  readonly sessions: number;
  readonly lastSeenAtMs: number | null;
}

export interface OpenInvitation extends Omit<OneTimeToken, "accountKey" | "purpose"> {
  readonly id: string;
}

/** What admins do with other people's accounts; `by` is their own key, null for the operator at the terminal. */
export interface People {
  list(): Promise<readonly Person[]>;
  invitations(): Promise<readonly OpenInvitation[]>;
  revokeInvitation(id: string, by: number | null): Promise<boolean>;
  setRole(accountKey: number, role: Role, by: number | null): Promise<AccountOutcome>;
  /** Keeps somebody out and ends every session. */
  disable(accountKey: number, by: number | null): Promise<AccountOutcome>;
  enable(accountKey: number, by: number | null): Promise<AccountOutcome>;
}

export function createPeople({ store, nowMs }: AccountTools, journal: Journal): People {
  const person = async (account: Account): Promise<Person> => {
    const { accountKey } = account;
    const sessions = await store.sessions.list(accountKey);
    return {
      ...account,
      hasPassword: (await store.accounts.passwordHash(accountKey)) !== null,
      identities: (await store.accounts.identities(accountKey)).length,
      sessions: sessions.length,
      lastSeenAtMs: sessions[0]?.lastSeenAtMs ?? null,
    };
  };
  return {
    list: async () => Promise.all((await store.accounts.list()).map(person)),
    async invitations() {
      const open = await store.oneTimeTokens.list(nowMs());
      return open
        .filter(({ purpose }) => purpose === "invitation")
        .map((token) => {
          const { tokenHash, accountKey: _key, purpose: _purpose, ...rest } = token;
          return { ...rest, id: tokenHash };
        });
    },
    async revokeInvitation(id, by) {
      const revoked = await store.oneTimeTokens.revoke(id);
      if (revoked) await journal({ action: "invitation-revoked", actorKey: by });
      return revoked;
    },
    async setRole(accountKey, role, by) {
      const outcome = await store.accounts.change(accountKey, { role });
      if (outcome === "done")
        await journal({ action: "role-changed", actorKey: by, subjectKey: accountKey, detail: role });
      return outcome;
    },
    async disable(accountKey, by) {
      const outcome = await store.accounts.change(accountKey, { disabledAtMs: nowMs() });
      if (outcome !== "done") return outcome;
      await store.sessions.endAll(accountKey, null);
      await store.oneTimeTokens.revokeAll("reset", accountKey);
      await journal({ action: "disabled", actorKey: by, subjectKey: accountKey });
      return outcome;
    },
    async enable(accountKey, by) {
      const outcome = await store.accounts.change(accountKey, { disabledAtMs: null });
      if (outcome === "done") await journal({ action: "enabled", actorKey: by, subjectKey: accountKey });
      return outcome;
    },
  };
}
