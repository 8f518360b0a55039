import type { Account, Role } from "../store/account-store.ts";
import type { OneTimeToken } from "../store/one-time-token-store.ts";
import type { Journal } from "./journal.ts";
import { newToken, sha256 } from "./secret-token.ts";
import type { AccountTools } from "./tools.ts";

const hourMs = 3_600_000;

/** How long each kind of link works. */
export const linkLifetimeMs: Readonly<Record<OneTimeToken["purpose"], number>> = {
  setup: 24 * hourMs,
  invitation: 7 * 24 * hourMs,
  reset: 24 * hourMs,
};

/** Path of the page that a link opens. */
export function linkPath(purpose: OneTimeToken["purpose"], token: string): string {
  return `/${{ setup: "setup", invitation: "join", reset: "reset" }[purpose]}/${token}`;
}

/** Links that let somebody in once: the first admin, the invited, and those who forgot their password. */
export interface OneTimeLinks {
  /** A token for the first admin; null where one can sign in already. Earlier ones stop working. */
  setup(): Promise<string | null>;
  invite(role: Role, note: string, by: number | null): Promise<string>;
  /** Earlier ones for the account stop working. */
  reset(account: Account, by: number | null): Promise<string>;
  /** What a token is for; null when it does not work (any more). */
  find(purpose: OneTimeToken["purpose"], token: string): Promise<OneTimeToken | null>;
  /** Uses it up, for one caller only. */
  spend(purpose: OneTimeToken["purpose"], token: string): Promise<OneTimeToken | null>;
}

export function createOneTimeLinks({ store, nowMs, randomBytes }: AccountTools, journal: Journal): OneTimeLinks {
  const issue = async (
    purpose: OneTimeToken["purpose"],
    more: Partial<Pick<OneTimeToken, "accountKey" | "role" | "note" | "createdBy">>,
  ): Promise<string> => {
    const token = newToken(randomBytes);
    const createdAtMs = nowMs();
    await store.oneTimeTokens.issue(await sha256(token), {
      purpose,
      accountKey: null,
      role: null,
      note: "",
      createdBy: null,
      createdAtMs,
      expiresAtMs: createdAtMs + linkLifetimeMs[purpose],
      ...more,
    });
    return token;
  };

  return {
    async setup() {
      for (const { accountKey, role, disabledAtMs } of await store.accounts.list()) {
        if (role !== "admin" || disabledAtMs !== null) continue;
        if ((await store.accounts.passwordHash(accountKey)) !== null) return null;
        if ((await store.accounts.identities(accountKey)).length > 0) return null;
      }
      await store.oneTimeTokens.revokeAll("setup", null);
      return issue("setup", { role: "admin" });
    },
    async invite(role, note, createdBy) {
      await journal({ action: "invited", actorKey: createdBy, detail: role });
      return issue("invitation", { role, note, createdBy });
    },
    async reset({ accountKey }, createdBy) {
      await store.oneTimeTokens.revokeAll("reset", accountKey);
      await journal({ action: "reset-issued", actorKey: createdBy, subjectKey: accountKey });
      return issue("reset", { accountKey, createdBy });
    },
    async find(purpose, token) {
      const found = await store.oneTimeTokens.find(await sha256(token), nowMs());
      return found?.purpose === purpose ? found : null;
    },
    async spend(purpose, token) {
      // Looked at first, so that a token of another purpose is not used up.
      const hash = await sha256(token);
      const found = await store.oneTimeTokens.find(hash, nowMs());
      return found?.purpose === purpose ? store.oneTimeTokens.spend(hash, nowMs()) : null;
    },
  };
}
