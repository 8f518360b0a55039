import type { Account } from "../store/account-store.ts";
import type { Session } from "../store/session-store.ts";
import { newToken, sha256 } from "./secret-token.ts";
import type { AccountTools } from "./tools.ts";

const dayMs = 86_400_000;

/** A session that is not used for a week ends; one that is used ends after a month and asks to sign in again. */
export const sessionLimits: { readonly idleMs: number; readonly absoluteMs: number } = {
  idleMs: 7 * dayMs,
  absoluteMs: 30 * dayMs,
};

/** "Last seen" is written this seldom, so that reading pages does not write to the store. */
const seenEveryMs = 5 * 60_000;

/** Where somebody signs in from, for them to recognise it. */
export interface SignInPlace {
  /** Shortened. */
  readonly network: string | null;
  readonly browser: string | null;
}

export interface SignedIn {
  readonly account: Account;
  readonly session: Session;
}

/** Who is signed in where. A token is `<account key>.<secret>`; the store knows its SHA-256 only. */
export interface Sessions {
  /** Returns the token for the browser's cookie. */
  begin(accountKey: number, place: SignInPlace): Promise<string>;
  /** Null for a token that is unknown, ended or expired, or whose account may not sign in. */
  find(token: string): Promise<SignedIn | null>;
  end(token: string): Promise<void>;
}

export function createSessions({ store, nowMs, randomBytes }: AccountTools): Sessions {
  return {
    async begin(accountKey, { network, browser }) {
      const token = `${accountKey}.${newToken(randomBytes)}`;
      const now = nowMs();
      await store.sessions.prune(now, now - sessionLimits.idleMs);
      await store.sessions.begin({
        accountKey,
        tokenHash: await sha256(token),
        createdAtMs: now,
        lastSeenAtMs: now,
        expiresAtMs: now + sessionLimits.absoluteMs,
        network,
        browser,
      });
      return token;
    },

    async find(token) {
      const accountKey = accountKeyOf(token);
      if (accountKey === null) return null;
      const tokenHash = await sha256(token);
      const session = await store.sessions.find(accountKey, tokenHash);
      if (session === null) return null;
      const now = nowMs();
      const account = await store.accounts.get(accountKey);
      const over = session.expiresAtMs <= now || session.lastSeenAtMs + sessionLimits.idleMs <= now;
      if (account === null || over || account.disabledAtMs !== null || account.erasedAtMs !== null) {
        await store.sessions.end(accountKey, tokenHash);
        return null;
      }
      if (now - session.lastSeenAtMs >= seenEveryMs) await store.sessions.touch(accountKey, tokenHash, now);
      return { account, session };
    },

    async end(token) {
      const accountKey = accountKeyOf(token);
      if (accountKey !== null) await store.sessions.end(accountKey, await sha256(token));
    },
  };
}

function accountKeyOf(token: string): number | null {
  const digits = /^(\d{1,15})\.[\w-]{43}$/u.exec(token)?.[1];
  return digits === undefined ? null : Number(digits);
}
